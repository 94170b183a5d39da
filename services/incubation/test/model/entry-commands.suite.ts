import type { Day, EventId } from '@fuhua/kernel';
import { eventId, uuidNamed } from '@fuhua/testing';
import {
  act,
  concluding,
  file,
  huishan,
  jiangyin,
  party,
  serving,
  wuxi,
} from '../../src/case/case.suite.ts';
import type { Act, PartyAct } from '../../src/case/record.decider.ts';
import { dayAt, lastOfTerm, monthsLater, placeOf } from './days.suite.ts';
import type { Dice } from './dice.suite.ts';
import type { Of, Sheet } from './record.suite.ts';
import { anyApplicant, factsOn, type When } from './world.suite.ts';

/** Commands of the entry part and of every stage, as somebody might give them: mostly fitting, sometimes not. */

export interface At {
  readonly sheet: Sheet;
  /** Its place. */
  readonly today: number;
  readonly dice: Dice;
}

const ahead = { sought: eventId('nobody asked'), objection: eventId('nobody objected') };
const files = [file];

/** Mostly today, sometimes a few days back, now and then tomorrow. */
function dayOfAct({ today, dice, sheet }: At): number {
  return dice.weighted([
    [84, today],
    [10, Math.max(sheet.last, today - 1 - dice.below(6))],
    [4, today - 1 - dice.below(6)],
    [2, today + 1],
  ]);
}

export function byParty(at: At): PartyAct {
  return party(dayAt(dayOfAct(at)), dayAt(at.today));
}

/** By the bureau of the base, seldom by a neighbour; `above`: by the city's, seldom by the bureau itself. */
export function byOfficer(at: At, above = false): Act {
  const [right, wrong] = above ? [wuxi, jiangyin] : [jiangyin, at.dice.pick([huishan, wuxi])];
  const acting = at.dice.chance(4) ? wrong : right;
  return { ...act(dayAt(dayOfAct(at)), dayAt(at.today)), acting };
}

/** What is known on the day of the act. */
export function knowing<A extends PartyAct>(given: A, { dice }: At, when: When) {
  return { ...given, facts: factsOn(placeIn(given), when, dice), knownThrough: {} };
}

export function placeIn({ on }: PartyAct): number {
  return placeOf(on);
}
export function applyEntry(at: At): Of<'ApplyEntry'> {
  const { dice } = at;
  const { base, directory } = act(dayAt(at.today));
  const outside = dice.chance(8) && { outsideTargetReason: '本地急需' };
  return {
    ...{ ...knowing(byParty(at), at, 'application'), base, directory, type: 'ApplyEntry' },
    ...{ identity: anyApplicant(dice), files, ...outside },
  };
}

const gapNames = ['charter', 'funds', 'members'];

export function notifyGaps(at: At): Of<'NotifyGaps'> {
  const named = gapNames.slice(0, 1 + at.dice.below(2));
  const gaps = named.map((code) => ({ code, text: '材料' }));
  return { ...byOfficer(at), type: 'NotifyGaps', gaps };
}

export function supplement(at: At): Of<'SupplementEntry'> {
  const { sheet, dice } = at;
  const open = [...sheet.open];
  const gaps = dice.weighted([
    [6, open],
    [3, open.slice(0, 1)],
    [1, [dice.pick([...sheet.gaps, 'unheard-of'])]],
  ]);
  const some = gaps.length > 0 ? gaps : [dice.pick([...sheet.gaps, 'unheard-of'])];
  return { ...byParty(at), type: 'SupplementEntry', gaps: some, files };
}

export const acceptEntry = (at: At): Of<'AcceptEntry'> => ({
  ...{ ...byOfficer(at), type: 'AcceptEntry' },
});

export function lapseEntry(at: At): Of<'LapseEntry'> {
  const { sheet, dice } = at;
  const open = sheet.gaps.filter(() => dice.chance(30));
  const strange = dice.chance(5) ? ['unheard-of'] : [];
  return { ...byOfficer(at), type: 'LapseEntry', open: [...open, ...strange], reason: '逾期' };
}

export function preReview(at: At): Of<'PreReviewEntry'> {
  const isOfficer = (at.sheet.preReviewer === 'authority') !== at.dice.chance(15);
  const said = { opinion: 'recommended', remarks: '材料齐全' } as const;
  return { ...(isOfficer ? byOfficer(at) : byParty(at)), type: 'PreReviewEntry', ...said };
}

export const requestPanel = (at: At): Of<'RequestPanel'> => ({
  ...{ ...byOfficer(at), type: 'RequestPanel', request: requestOf(at) },
});

export function requestOf({ sheet }: At): EventId {
  return eventId(`panel ${String(sheet.events)}`);
}

