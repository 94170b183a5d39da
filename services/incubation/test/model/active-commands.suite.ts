import { personId } from '@fuhua/testing';
import type { ExitDraft, GroundFacts } from '../../src/case/exit.events.ts';
import { file, officer, serving } from '../../src/case/case.suite.ts';
import { monthsLeft } from './active.suite.ts';
import { afterWorkingDays, dayAt, lastOfTerm, placeOf, yearOf } from './days.suite.ts';
import {
  byOfficer,
  byParty,
  knowing,
  placeIn,
  requestOf,
  type At,
} from './entry-commands.suite.ts';
import type { Of } from './record.suite.ts';

/** Commands of the running case and of an exit file, as somebody might give them. */

const files = [file];
const second = personId('second');

export const requestMidterm = (at: At): Of<'RequestMidterm'> => ({
  ...{ ...byOfficer(at), type: 'RequestMidterm', request: requestOf(at) },
});

export const evaluateMidterm = (at: At): Of<'EvaluateMidterm'> => ({
  ...{ ...knowing(byOfficer(at), at, 'later'), type: 'EvaluateMidterm' },
  ...(at.dice.chance(90) && { measures: '完善财务制度' }),
});

/** Of a few weeks, or as long as may be, a day more, or reversed. */
export function pauseCase(at: At): Of<'PauseCase'> {
  const { dice, sheet } = at;
  const given = byOfficer(at);
  const from = placeIn(given);
  const longest = lastOfTerm(from, 3) - (sheet.incubation?.pausedDays ?? 0);
  const until = dice.weighted([
    [6, from + dice.below(40)],
    [2, Math.max(from - 1, longest)],
    [1, longest + 1],
    [1, from - 1],
  ]);
  const reason = dice.chance(90) ? 'force-majeure' : 'other';
  return {
    ...{ ...knowing(given, at, 'later'), type: 'PauseCase', reason, grounds: '台风受灾', files },
    until: dayAt(until),
  };
}

export const resumeCase = (at: At): Of<'ResumeCase'> => ({
  ...{ ...byOfficer(at), type: 'ResumeCase' },
});

export const applyExtension = (at: At): Of<'ApplyExtension'> => ({
  ...{ ...byParty(at), type: 'ApplyExtension', grounds: '登记材料已报送', files },
  reason: at.dice.pick(['registration-pending', 'project-closing', 'force-majeure', 'other']),
  months: at.dice.pick([1, 3, 6, 6, 6, 7]),
});

export function decideExtension(at: At): Of<'DecideExtension'> {
  const { incubation: run } = at.sheet;
  const isBeyond = run?.asked !== undefined && run.asked.months > monthsLeft(at.sheet, run);
  return { ...knowing(byOfficer(at, isBeyond), at, 'later'), type: 'DecideExtension' };
}

export const applyGraduation = (at: At): Of<'ApplyGraduation'> => ({
  ...{ ...byParty(at), type: 'ApplyGraduation', files },
});

export const requestGraduationPanel = (at: At): Of<'RequestGraduationPanel'> => ({
  ...{ ...byOfficer(at), type: 'RequestGraduationPanel', request: requestOf(at) },
});

/** With conditions mostly where the points ask for them. */
export function decideGraduation(at: At): Of<'DecideGraduation'> {
  const { dice, sheet } = at;
  const mean = sheet.incubation?.graduation?.panel?.said?.mean ?? 0;
  const asksFor = mean >= 7000 && mean < 8000;
  return {
    ...{ ...knowing(byOfficer(at), at, 'later'), type: 'DecideGraduation' },
    ...(asksFor !== dice.chance(12) && { conditions: ['三个月内完善章程'] }),
    ...(dice.chance(25) && { extensionMonths: dice.pick([3, 6, 7]) }),
  };
}

export const leave = (at: At): Of<'LeaveVoluntarily'> => ({
  ...{ ...byParty(at), type: 'LeaveVoluntarily', reason: '场地迁移' },
});

export const recordStep = (at: At): Of<'RecordRegistrationStep'> => ({
  ...{ ...byOfficer(at), type: 'RecordRegistrationStep', step: 'name-applied-for', files },
});

export function checkFollowUp(at: At): Of<'CheckFollowUp'> {
  const { dice, sheet } = at;
  const month = (dice.chance(90) && sheet.checks[0]?.month) || dice.pick([3, 4, 6, 12]);
  const openConditions = dice.chance(80) ? [] : ['章程'];
  return {
    ...{ ...knowing(byOfficer(at), at, 'later'), type: 'CheckFollowUp', month },
    ...{ active: dice.chance(85), openConditions },
  };
}

const evidence = (at: At, title = '检查记录') => [
  { title, source: '现场检查', date: dayAt(at.today - 5) },
];

export const suspendSupport = (at: At): Of<'SuspendSupport'> => ({
  ...{ ...byOfficer(at), type: 'SuspendSupport', reason: '立案调查', evidence: evidence(at) },
});

export const resumeSupport = (at: At): Of<'ResumeSupport'> => ({
  ...{ ...byOfficer(at), type: 'ResumeSupport', reason: '调查终结' },
});

export const orderCure = (at: At): Of<'OrderCure'> => ({
  ...{ ...byOfficer(at), type: 'OrderCure', brokenDuty: '每月开展一次活动', facts: '未开展' },
  evidence: evidence(at),
});

export const recordCure = (at: At): Of<'RecordCure'> => ({
  ...{ ...byOfficer(at), type: 'RecordCure', facts: '已补开展', files },
});

