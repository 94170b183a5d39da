import {
  fold,
  parseDay,
  startOfDay,
  type CaseId,
  type DivisionCode,
  type EventId,
} from '@fuhua/kernel';
import { calendarOf, shippedRuleSets, type Authority, type Fact, type Facts } from '@fuhua/rules';
import {
  at,
  authorityId,
  baseId,
  eventId,
  organizationId,
  personId,
  told,
  uuidNamed,
  type Placed,
} from '@fuhua/testing';
import { caseDecider, type CaseCommand } from './case.decider.ts';
import type { CaseEvent } from './case.events.ts';
import type { Act, CaseIdentity, Gathered, PartyAct } from './record.decider.ts';

/** Whom and what the slice's specs speak of: a filed organization at the base of 华士镇, 江阴市. */

export const day = parseDay;
const division = (code: string): DivisionCode => code as DivisionCode;
export const caseId = (name: string): CaseId => uuidNamed('case', name) as CaseId;

function bureau(
  level: Authority['level'],
  code: string,
  ...above: readonly Authority[]
): Authority {
  const known = { id: authorityId(code), kind: 'civil-affairs', level } as const;
  return { ...known, division: division(code), above: above.map(({ id }) => id) };
}
export const province = bureau('province', '32');
export const wuxi = bureau('city', '3202', province);
export const jiangyin = bureau('county', '320281', wuxi, province);
export const huishan = bureau('county', '320206', wuxi, province);

export const officer = personId('officer');
const township = {
  ...({ kind: 'incubation-base', level: 'township' } as const),
  location: division('320281107001'),
};
const directory = { authorities: [province, wuxi, jiangyin, huishan] };
export const calendar = calendarOf('CN-2026-1');

/** Anybody, on that day. */
export const party = (on: string, today = on): PartyAct => ({
  ...{ person: personId('somebody'), today: day(today), on: day(on) },
  ...{ calendar, ruleSets: shippedRuleSets },
});
/** 江阴市's officer, on that day. */
export const act = (on: string, today = on): Act => ({
  ...{ ...party(on, today), person: officer, acting: jiangyin, base: township, directory },
});
/** Of a bureau that is not competent. */
export const elsewhere = <C extends Act>(command: C): C => ({ ...command, acting: huishan });

export const identity: CaseIdentity = {
  ...{ case: caseId('nuanyang'), base: baseId('huashi') },
  ...{ applicant: organizationId('nuanyang'), applicantKind: 'filed', mode: 'in-shell' },
  ...{ stage: 'start-up', division: township.location, operator: organizationId('operator') },
  ruleSet: { id: 'JS-2023', version: 1 },
};
export const subject = {
  ...{ case: identity.case, base: identity.base, applicant: identity.applicant },
};

const fact = (value: unknown, validFrom = '2023-06-01'): Fact => ({
  ...{ value, validFrom: day(validFrom), sources: [] },
});
const sections = [
  ...['service-content', 'entry-conditions', 'application-procedure'],
  ...['incubation-term', 'incubation-flow'],
];
/** All that speaks for the applicant. */
export const facts: Facts = {
  'base.active': fact(true),
  'base.level': fact('township'),
  'base.functions': fact(['incubation', 'party-service']),
  'base.freePlaces': fact(3),
  'authority.localRules': fact({ publishedOn: '2023-06-01', sections }),
  'applicant.filedOn': fact('2023-06-01'),
  'applicant.classifications': fact(['community']),
  'applicant.activeCases': fact([]),
  'applicant.bar': fact('none'),
  'applicant.relatedParties': fact({ organization: identity.applicant, related: [] }),
  'applicant.personLinks': fact([]),
  'operator.relatedParties': fact({ organization: identity.operator, related: [] }),
  'organization.listings': fact([]),
  'organization.listsSynchronisedOn': fact('2024-03-01'),
  'organization.filings': fact([]),
  'organization.filingsSynchronisedOn': fact('2024-03-01'),
  'organization.penalties': fact([]),
  'organization.penaltiesSynchronisedOn': fact('2024-03-01'),
  'entry.decider': fact({ person: officer, links: [] }),
};
export const factsWith = (name: string, value: unknown): Facts => ({
  ...{ ...facts, [name]: fact(value) },
});
export const factsWithout = (name: string): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([key]) => key !== name));
export const gathered: Gathered = { facts, knownThrough: {} };

export const file = 'a'.repeat(64);
const files = [file];
const { ruleSet: _pin, ...unpinned } = identity;

/** The application, by somebody of the organization. */
export const applying = (
  on = '2024-03-04',
  known: Facts = facts,
  changes: Partial<CaseIdentity> = {},
): CaseCommand => ({
  ...{ ...party(on), type: 'ApplyEntry', identity: { ...unpinned, ...changes } },
  ...{ base: township, directory, facts: known, knownThrough: {}, files },
});

export const request = eventId('request');
export const concluding = (mean = '82.00'): CaseCommand => ({
  ...{ type: 'ReceiveEvaluation', request, concluded: eventId('concluded') },
  ...{ panel: uuidNamed('panel', 'first'), mean, raters: 3, outsideRaters: 1 },
  dimensions: [
    { code: 'need', mean: '40.00', max: '50' },
    { code: 'team', mean: '42.00', max: '50' },
  ],
  concludedOn: day('2024-03-20'),
});

