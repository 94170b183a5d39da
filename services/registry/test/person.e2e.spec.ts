import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openWorld, type Someone, type World } from './world.suite.ts';

let world: World;
let administrator: Someone;
beforeAll(async () => {
  world = await openWorld();
  ({ administrator } = world);
});
afterAll(async () => {
  await world.close();
});

interface Told {
  readonly data: { readonly person: string };
}

const wang = { name: '王芳', phone: '0512-6628 1234' };
const day = (offset: number): string =>
  new Date(Date.now() + 8 * 3_600_000 + offset * 86_400_000).toISOString().slice(0, 10);

/** What an answer says, without the types that a spec knows anyway. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a spec reads what it has just written
const said = (body: object): Record<string, any> => body;

describe('a person', () => {
  test('is registered, read at once by its position, and told in the feed without a name', async () => {
    const registered = await administrator.post('/v1/persons', wang);
    expect([registered.status, registered.headers['etag']]).toEqual([201, '"0"']);
    const { id, position } = said(registered.body);
    const read = await administrator.get(`/v1/persons/${id}?atLeast=${position}`);
    expect(said(read.body)).toMatchObject({ id, ...wang, forgotten: false, revision: 0 });
    const feed = await administrator.get('/v1/events?types=PersonRegistered&limit=200');
    const told = said(feed.body)['items'].find((one: Told) => one.data.person === id);
    expect(told).toMatchObject({
      type: 'PersonRegistered',
      subject: `person-${id}`,
      data: { person: id },
    });
    expect(feed.text).not.toContain('王芳');
  });

  test('the same key gives the same person, also when asked again later; another body is refused', async () => {
    const key = { 'idempotency-key': 'register-li-si' };
    const first = await administrator.post('/v1/persons', { name: '李四' }, key);
    const again = await administrator.post('/v1/persons', { name: '李四' }, key);
    expect(again.body).toEqual(first.body);
    const other = await administrator.post('/v1/persons', { name: '李五' }, key);
    expect([other.status, said(other.body)['code']]).toEqual([
      422,
      'platform.idempotency-key-reused',
    ]);
  });

  test('is corrected by two administrators, whose request holds no readable name', async () => {
    const registered = said((await administrator.post('/v1/persons', { name: '王房(测试)' })).body);
    const path = `/v1/persons/${registered['id']}`;
    const wish = { values: { name: '王旁(测试)' }, reason: '误录', evidence: [] };
    const event = registered['events'][0].id;
    const asked = await administrator.post(`${path}/request-correction`, { event, ...wish });
    const { request } = said(asked.body);
    const other = await world.someone('管理员乙(测试)', { role: 'administrator' });
    const approved = await other.post(`${path}/approve-correction`, { request });
    const { position } = said(approved.body);
    const { body } = await administrator.get(`${path}?atLeast=${position}`);
    expect(said(body)['name']).toBe('王旁(测试)');
    const { body: corrections } = await other.get(`${path}/corrections`);
    expect(said(corrections)['items']).toMatchObject([
      { request, before: { name: '王房(测试)' }, after: wish.values, state: 'approved' },
    ]);
    const stored = await world.sql('select type, data::text as data from history.events');
    const correction = stored.filter(({ type }) => type === 'EventCorrected');
    expect(correction).toHaveLength(1);
    expect(JSON.stringify(stored)).not.toContain('王旁');
  });

  test('neither name nor phone stands readable in any table', async () => {
    await administrator.post('/v1/persons', { name: '绝无仅有', phone: '13912345678' });
    const tables = await world.sql(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    let rows = 0;
    for (const { name } of tables) {
      const found = await world.sql(`select t::text as text from ${String(name)} t`);
      rows += found.length;
      for (const { text } of found) expect(text).not.toMatch(/绝无仅有|13912345678|王芳/);
    }
    expect(rows).toBeGreaterThan(5);
  });

  test('whoever is no administrator grants nothing, and the refusal is recorded', async () => {
    const auditor = await world.someone('审计员', { role: 'auditor' });
    const tried = await auditor.post(`/v1/persons/${auditor.person}/grant-role`, {
      role: 'administrator',
      reach: {},
    });
    expect([tried.status, said(tried.body)['code']]).toEqual([403, 'platform.forbidden-role']);
    const [record] = await world.sql(
      `select outcome, subject from access.access_record where person = '${auditor.person}'`,
    );
    expect(record).toEqual({ outcome: 'platform.forbidden-role', subject: auditor.person });
  });

  test('a grant holds from its first to its last day, and ends with its revocation', async () => {
    const { person } = await world.someone('将来的审计员');
    const path = `/v1/persons/${person}`;
    const later = { role: 'auditor', reach: {}, validFrom: day(1), validTo: day(5) };
    const granted = await administrator.post(`${path}/grant-role`, later);
    const at = String(said(granted.body)['position']);
    const inForce = async (asOf: string): Promise<number> => {
      const { body } = await administrator.get(`${path}?asOf=${asOf}`);
      return said(body)['grants'].length;
    };
    await administrator.get(`${path}?atLeast=${at}`);
    expect((await (await world.caller(person)).get('/v1/persons')).status).toBe(403);
    expect(await Promise.all([0, 1, 5, 6].map((n) => inForce(day(n))))).toEqual([0, 1, 1, 0]);
    const { grant } = said((await administrator.get(path)).body)['grants'][0];
    const revoked = await administrator.post(`${path}/revoke-role`, {
      grant,
      on: day(3),
      reason: '调离',
    });
    expect(revoked.status).toBe(200);
    expect(await Promise.all([2, 3].map((n) => inForce(day(n))))).toEqual([1, 0]);
  });

  test('a grant is lent during an absence, and only by its holder or an administrator', async () => {
    const absent = await world.someone('休假者', { role: 'administrator' });
    const standIn = await world.someone('代理人');
    const path = `/v1/persons/${absent.person}`;
    expect((await standIn.get('/v1/persons')).status).toBe(403);
    const { grant } = said((await administrator.get(path)).body)['grants'][0];
    const lent = {
      grant,
      delegate: standIn.person,
      validFrom: day(0),
      validTo: day(9),
      reason: '年假',
    };
    const set = await absent.post(`${path}/set-delegation`, lent);
    expect(set.status).toBe(200);
    await administrator.get(`${path}?atLeast=${String(said(set.body)['position'])}`);
    expect((await standIn.get('/v1/persons')).status).toBe(200);
    const officer = await world.someone('别人', {
      role: 'officer',
      reach: { authority: '11111111-1111-4111-8111-111111111111' },
    });
    const foreign = await officer.post(`${path}/set-delegation`, lent);
    expect(said(foreign.body)['code']).toBe('platform.out-of-scope');
  });

  test('once forgotten, the name is erased everywhere and nothing is recorded any more', async () => {
    const { person } = await world.someone('将被遗忘');
    const path = `/v1/persons/${person}`;
    const forgotten = await administrator.post(`${path}/forget`, { reason: '本人申请' });
    expect(forgotten.status).toBe(200);
    await expect(named(path, forgotten.body)).resolves.toEqual({ erased: true });
    const again = await administrator.post(`${path}/grant-role`, { role: 'auditor', reach: {} });
    expect([again.status, said(again.body)['code']]).toEqual([410, 'registry.person-forgotten']);
  });
});

/** The reaction destroys the key within moments; another process than the one that did keeps it for 4 s at most. */
async function named(path: string, { position }: Record<string, unknown>): Promise<unknown> {
  for (;;) {
    const { body } = await administrator.get(`${path}?atLeast=${String(position)}`);
    const { name } = said(body);
    if (typeof name === 'object') return name;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