const entryMeans = ['82.00', '75.50', '70.00', '70.00', '69.99', '40.00'];

export function receiveEvaluation(at: At): Of<'ReceiveEvaluation'> {
  const { sheet, dice, today } = at;
  const run = sheet.incubation;
  const { midtermPanel, graduation } = run ?? {};
  const panels = [sheet.panel, midtermPanel, graduation?.panel].filter((one) => one !== undefined);
  const panel = panels.length > 0 && dice.chance(97) ? dice.pick(panels) : undefined;
  const request = (panel?.request ?? 'nobody') as EventId;
  const isGraduation = panel !== undefined && panel === graduation?.panel;
  const isMidterm = panel !== undefined && panel === midtermPanel;
  const base = concluding() as Of<'ReceiveEvaluation'>;
  const means = isGraduation ? graduationMeans : isMidterm ? midtermMeans : entryMeans;
  const dimensions = isGraduation ? graduationDimensions(dice) : entryDimensions(dice);
  return {
    ...{ ...base, request, panel: uuidNamed('panel', request), mean: dice.pick(means), dimensions },
    ...{ raters: dice.chance(96) ? 3 : 2, outsideRaters: dice.chance(96) ? 1 : 0 },
    concludedOn: dayAt(Math.max(sheet.last, today - dice.below(3))),
  };
}

const midtermMeans = ['74.00', '74.00', '60.00', '59.99', '55.00', '50.00', '49.99', '30.00'];
const graduationMeans = [
  ...['95.00', '90.00', '89.99', '85.00', '80.00', '79.99', '75.00', '70.00', '69.99'],
  ...['65.00', '62.00', '60.00', '59.99', '40.00'],
];

function entryDimensions(dice: Dice) {
  const mean = dice.weighted([
    [8, '40.00'],
    [1, '25.00'],
    [1, '24.99'],
  ]);
  return [
    { code: 'need', mean, max: '50' },
    { code: 'team', mean: '42.00', max: '50' },
  ];
}

function graduationDimensions(dice: Dice) {
  const weights: readonly (readonly [string, string])[] = [
    ...([['governance', '20']] as const),
    ...([['party-work', '10']] as const),
    ...([['finance-compliance', '20']] as const),
    ...([['project-service', dice.chance(97) ? '20' : '25']] as const),
    ...([['self-financing-resources', '15']] as const),
    ...([['staff-volunteers', '10']] as const),
    ...([['social-evaluation', '5']] as const),
  ];
  return weights.map(([code, max]) => ({ code, mean: '1.00', max }));
}

export const extendDecision = (at: At): Of<'ExtendDecision'> => ({
  ...{ ...byOfficer(at), type: 'ExtendDecision', reason: '需补充核实' },
});

export const decideEntry = (at: At): Of<'DecideEntry'> => ({
  ...{ ...knowing(byOfficer(at), at, 'decision'), type: 'DecideEntry', capacity: 3 },
});

export function concludeAdmission({ sheet, dice }: At): Of<'ConcludeAdmission'> {
  const sought = (dice.chance(96) && (sheet.sought as EventId | undefined)) || ahead.sought;
  const asked = { type: 'ConcludeAdmission', sought, by: eventId('answer') } as const;
  if (dice.chance(75)) return { ...asked, answer: 'granted' };
  return { ...asked, answer: 'refused', guard: dice.pick(['residency', 'space']) };
}

export const postNotice = (at: At): Of<'PostNotice'> => ({
  ...{ ...byOfficer(at), type: 'PostNotice' },
  ...(at.dice.chance(95) && { place: '镇政务公开栏' }),
});

export const fileObjection = (at: At): Of<'FileObjection'> => ({
  ...{ ...byParty(at), type: 'FileObjection', text: '不符合条件', evidence: [] },
});

export function answerObjection(at: At): Of<'AnswerObjection'> {
  const { sheet, dice } = at;
  const known = [...sheet.objections.keys()] as EventId[];
  const objection = known.length > 0 && dice.chance(95) ? dice.pick(known) : ahead.objection;
  return {
    ...{ ...byOfficer(at), type: 'AnswerObjection', objection },
    ...{ upheld: dice.chance(20), answer: '经核查' },
  };
}

export const signAgreement = (at: At): Of<'SignAgreement'> => ({
  ...{ ...(at.dice.chance(30) ? byOfficer(at) : byParty(at)), type: 'SignAgreement' },
  terms: { twoMidtermsBreach: at.dice.chance(60), duties: ['每月开展一次活动'], files },
});

export function startIncubation(at: At): Of<'StartIncubation'> {
  const given = byOfficer(at);
  const on = dayAt(placeIn(given) - at.dice.below(3) + (at.dice.chance(5) ? 3 : 0));
  const plan = at.dice.chance(93) && { plan: { approved: eventId('plan'), on } };
  return { ...given, type: 'StartIncubation', ...plan };
}

