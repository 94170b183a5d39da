import { addDays, type Day } from '@fuhua/kernel';
import type { ExitDraft, GroundFacts } from '@fuhua/incubation';
import { dueAfterWorkingDays, newestCalendar } from '@fuhua/rules';
import { between, happens, weighted } from '../../random.ts';
import { later } from '../story.ts';
import { served } from './acts.ts';
import { runningFacts } from './facts.ts';
import { FILE, ask, inDays, running, tell, type CaseTelling, type Steps } from './telling.ts';

/** An early exit under due process (5.6): raised, defended, decided, reviewed, final, handed over. */

/** What a register says against the organization, or its agreement. */
export interface Fault {
  readonly on: Day;
  readonly ground: 'G1' | 'G2' | 'G3';
  readonly fiscalYear?: number;
  /** The second chance of the midterm failed. */
  readonly midterm?: boolean;
}

const FAULT_PART = 0.8;

/** The first late filing or failed inspection that becomes known in the term; most of them are raised. */
export function faultOf({ applicant, random, around, story }: CaseTelling): Fault | undefined {
  const state = story.state();
  if (state.stage !== 'active') return undefined;
  const faults = applicant.rows.flatMap(({ kind, validFrom, data }): Fault[] => {
    const fiscalYear = Number(data['fiscalYear']);
    const on = addDays(validFrom, between(5, 20, random));
    const late = kind === 'annual-filing' && validFrom > `${String(fiscalYear + 1)}-05-31`;
    if (late) return [{ on, ground: 'G2', fiscalYear }];
    const failed = kind === 'annual-conclusion' && data['conclusion'] === 'fail';
    return failed ? [{ on, ground: 'G3', fiscalYear }] : [];
  });
  const found = faults.find(({ on }) => on > around.today && on < addDays(state.clocks.end, -10));
  return found !== undefined && happens(FAULT_PART, random) ? found : undefined;
}

export async function* exitOf(t: CaseTelling, fault?: Fault): Steps {
  const ground = yield* raised(t, fault);
  if (ground === undefined) return;
  if (running(t)?.graduation.applied !== undefined) return;
  await notify(t, ground);
  if (running(t)?.exit === undefined) return;
  yield* heardOut(t);
  const fate = weighted({ exit: 68, milder: 14, rescinded: 18 }, t.random);
  if (fate === 'rescinded') return rescind(t, ground);
  yield* decided(t, ground, fate);
  if (running(t)?.exit?.decided === undefined) return;
  yield* afterDecision(t);
}

const evidence = (date: Day) => [
  { title: '核查记录（测试）', source: '现场检查（测试）', date, file: FILE },
];

/** What it rests on; undefined where it was cured first, or only an investigation is known. */
async function* raised(t: CaseTelling, fault?: Fault): Steps<GroundFacts | undefined> {
  const { random, around } = t;
  const about = { curable: false, midterm: false, evidence: evidence(around.today) };
  const brokenDuty = '每月开展一次活动';
  if (fault?.midterm === true) return { ...about, ground: 'G1', midterm: true, brokenDuty };
  if (fault !== undefined) return { ...about, ground: fault.ground, fiscalYear: fault.fiscalYear };
  const kind = weighted({ breach: 4, curable: 4, offence: 3, investigated: 1 }, random);
  switch (kind) {
    case 'breach':
      return { ...about, ground: 'G1', brokenDuty };
    case 'offence': {
      const decision = { is: 'decision', number: '行罚〔测试〕1号' } as const;
      return { ...about, ground: 'G4', offence: { ...decision, effectiveOn: inDays(t, -3) } };
    }
    case 'investigated':
      yield* suspended(t, about.evidence);
      return { ...about, ground: 'G4', offence: { is: 'investigation', since: inDays(t, -30) } };
    case 'curable':
      return (yield* cured(t, brokenDuty))
        ? undefined
        : { ...about, ground: 'G1', curable: true, brokenDuty, evidence: evidence(around.today) };
  }
}

async function* suspended(t: CaseTelling, found: GroundFacts['evidence']): Steps {
  const reason = '涉嫌违法，立案调查期间（测试）';
  await tell(t, 'officer', { type: 'SuspendSupport', reason, evidence: found });
  yield inDays(t, between(20, 40, t.random));
  if (running(t) === undefined) return;
  await tell(t, 'officer', { type: 'ResumeSupport', reason: '调查终结（测试）' });
}

