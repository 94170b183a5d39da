import { authorityIdOf } from '@fuhua/directory';
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { isSealed, parseDay, type AuthorityId, type Day, type DivisionCode } from '@fuhua/kernel';
import { memoryStore, type Recorded } from '@fuhua/platform/event-store';
import { metadataOf } from '@fuhua/platform/handle';
import { memoryKeys, openPrivacy, randomMasterKey } from '@fuhua/platform/privacy';
import {
  BASE_ACTS,
  competentAuthority,
  rerun,
  shippedRuleSets,
  type BaseAct,
  type Decision,
  type Directory,
  type Fact,
  type JudgedBase,
  type RuleSet,
} from '@fuhua/rules';
import { officesOf, type Offices } from './offices.ts';
import { writeProvince } from './write.ts';

const span = { from: parseDay('2023-01-01'), to: parseDay('2025-12-31') };
const size = { seed: 20_231_011, scale: 0.06, ...span };

/** The guidance's set, but for one number, from the middle of the span on. */
const original = shippedRuleSets[0]!;
const stricter: RuleSet = {
  ...original,
  version: 2,
  effectiveFrom: parseDay('2024-09-01'),
  rules: original.rules.map((one) =>
    one.rule === 'R-OPR-01' ? { ...one, params: { ...one.params, gradeMin: '4A' } } : one,
  ),
};

async function written(ruleSets = shippedRuleSets): Promise<readonly Recorded[]> {
  const store = memoryStore();
  const privacy = await openPrivacy({ keys: memoryKeys(), masterKey: randomMasterKey() });
  await writeProvince({ ...size, store, privacy, knownThrough: {}, ruleSets });
  const recorded: Recorded[] = [];
  for await (const event of store.readAll()) recorded.push(event);
  return recorded;
}

interface Decided {
  readonly key: string;
  readonly decision: Decision;
}

function decisionsIn(recorded: readonly Recorded[]): readonly Decided[] {
  return recorded.flatMap(({ stream, revision, type, data }) => {
    const { decision } = JSON.parse(data) as { decision?: Decision };
    return decision === undefined
      ? []
      : [{ key: `${stream} ${String(revision)} ${type}`, decision }];
  });
}

let province: readonly Recorded[];
let decided: readonly Decided[];
beforeAll(async () => {
  province = await written();
  decided = decisionsIn(province);
}, 120_000);

test('the same seed gives the same events, at the same revisions, with the same ids and words', async () => {
  const again = await written();
  const told = ({ stream, revision, id, type, metadata, data }: Recorded): string => {
    const open = JSON.stringify(JSON.parse(data), (_, value: unknown) =>
      isSealed(value) ? 'sealed' : value,
    );
    const words = createHash('sha256').update(metadata).update(open).digest('hex');
    return [stream, revision, id, type, words.slice(0, 16)].join(' ');
  };
  expect(again.map(told).sort()).toEqual(province.map(told).sort());
}, 120_000);

test('every stream is told in order of time', () => {
  const last = new Map<string, string>();
  for (const event of province) {
    const { recordedAt } = metadataOf(event);
    expect(recordedAt >= (last.get(event.stream) ?? '')).toBe(true);
    last.set(event.stream, recordedAt);
  }
});

test('it holds every bureau, every procedure with each of its outcomes, and every regime', () => {
  const types = new Set(province.map(({ type }) => type));
  const bureaus = province.filter(
    ({ type, data }) => type === 'AuthorityRegistered' && data.includes('"civil-affairs"'),
  );
  expect(bureaus).toHaveLength(109);
  const outcomes = new Set(decided.map(({ decision: d }) => `${d.procedure} ${d.outcome}`));
  expect([...outcomes].sort()).toEqual([
    ...['base.functions granted', 'base.functions refused'],
    ...['base.regime granted', 'base.regime insufficient-evidence'],
    'base.staff-choice granted',
    ...['operator.nomination granted', 'operator.nomination refused'],
    ...['operator.signing granted', 'operator.signing refused'],
  ]);
  for (const type of [
    ...[
      'TownshipManagementAssigned',
      'CommunityPartyLeadershipAssigned',
      'ResponsibleBodyAssigned',
    ],
    ...['BaseRegistrationFiled', 'RegimeManualOutcomeApproved', 'SpecialFieldBaseRegistered'],
    ...['OperatorContractSigned', 'GradeExpired', 'RegimeReviewDue'],
  ]) {
    expect([type, types.has(type)]).toEqual([type, true]);
  }
});

