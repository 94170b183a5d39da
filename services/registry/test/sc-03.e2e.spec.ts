import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeUscc } from '@fuhua/rules';
import {
  accepted,
  eventsOf,
  graded,
  nomination,
  prepare,
  registerBase,
  settled,
  synchronise,
  terms,
  type Graded,
} from './operators.suite.ts';
import { bureauOf, officerOf, openBureaus } from './organizations.suite.ts';
import {
  openWorld,
  said,
  type Answered,
  type Said,
  type Someone,
  type World,
} from './world.suite.ts';

/** SC-03, a refused operator: 江阴市 nominates for the base of 华士镇; 无锡市 decides about the exception. */

let world: World;
let jiangyin: Someone;
let wuxi: Someone;
let base: string;
let twoA: Graded;
let threeA: Graded;

const [lastDay, dayAfter] = ['2024-03-25', '2024-03-26'];

beforeAll(async () => {
  world = await openWorld({ clock: '2024-03-18T09:00:00+08:00' });
  await openBureaus(world, {
    ...{ '32': '江苏省', '3202': '无锡市', '320281': '江阴市', '320206': '无锡市惠山区' },
  });
  jiangyin = await officerOf(world, '320281');
  wuxi = await officerOf(world, '3202');
  base = await registerBase(jiangyin, '320281107001');
  const name = '江阴市暖阳公益服务中心(测试)';
  const first = { uscc: '52320281MJ0000026X', name, grade: '2A', validTo: '2026-05-31' };
  twoA = await graded(jiangyin, '320281', first);
  const uscc = makeUscc('52320281', 'MJ500302');
  const second = { uscc, name: '江阴市晨曦社会工作服务中心(测试)', grade: '3A', validTo: lastDay };
  threeA = await graded(jiangyin, '320281', second);
  for (const { organization } of [twoA, threeA]) {
    await synchronise(jiangyin, organization, '2024-03-18');
  }
});
afterAll(() => world.close());

const act = (by: Someone, contract: string, command: string, body: object): Promise<Answered> =>
  settled(by, `/v1/operator-contracts/${contract}/${command}`, body);

/** The results of a decision that failed. */
const failed = ({ decision }: Said): readonly Said[] =>
  (decision.results as Said[]).filter(({ outcome }) => outcome === 'fail');

describe('the first nominee has grade 2A', () => {
  test('it is refused by R-OPR-01, which says why in both languages', async () => {
    const contract = await prepare(jiangyin, base, twoA.organization);
    const body = nomination(lastDay, { award: twoA.award });
    const nominated = await act(jiangyin, contract, 'nominate', body);
    expect([nominated.status, said(nominated)['decision'].outcome]).toEqual([200, 'refused']);
    const [result, ...others] = failed(said(nominated));
    expect([result?.['rule'], result?.['clause'], others]).toEqual(['R-OPR-01', '四(三)1-2', []]);
    expect(result?.['reason']).toEqual({
      zh: '等级 2A 低于 3A',
      en: 'grade 2A is below 3A',
    });
    expect((await eventsOf(world, contract)).slice(2)).toEqual([
      ...['OperatorNominated', 'OperatorEligibilityDecided'],
    ]);
    const signed = await act(jiangyin, contract, 'sign', terms(lastDay, lastDay, '2025-03-24'));
    expect([signed.status, said(signed)['code']]).toEqual([409, 'registry.wrong-stage']);
  });
});