/** Answers whether it was cured within its days. */
async function* cured(t: CaseTelling, brokenDuty: string): Steps<boolean> {
  const { random } = t;
  const order = {
    brokenDuty,
    facts: '两个月未开展活动（测试）',
    evidence: evidence(t.around.today),
  };
  if (!(await ask(t, 'officer', { type: 'OrderCure', ...order }))) return true;
  await tell(t, 'officer', served('cure-order', '责令整改通知书'));
  if (happens(0.4, random)) {
    yield inDays(t, between(7, 20, random));
    if (running(t) === undefined) return true;
    const facts = '已恢复活动（测试）';
    await tell(t, 'officer', { type: 'RecordCure', facts, files: [FILE] });
    return true;
  }
  const due = running(t)?.cureOrder?.cureBy.due;
  yield due === undefined ? t.around.today : addDays(due, 2);
  return running(t)?.cureOrder === undefined;
}

async function notify(t: CaseTelling, ground: GroundFacts): Promise<void> {
  const text = {
    facts: '核查认定的事实（测试）',
    basis: '操作规程及孵化协议（测试）',
    rights: '可陈述申辩、申请听证（测试）',
  };
  const paper = { number: '提前退出告知书（测试）', text: { file: FILE } };
  const document = { ...paper, method: 'in-person' as const, proof: [FILE] };
  const about = { ground, text, measure: 'early-exit' as const, document };
  await ask(t, 'officer', { type: 'NotifyEarlyExit', ...about, facts: runningFacts(t) });
}

/** Some defend themselves in writing, some are heard; nothing is decided before. */
async function* heardOut(t: CaseTelling): Steps {
  const { random } = t;
  const file = running(t)?.exit;
  if (file === undefined) return;
  yield inDays(t, between(1, 4, random));
  if (happens(0.6, random)) {
    const points = ['场地停用系客观原因（测试）', '已制定整改计划（测试）'];
    await ask(t, 'applicant', { type: 'SubmitDefence', points, files: [] });
  }
  if (happens(0.3, random) && (await ask(t, 'applicant', { type: 'RequestHearing' }))) {
    yield inDays(t, 1);
    const { due } = dueAfterWorkingDays(t.around.today, 9, newestCalendar());
    const place = '办公楼三楼会议室（测试）';
    await tell(t, 'officer', { type: 'NotifyHearing', heldOn: due, place });
    yield due;
    await tell(t, 'officer', { type: 'HoldHearing', attended: true, record: [FILE] });
  }
  yield addDays(later(file.defenceBy.due, t.around.today), between(1, 5, random));
}

async function rescind(t: CaseTelling, { ground }: GroundFacts): Promise<void> {
  const because = ground === 'G2' ? 'late-acceptance' : 'defence';
  const reason = '事由已消除（测试）';
  await tell(t, 'officer', { type: 'RescindEarlyExit', because, reason, files: [FILE] });
  await tell(t, 'officer', served('exit-rescission', '撤销告知决定书'));
}

/** Drafted by one officer and decided by another. */
async function* decided(t: CaseTelling, { ground }: GroundFacts, fate: 'exit' | 'milder'): Steps {
  const points = running(t)?.exit?.points ?? [];
  const draft: ExitDraft = {
    outcome: { measure: fate === 'exit' ? 'early-exit' : 'warn', ground },
    reasons: '事实清楚，程序合法（测试）',
    answers: points.map(({ point }) => ({ point, answer: '不影响事实认定（测试）' })),
    remedies: '可申请复核，可依法申请行政复议（测试）',
  };
  await tell(t, 'officer', { type: 'ProposeEarlyExit', draft });
  yield inDays(t, between(1, 4, t.random));
  const facts = runningFacts(t);
  await ask(t, 'second', { type: 'DecideEarlyExit', facts });
}

/** Served; some ask for a review. Final by either way, most hand over in time. */
async function* afterDecision(t: CaseTelling): Steps {
  const { random } = t;
  yield inDays(t, between(1, 6, random));
  await tell(t, 'officer', served('exit-decision', '提前退出决定书'));
  if (happens(0.3, random)) {
    yield inDays(t, between(3, 12, random));
    const grounds = '认定事实有误（测试）';
    await tell(t, 'applicant', { type: 'RequestReview', grounds, files: [FILE] });
    yield inDays(t, between(12, 30, random));
    const outcome = happens(0.7, random) ? 'upheld' : 'revoked';
    await tell(t, 'superior', { type: 'DecideReview', outcome, reasons: '经复核（测试）' });
    if (running(t) !== undefined) return;
  } else {
    const due = running(t)?.exit?.decided?.served?.reviewAskBy.due;
    yield due === undefined ? t.around.today : addDays(due, 1);
  }
  if (!happens(0.9, random)) return;
  yield inDays(t, between(2, 14, random));
  const doneOn = t.around.today;
  const items = (['space', 'seals', 'data-export'] as const).map((item) => ({
    ...{ item, doneOn, files: [FILE] },
  }));
  await tell(t, 'officer', { type: 'CompleteHandover', items, facts: {} });
}