describe('decisions', () => {
  test('each is made again from what it stored, to the letter', () => {
    expect(decided.length).toBeGreaterThan(500);
    for (const { decision } of decided) expect(rerun(decision)).toEqual(decision);
  });

  test('another parameter changes exactly those that rest on it, told without the rules', () => {
    const changed = decided
      .filter(({ decision }) => asksR01(decision))
      .filter(
        ({ decision }) => rerun(decision, { ruleSet: stricter }).outcome !== decision.outcome,
      );
    const expected = decided.filter(
      ({ decision: { outcome, procedure, facts, effectiveFrom } }) =>
        procedure.startsWith('operator.') &&
        outcome === 'granted' &&
        isThreeStarsOn(facts['operator.grade'], effectiveFrom),
    );
    expect(changed.map(({ key }) => key)).toEqual(expected.map(({ key }) => key));
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.length).toBeLessThan(decided.filter(({ decision: d }) => asksR01(d)).length);
  });

  test('none whose procedure was opened before the newer set took effect is touched by it', async () => {
    const newer = await written([original, stricter]);
    const before = new Map(decided.map(({ key, decision }) => [key, decision]));
    const pinned = decisionsIn(newer).filter(({ decision }) => decision.ruleSet.version === 1);
    const late = pinned.filter(({ decision: d }) => d.effectiveFrom >= stricter.effectiveFrom);
    expect(late.length).toBeGreaterThan(0);
    for (const { key, decision } of pinned) expect([key, decision]).toEqual([key, before.get(key)]);
    const moved = decisionsIn(newer).filter(({ decision }) => decision.ruleSet.version === 2);
    expect(moved.length).toBeGreaterThan(0);
  }, 120_000);

  const asksR01 = ({ results }: Decision): boolean =>
    results.some(({ rule }) => rule === 'R-OPR-01');
  const isThreeStarsOn = (grade: Fact | undefined, on: Day): boolean =>
    grade?.value === '3A' && grade.validFrom <= on && on <= (grade.validTo ?? on);
});

/** Definitions 8 to 10 written out by hand, over codes alone. */
describe('who is competent for each base of the province', () => {
  const bureau = (code: string): AuthorityId =>
    authorityIdOf({ kind: 'civil-affairs', division: code as DivisionCode });
  const length = { province: 2, city: 4, county: 6, township: 6, village: 6 } as const;

  function oracle(
    base: JudgedBase,
    act: BaseAct,
    { zones, sponsors }: Offices,
  ): AuthorityId | undefined {
    const mapping = zones.find(({ zone }) => base.location.startsWith(zone));
    const isZone =
      Number(base.location.slice(4, 6)) >= 71 && Number(base.location.slice(4, 6)) <= 76;
    const below = base.level === 'township' || base.level === 'village';
    const own = bureau(base.location.slice(0, length[base.level]));
    const local = below && isZone ? mapping?.actingAuthority : own;
    if (base.sponsor !== undefined && act !== 'guidance') {
      const sponsor = sponsors.find(({ id }) => id === base.sponsor)!;
      if (act !== 'exception' && act !== 'review') return sponsor.id;
      const up = sponsor.division.length === 6 ? 4 : 2;
      const higher = sponsors.find(
        (one) =>
          one.division === sponsor.division.slice(0, up) && one.department === sponsor.department,
      );
      return sponsor.division.length === 2 ? sponsor.id : higher?.id;
    }
    if (act !== 'exception' && act !== 'review') return local;
    if (base.level === 'province') return act === 'exception' ? undefined : own;
    if (local === undefined) return undefined;
    const acting = below && isZone ? mapping : undefined;
    if (base.level === 'city') return bureau('32');
    if (acting !== undefined && acting.actingAuthority === bureau(base.location.slice(0, 4))) {
      return bureau('32');
    }
    return bureau(base.location.slice(0, 4));
  }

  test('is as the law book says, for every act', async () => {
    const privacy = await openPrivacy({ keys: memoryKeys(), masterKey: randomMasterKey() });
    const writer = { seed: size.seed, privacy, ruleSets: shippedRuleSets, knownThrough: {} };
    const { offices } = await officesOf(writer, span);
    const bases = province
      .filter(({ type }) => type === 'BaseRegistered' || type === 'SpecialFieldBaseRegistered')
      .map(({ data }) => JSON.parse(data) as JudgedBase);
    const kinds = new Set(
      bases.map((base) => `${base.kind} ${base.level} ${base.sponsor ? 's' : ''}`),
    );
    expect(kinds.size).toBeGreaterThan(8);
    expect(bases.some(({ location }) => location.startsWith('320281'))).toBe(true);
    expect(bases.some(({ location }) => /^\d{4}7[1-6]/.test(location))).toBe(true);
    for (const base of bases) {
      const mapping = offices.zones.find(({ zone }) => base.location.startsWith(zone));
      const directory: Directory = {
        authorities: [...offices.bureaus, ...offices.sponsors],
        ...(mapping && { zoneMapping: mapping }),
      };
      for (const act of BASE_ACTS) {
        const { authority } = competentAuthority(base, act, directory, span.to);
        expect([base, act, authority]).toEqual([base, act, oracle(base, act, offices)]);
      }
    }
  });
});