/** With its own days; seldom with a term that ends before it begins, or that is still to begin. */
export function recordMigrated(at: At): Of<'RecordMigratedCase'> {
  const { today, dice } = at;
  const months = dice.pick([6, 12, 12, 18, 20, 24]);
  const start = dice.chance(4) ? today + 1 : today - 20 - dice.below(200);
  const term = { start: dayAt(start), end: dayAt(lastOfTerm(start, months)), months };
  const reversed = dice.chance(4) && { end: dayAt(start - 1) };
  const applicant = anyApplicant(dice);
  return {
    ...{ ...byOfficer(at), on: dayAt(today), type: 'RecordMigratedCase', capacity: 3 },
    identity: { ...applicant, ruleSet: { id: 'JS-2023', version: 1 } },
    running: {
      ...{ appliedOn: dayAt(monthsLater(start, -3)), approvedOn: dayAt(monthsLater(start, -1)) },
      ...{ startedOn: dayAt(start), term: { ...term, ...reversed } },
      ...{ twoMidtermsBreach: dice.chance(60), source: { name: '纸质档案', migrated: true } },
      ...(dice.chance(50) && { soFar: soFar(at, start, months) }),
    },
  };
}

/** What the papers tell of a term: seldom an end that nothing explains, or a second chance that nobody has. */
function soFar({ today, dice }: At, start: number, months: number) {
  const pausedDays = dice.chance(30) && 1 + dice.below(30);
  const more = dice.chance(30) && 1 + dice.below(6);
  const end = lastOfTerm(start, months + (more || 0)) + (pausedDays || 0);
  const firstOn = dayAt(dice.chance(90) ? start + dice.below(20) : start - 1);
  const band = dice.pick(['continue', 'improve', 'warn'] as const);
  const againBy = dice.chance(band === 'continue' ? 5 : 50) && dayAt(today + dice.below(60) - 5);
  const secondChanceFailed = dice.chance(band !== 'continue' && !againBy ? 50 : 3);
  const from = today - dice.below(15);
  return {
    ...(dice.chance(95) && { endsOn: dayAt(end) }),
    ...(pausedDays && { pausedDays }),
    ...(more && { extension: { months: more, grantedOn: dayAt(start + dice.below(20)) } }),
    ...(dice.chance(50) && {
      midterm: { firstOn, band, secondChanceFailed, ...(againBy && { againBy }) },
    }),
    ...(dice.chance(15) && {
      pause: { from: dayAt(from), until: dayAt(today - 1 + dice.below(40)) },
    }),
    ...(dice.chance(30) && { named: true as const }),
  };
}

const kinds = [
  ...(['gap-notice', 'entry-decision', 'midterm-notice', 'extension-decision'] as const),
  ...(['graduation-reminder', 'graduation-decision', 'cure-order', 'exit-notice'] as const),
  ...(['hearing-notice', 'exit-decision', 'exit-rescission', 'review-decision'] as const),
];

export function serveDocument(at: At, ...fitting: readonly (typeof kinds)[number][]) {
  const kind = at.dice.pick(fitting.length > 0 ? fitting : kinds);
  const command = serving('entry-decision', dayAt(at.today));
  const document = { ...command.document, kind };
  return { ...byOfficer(at), type: 'ServeDocument', document } satisfies Of<'ServeDocument'>;
}

export function reviewPartyWork(at: At): Of<'ReviewPartyWork'> {
  const { dice, sheet } = at;
  const fitting = { accepted: 'entry', planning: 'plan', active: activeGate(at) } as const;
  const known: Readonly<Record<string, (typeof gates)[number]>> = fitting;
  const gate = (dice.chance(92) && known[sheet.stage]) || dice.pick(gates);
  return { ...byOfficer(at), type: 'ReviewPartyWork', gate, findings: '已核查', evidence: files };
}

const gates = ['entry', 'plan', 'midterm', 'graduation'] as const;

function activeGate({ sheet }: At): 'midterm' | 'graduation' {
  return sheet.incubation?.graduation === undefined ? 'midterm' : 'graduation';
}

/** Some days before the newest, or a little after. */
export function correctClockDay(at: At): Of<'CorrectClockDay'> {
  const { today, dice, sheet } = at;
  const day: Day = dayAt(
    dice.weighted([
      [6, Math.max(today - 9, Math.min(today, sheet.last) - dice.below(4))],
      [3, today - dice.below(2)],
      [1, today + 1],
    ]),
  );
  const said = { reason: '签收日登记有误', evidence: files };
  return { ...byOfficer(at), type: 'CorrectClockDay', day, ...said };
}