/** Of one ground, made out mostly. */
function anyGround(at: At): GroundFacts {
  const { dice, sheet, today } = at;
  const registered = sheet.identity?.applicantKind === 'registered';
  const ground = dice.pick(
    registered ? (['G1', 'G2', 'G3', 'G4'] as const) : (['G1', 'G4'] as const),
  );
  const hasFailed = sheet.incubation?.midterm.failed === true;
  const decision = { is: 'decision', number: '苏民罚〔2024〕1号' } as const;
  const offence = dice.weighted<GroundFacts['offence']>([
    [6, { ...decision, effectiveOn: dayAt(today - 9) }],
    [2, { ...decision, effectiveOn: dayAt(today) }],
    [1, { ...decision, effectiveOn: dayAt(today + 1) }],
    [1, { is: 'investigation', since: dayAt(today - 9) }],
    [1, undefined],
  ]);
  return {
    ...{ ground, curable: ground === 'G1' && dice.chance(40) },
    midterm: ground === 'G1' && dice.chance(hasFailed ? 60 : 4),
    ...(dice.chance(95) && { brokenDuty: '每月开展一次活动' }),
    ...(dice.chance(97) && { fiscalYear: yearOf(today) - dice.pick([1, 1, 2]) }),
    ...(offence !== undefined && { offence }),
    evidence: dice.chance(95) ? evidence(at) : [],
  };
}

export function notifyExit(at: At): Of<'NotifyEarlyExit'> {
  const { dice } = at;
  const given = { ...knowing(byOfficer(at), at, 'later'), type: 'NotifyEarlyExit' } as const;
  const { kind: _kind, ...document } = serving('exit-notice', given.on).document;
  const basis = dice.chance(96) ? '孵化协议第八条' : '';
  return {
    ...{ ...given, ground: anyGround(at), document },
    measure: dice.pick(['early-exit', 'early-exit', 'early-exit', 'warn', 'rectify']),
    text: { facts: '三个月未开展活动', basis, rights: '可陈述申辩、申请听证' },
  };
}

export const submitDefence = (at: At): Of<'SubmitDefence'> => ({
  ...{ ...byParty(at), type: 'SubmitDefence', points: ['活动已补办', '场地停电'], files },
});

export const requestHearing = (at: At): Of<'RequestHearing'> => ({
  ...{ ...byParty(at), type: 'RequestHearing' },
});

export function notifyHearing(at: At): Of<'NotifyHearing'> {
  const given = byOfficer(at);
  const earliest = afterWorkingDays(placeIn(given), 7);
  const heldOn = dayAt(earliest + at.dice.pick([-1, 0, 0, 0, 1, 3]));
  return { ...given, type: 'NotifyHearing', heldOn, place: '局会议室' };
}

export const holdHearing = (at: At): Of<'HoldHearing'> => ({
  ...{ ...byOfficer(at), type: 'HoldHearing', attended: at.dice.chance(80), record: files },
});

/** Mostly as announced and with every answer; sometimes milder, harsher, of another ground, or without an answer. */
export function propose(at: At): Of<'ProposeEarlyExit'> {
  const { dice, sheet } = at;
  const file_ = sheet.incubation?.file;
  const announced = {
    measure: file_?.measure ?? 'early-exit',
    ground: file_?.ground.ground ?? 'G1',
  };
  const measure = dice.chance(80)
    ? announced.measure
    : dice.pick(['early-exit', 'warn', 'rectify'] as const);
  const ground = dice.chance(92) ? announced.ground : dice.pick(['G1', 'G2', 'G3', 'G4'] as const);
  const answered = dice.chance(88) ? (file_?.points.length ?? 0) : 1;
  const draft: ExitDraft = {
    ...{ outcome: { measure, ground }, reasons: '事实清楚', remedies: '可依法申请复议' },
    answers: Array.from({ length: answered }, (_, index) => ({
      ...{ point: String(index + 1), answer: '不予采纳' },
    })),
  };
  return { ...byOfficer(at), type: 'ProposeEarlyExit', draft };
}

/** By another officer, seldom by the same. */
export const decideExit = (at: At): Of<'DecideEarlyExit'> => ({
  ...{ ...knowing(byOfficer(at), at, 'later'), type: 'DecideEarlyExit' },
  person: at.dice.chance(94) ? second : officer,
});

export const rescind = (at: At): Of<'RescindEarlyExit'> => ({
  ...{ ...byOfficer(at), type: 'RescindEarlyExit', because: 'cured', reason: '已改正', files },
});

export const requestReview = (at: At): Of<'RequestReview'> => ({
  ...{ ...byParty(at), type: 'RequestReview', grounds: '处理过重', files },
});

export const decideReview = (at: At): Of<'DecideReview'> => ({
  ...{ ...byOfficer(at, true), type: 'DecideReview', reasons: '经复核' },
  outcome: at.dice.chance(60) ? 'upheld' : 'revoked',
});

export function completeHandover(at: At): Of<'CompleteHandover'> {
  const { dice } = at;
  const given = byOfficer(at);
  const items = (['space', 'seals', 'data-export'] as const).filter(() => dice.chance(93));
  const doneOn = dayAt(placeOf(given.on) + (dice.chance(95) ? 0 : 1));
  const handed = (items.length > 0 ? items : (['space'] as const)).map((item) => ({
    ...{ item, doneOn, files },
  }));
  return { ...given, type: 'CompleteHandover', items: handed };
}