describe('the second nominee has grade 3A until the day before the signing', () => {
  let contract: string;

  test('for the last day of its grade it is eligible', async () => {
    contract = await prepare(jiangyin, base, threeA.organization);
    const body = nomination(lastDay, { award: threeA.award, recurring: true });
    const nominated = await accepted(act(jiangyin, contract, 'nominate', body));
    expect(nominated['decision']).toMatchObject({
      ...{ outcome: 'granted', procedure: 'operator.nomination', effectiveFrom: lastDay },
      ruleSet: { id: 'JS-2023', version: 1 },
    });
  });

  test('on the real signing day it is refused, and there is no contract', async () => {
    await world.moveClock(`${dayAfter}T09:00:00+08:00`);
    await synchronise(jiangyin, threeA.organization, dayAfter);
    const body = terms(dayAfter, '2024-04-01', '2025-03-31');
    const answered = await act(jiangyin, contract, 'sign', body);
    expect([answered.status, said(answered)['decision'].outcome]).toEqual([200, 'refused']);
    expect(failed(said(answered)).map(({ rule, reason }) => [rule, reason])).toEqual([
      [
        'R-OPR-01',
        {
          zh: `3A 等级有效期至 ${lastDay}，早于签约日 ${dayAfter}`,
          en: `grade 3A was valid until ${lastDay}, before the signing day ${dayAfter}`,
        },
      ],
    ]);
    const events = await eventsOf(world, contract);
    expect(events.at(-1)).toBe('ContractSigningRefused');
    expect(events.filter((type) => /Signed|Sought/.test(type))).toEqual([]);
  });

  const exception = (validTo: string): object => ({
    ...{ waives: ['grade'], validFrom: dayAfter, validTo },
    reason: '原等级评估已申报，县域内无其他符合条件的机构(测试)',
  });

  test('an exception is for twelve months at most', async () => {
    const tooLong = await act(jiangyin, contract, 'request-exception', exception('2025-03-26'));
    expect([tooLong.status, said(tooLong)['code'], said(tooLong)['latest']]).toEqual([
      ...[422, 'registry.exception-too-long', '2025-03-25'],
    ]);
    await accepted(act(jiangyin, contract, 'request-exception', exception('2025-03-25')));
  });

  test('never from a bar', async () => {
    const body = { ...exception('2025-03-25'), waives: ['bar'] };
    expect((await act(jiangyin, contract, 'request-exception', body)).status).toBe(400);
  });

  test.each(['320281', '320206', '32'])(
    'the bureau of %s may not approve it: 无锡市 decides',
    async (division) => {
      const officer = await officerOf(world, division);
      const denied = await act(officer, contract, 'approve-exception', {});
      expect([denied.status, said(denied)]).toMatchObject([
        403,
        {
          ...{ code: 'registry.not-competent', rule: 'R-JUR-01', clause: '五(二)-1' },
          competentAuthority: bureauOf('3202'),
        },
      ]);
      const [record] = await world.sql(
        `select outcome, rule from access.access_record where person = '${officer.person}'`,
      );
      expect(record).toEqual({ outcome: 'registry.not-competent', rule: 'R-JUR-01' });
    },
  );

  test('无锡市 approves it, and everybody can read it with its reason', async () => {
    const approved = await accepted(act(wuxi, contract, 'approve-exception', {}));
    const anybody = await world.caller();
    const path = `/v1/operator-exceptions?base=${base}&atLeast=${String(approved['position'])}`;
    const { items } = said(await anybody.get(path));
    expect(items).toMatchObject([
      {
        contract,
        operator: threeA.organization,
        authority: bureauOf('3202'),
        ...exception('2025-03-25'),
      },
    ]);
  });

  test('a term of four years is refused by R-OPR-02, which no exception waives', async () => {
    const body = terms(dayAfter, '2024-04-01', '2028-03-31');
    const answered = await act(jiangyin, contract, 'sign', body);
    expect([answered.status, said(answered)['decision'].outcome]).toEqual([200, 'refused']);
    const [result, ...others] = failed(said(answered));
    expect([result?.['rule'], others]).toEqual(['R-OPR-02', []]);
    expect(result?.['reason'].zh).toContain('2028-03-31');
    expect((await eventsOf(world, contract)).filter((type) => /Signed|Sought/.test(type))).toEqual(
      [],
    );
  });

  test('under the exception a term that R-OPR-02 allows is signed', async () => {
    const body = terms(dayAfter, '2024-04-01', '2025-03-25');
    const signed = await accepted(act(jiangyin, contract, 'sign', body));
    expect((signed['events'] as Said[]).map(({ type }) => type)).toEqual([
      ...['ContractSigningSought', 'OperatorContractSigned'],
    ]);
    expect(signed['decision']).toMatchObject({ outcome: 'granted', effectiveFrom: dayAfter });
  });
});