export const serving = (
  kind: 'gap-notice' | 'entry-decision' | 'exit-notice',
  on: string,
): Extract<CaseCommand, { type: 'ServeDocument' }> => ({
  ...{ ...act(on), type: 'ServeDocument' },
  document: {
    ...{ number: '澄民〔2024〕12号', kind, text: { inline: '现将有关事项告知如下。' } },
    ...{ method: 'in-person', proof: [file] },
  },
});
export const reviewing = (
  gate: 'entry' | 'plan' | 'midterm',
  on: string,
): Extract<CaseCommand, { type: 'ReviewPartyWork' }> => ({
  ...{ ...act(on), type: 'ReviewPartyWork', gate, findings: '已设党建指导员', evidence: [file] },
});
export const deciding = (
  on = '2024-03-22',
  known: Facts = facts,
): Extract<CaseCommand, { type: 'DecideEntry' }> => ({
  ...{ ...act(on), type: 'DecideEntry', facts: known, knownThrough: {}, capacity: 3 },
});
export const signing = (on: string): Extract<CaseCommand, { type: 'SignAgreement' }> => ({
  ...{ ...party(on), type: 'SignAgreement' },
  terms: { twoMidtermsBreach: true, duties: ['每月开展一次活动'], files },
});
export const plan = { approved: eventId('plan'), on: day('2024-04-24') };
export const starting = (on = '2024-04-26'): Extract<CaseCommand, { type: 'StartIncubation' }> => ({
  ...{ ...act(on), type: 'StartIncubation', plan },
});

export type Story = readonly Placed<CaseEvent>[];

/** What these commands decide after a history, each on its day. @throws Error when one is refused */
export function storyOf(
  history: Story,
  ...commands: readonly (readonly [string, CaseCommand | ((story: Story) => CaseCommand)])[]
): Story {
  let events = history;
  for (const [when, next] of commands) {
    const command = typeof next === 'function' ? next(events) : next;
    const state = fold(caseDecider, told<CaseEvent>(...events));
    const decided = caseDecider.decide(command, state);
    if (!decided.ok) throw new Error(`a story is refused: ${JSON.stringify(decided.refusal)}`);
    events = [...events, ...decided.value.map((event) => at<CaseEvent>(when, event))];
  }
  return events;
}

/** The id of the story's newest event of that type, as `given` makes it. */
export function idOf(story: Story, type: CaseEvent['type']): EventId {
  const revision = story.findLastIndex(({ placed }) => placed.type === type);
  if (revision < 0) throw new Error(`the story has no ${type}`);
  return eventId(revision);
}

export const granted = (story: Story): CaseCommand => ({
  ...{ type: 'ConcludeAdmission', sought: idOf(story, 'EntryApprovalSought') },
  ...{ by: eventId('allocated'), answer: 'granted' },
});

/** The straight way, each story a step further than the one before. */
export const applied = storyOf([], ['2024-03-04', applying()]);
export const accepted = storyOf(applied, [
  '2024-03-06',
  { ...act('2024-03-06'), type: 'AcceptEntry' },
]);
export const preReviewed = storyOf(accepted, [
  '2024-03-08',
  {
    ...{ ...party('2024-03-08'), type: 'PreReviewEntry', opinion: 'recommended' },
    remarks: '材料齐全，需求明确',
  },
]);
export const requested = storyOf(preReviewed, [
  '2024-03-11',
  { ...act('2024-03-11'), type: 'RequestPanel', request },
]);
export const evaluated = storyOf(
  requested,
  ['2024-03-20', concluding()],
  ['2024-03-21', reviewing('entry', '2024-03-21')],
);
export const sought = storyOf(evaluated, ['2024-03-22', deciding()]);
export const approved = storyOf(sought, ['2024-03-22', granted]);
export const noticed = storyOf(
  approved,
  ['2024-03-25', serving('entry-decision', '2024-03-25')],
  ['2024-03-26', { ...act('2024-03-26'), type: 'PostNotice', place: '镇政务公开栏' }],
);
export const agreeing = storyOf(noticed, [
  '2024-04-03',
  { type: 'PassDeadline', name: 'notice:2024-04-02', now: startOfDay(day('2024-04-03')) },
]);
export const planning = storyOf(agreeing, ['2024-04-08', signing('2024-04-08')]);
export const reviewed = storyOf(planning, ['2024-04-22', reviewing('plan', '2024-04-22')]);
export const started = storyOf(reviewed, ['2024-04-26', starting()]);
export const rejected = storyOf(evaluated, [
  '2024-03-22',
  deciding('2024-03-22', factsWith('applicant.bar', { until: '2025-01-01' })),
]);

const gaps = [
  { code: 'charter', text: '章程' },
  { code: 'funds', text: '经费证明' },
];
export const notified = storyOf(applied, [
  '2024-03-06',
  { ...act('2024-03-06'), type: 'NotifyGaps', gaps },
]);
export const served = storyOf(notified, ['2024-03-07', serving('gap-notice', '2024-03-07')]);
