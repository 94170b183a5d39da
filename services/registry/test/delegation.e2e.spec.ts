import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { accepted, registerBase } from './operators.suite.ts';
import { opened, openBureaus, officerOf, registration, source } from './organizations.suite.ts';
import { openWorld, said, type Someone, type World } from './world.suite.ts';

/** A county base takes over grading: mandate, declaration, delivery, its end; and what it researches and lays down. */

let world: World;
let county: Someone;
let city: Someone;
let base: string;
let graded: string;

beforeAll(async () => {
  world = await openWorld({ clock: '2024-03-04T09:00:00+08:00' });
  await openBureaus(world, { 32: '江苏省', 3205: '苏州市', 320506: '吴中区' });
  county = await officerOf(world, '320506');
  city = await officerOf(world, '3205');
  const place = { level: 'county', name: '吴中区社会组织孵化基地（测试）' };
  base = await registerBase(county, '320506104200', place);
  const functions = ['incubation', 'grading', 'research', 'standard'];
  await accepted(
    county.post(`/v1/bases/${base}/declare-functions`, { functions, on: '2024-03-04' }),
  );
  await accepted(county.post(`/v1/bases/${base}/decide-functions`));
  graded = await opened(county, registration('52320506MJ0000018Y', '320506', '邻里（测试）'));
});
afterAll(() => world.close());

const mandate = () => ({
  ...{ base, service: 'grading', scope: '等级评估材料初审（测试）', source },
  ...{ validFrom: '2024-03-04', validTo: '2024-12-31' },
});
const assign = () => accepted(county.post('/v1/delegations/assign-service', mandate()));

describe('a mandate', () => {
  test('is given by the authority of the base alone', async () => {
    const denied = await city.post('/v1/delegations/assign-service', mandate());
    expect([denied.status, said(denied)['code']]).toEqual([403, 'registry.not-competent']);
    const { id, position } = await assign();
    const path = `/v1/delegations/${String(id)}?atLeast=${String(position)}`;
    const read = said(await county.get(path));
    expect(read).toMatchObject({ kind: 'mandate', service: 'grading', declareBy: '2024-03-18' });
  });

  test('is carried out after the declaration, and not for one in whom an interest was declared', async () => {
    const { id } = await assign();
    const path = `/v1/delegations/${String(id)}`;
    const delivery = { on: '2024-03-04', organizations: [graded], source };
    const early = await county.post(`${path}/record-delivery`, delivery);
    expect([early.status, said(early)['code']]).toEqual([409, 'registry.declaration-missing']);
    const declaration = { person: county.person, on: '2024-03-04', source };
    const interests = [{ organization: graded, interest: 'shared-head' }];
    await accepted(county.post(`${path}/sign-declaration`, { ...declaration, interests }));
    const partial = await county.post(`${path}/record-delivery`, delivery);
    expect(said(partial)).toMatchObject({ code: 'registry.declared-interest' });
    await accepted(county.post(`${path}/sign-declaration`, { ...declaration, interests: [] }));
    const { position } = await accepted(county.post(`${path}/record-delivery`, delivery));
    const read = said(await county.get(`${path}?atLeast=${String(position)}`));
    expect(read).toMatchObject({ deliveries: 1, served: 1, declaredOn: '2024-03-04' });
  });

  test('that nobody declared for is overdue after ten working days, and ends with its last day', async () => {
    const { id } = await assign();
    await world.moveClock('2025-01-02T09:00:00+08:00');
    const events = said(await county.get('/v1/events?types=DelegatedServiceEnded&limit=200'));
    const subjects = (events['items'] as { subject: string; division?: string }[]).filter(
      ({ subject }) => subject === `delegation-${String(id)}`,
    );
    expect(subjects).toMatchObject([{ division: '320506104200' }]);
    const read = said(await county.get(`/v1/delegations/${String(id)}`));
    expect(read).toMatchObject({ declarationOverdue: true, endedOn: '2025-01-01' });
    const then = said(await county.get(`/v1/delegations/${String(id)}?asOf=2024-12-31`));
    expect(then['endedOn']).toBeNull();
  });
});

test('research and standards are recorded of the base and taken back', async () => {
  const research = { base, source, title: '培育路径研究（测试）', form: 'report' };
  const { id } = await accepted(
    county.post('/v1/delegations/register-research', { ...research, completedOn: '2024-02-01' }),
  );
  const standard = { base, source, title: '孵化服务规范（测试）', level: 'local' };
  await accepted(
    county.post('/v1/delegations/adopt-standard', {
      ...{ ...standard, number: 'DB320506/T 001-2024', issuedBy: '市场监管局（测试）' },
      adoptedOn: '2024-03-01',
    }),
  );
  const { position } = await accepted(
    county.post(`/v1/delegations/${String(id)}/withdraw-research`, {
      ...{ on: '2024-06-03', reason: '数据有误（测试）' },
    }),
  );
  const list = async (query: string) => {
    const path = `/v1/delegations?base=${base}&${query}&atLeast=${String(position)}`;
    return (said(await county.get(path))['items'] as { kind: string }[]).map(({ kind }) => kind);
  };
  expect(await list('kind=research')).toEqual(['research']);
  expect(await list('kind=research&on=2024-06-03')).toEqual([]);
  expect(await list('kind=standard&on=2024-06-03')).toEqual(['standard']);
});
