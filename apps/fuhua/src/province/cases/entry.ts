import { addDays, type Day } from '@fuhua/kernel';
import { between, happens, weighted } from '../../random.ts';
import { eventOf, later } from '../story.ts';
import { partyWork, requestOf, served } from './acts.ts';
import { entryFacts } from './facts.ts';
import { panelOf } from './panels.ts';
import { planned } from './plans.ts';
import {
  FILE,
  ask,
  baseToday,
  inDays,
  operatorToday,
  tell,
  type CaseTelling,
  type Steps,
} from './telling.ts';
import { hear } from './guards.ts';

/** From the application to the start (5.1, 5.2), as it goes in most cases, and as it may fail. */

export interface EntryPlan {
  readonly applicantKind: 'registered' | 'filed';
  readonly mode: 'in-shell' | 'virtual';
  readonly stage: 'seed' | 'start-up' | 'growth' | 'hub' | 'support';
  /** When it is decided: in the week after the registers were read, where there are registers. */
  readonly decideOn: Day;
  readonly gaps: 'none' | 'closed' | 'left-open';
}

/** Answers whether the incubation started. */
export async function* entryOf(t: CaseTelling, plan: EntryPlan): Steps<boolean> {
  await apply(t, plan);
  if (t.story.state().stage === 'ended') {
    yield* decisionServed(t);
    return false;
  }
  if (!(yield* completed(t, plan))) return false;
  yield* reviewed(t, plan);
  if (!(yield* decided(t))) return false;
  if (!(yield* noticed(t))) return false;
  return yield* agreed(t);
}

async function apply(t: CaseTelling, plan: EntryPlan): Promise<void> {
  const { applicantKind, mode, stage } = plan;
  const { organization: applicant } = t.applicant;
  const { base, location: division, level } = baseToday(t);
  const operator = operatorToday(t)?.organization;
  const outside = level === 'city' || level === 'township' || level === 'village';
  await tell(t, 'applicant', {
    type: 'ApplyEntry',
    identity: {
      ...{ case: t.id, base, applicant, applicantKind, mode, stage, division },
      ...(operator && { operator }),
    },
    facts: entryFacts(t),
    ...(outside && { outsideTargetReason: '辖区居民急需其服务（测试）' }),
    files: [FILE],
  } as never);
}

/** All gaps at once, closed in time or never; answers whether it was accepted. */
async function* completed(t: CaseTelling, plan: EntryPlan): Steps<boolean> {
  const { random } = t;
  yield inDays(t, between(1, 3, random));
  if (plan.gaps !== 'none') {
    const gaps = [{ code: 'charter', text: '章程未加盖公章（测试）' }];
    await tell(t, 'officer', { type: 'NotifyGaps', gaps });
    yield inDays(t, 1);
    await tell(t, 'officer', served('gap-notice', '补正告知书'));
    if (plan.gaps === 'left-open') return false;
    yield inDays(t, between(3, 9, random));
    const state = t.story.state();
    if (state.stage !== 'gaps') return false;
    await tell(t, 'applicant', { type: 'SupplementEntry', gaps: [...state.open], files: [FILE] });
    yield inDays(t, 1);
  }
  await tell(t, 'officer', { type: 'AcceptEntry' });
  return true;
}

/** The steps of the review in their order; then it waits for the day of the decision. */
async function* reviewed(t: CaseTelling, plan: EntryPlan): Steps {
  const { random } = t;
  yield inDays(t, between(1, 4, random));
  const state = t.story.state();
  const isOperators = state.stage === 'accepted' && state.review.preReviewer === 'operator';
  const mayReview = isOperators && operatorToday(t) !== undefined;
  const opinion = happens(0.9, random) ? 'recommended' : 'not-recommended';
  const remarks = '材料齐全，需求基本明确（测试）';
  const preReview = { type: 'PreReviewEntry', opinion, remarks } as const;
  if (!(await ask(t, mayReview ? 'operator' : 'officer', preReview))) {
    yield inDays(t, 10);
    await tell(t, 'officer', preReview);
  }
  yield inDays(t, between(0, 2, random));
  const request = requestOf(t, 'entry');
  const requested = await tell(t, 'officer', { type: 'RequestPanel', request });
  const quality = weighted({ good: 85, poor: 12, close: 3 }, random);
  const points = { good: [75, 95], poor: [40, 66], close: [68, 72] }[quality];
  const asked = eventOf(requested, 'EvaluationRequested');
  yield* panelOf(t, asked, between(points[0] ?? 75, points[1] ?? 95, random));
  await tell(t, 'officer', partyWork('entry'));
  if (happens(0.05, random)) {
    await ask(t, 'officer', { type: 'ExtendDecision', reason: '需补充现场核查（测试）' });
  }
  yield later(plan.decideOn, t.around.today);
}

/** Sent back by a guard it is decided once more, on the next day. Answers whether it was approved. */
async function* decided(t: CaseTelling): Steps<boolean> {
  for (let tries = 0; tries < 2; tries += 1) {
    if (!(await decide(t))) return false;
    await hear(t);
    const { stage } = t.story.state();
    if (stage === 'approved') return true;
    yield inDays(t, 1);
    if (stage === 'ended') break;
  }
  if (t.story.state().stage === 'ended') yield* decisionServed(t);
  return false;
}

/** Without enough evidence nothing is decided, and it stays where it is. */
function decide(t: CaseTelling): Promise<boolean> {
  const { offices } = t.around;
  const { capacity } = baseToday(t);
  const { person } = offices.officerOf(t.place.plan.decides);
  const facts = entryFacts(t, person);
  return ask(t, 'officer', { type: 'DecideEntry', capacity, facts });
}

async function* decisionServed(t: CaseTelling): Steps {
  yield inDays(t, between(1, 4, t.random));
  await tell(t, 'officer', served('entry-decision', '入壳决定书'));
}

/** Answers whether the approval stands when the notice is over. */
async function* noticed(t: CaseTelling): Steps<boolean> {
  const { random } = t;
  yield* decisionServed(t);
  yield inDays(t, between(0, 2, random));
  await tell(t, 'officer', { type: 'PostNotice', place: '政务公开栏（测试）' });
  if (happens(0.09, random)) {
    yield inDays(t, between(1, 3, random));
    const objection = { text: '与居民活动室时间冲突（测试）', evidence: [FILE] };
    const filed = await tell(t, 'applicant', { type: 'FileObjection', ...objection });
    const { id } = eventOf(filed, 'NoticeObjectionFiled');
    yield inDays(t, between(2, 14, random));
    const upheld = happens(0.35, random);
    const answer = upheld ? '异议成立，撤回批准（测试）' : '异议不成立（测试）';
    await tell(t, 'officer', { type: 'AnswerObjection', objection: id, upheld, answer });
    if (upheld) return false;
  }
  const state = t.story.state();
  if (state.stage === 'noticed') yield addDays(state.endsBy.due, 1);
  return true;
}

/** Signed, planned and started; or the agreement is overdue, and the authority lets it lapse. */
async function* agreed(t: CaseTelling): Steps<boolean> {
  const { random } = t;
  const state = t.story.state();
  if (happens(0.04, random) && state.stage === 'agreeing') {
    yield addDays(state.agreementBy.due, between(3, 9, random));
    await tell(t, 'officer', { type: 'LapseEntry', open: [], reason: '逾期未签约（测试）' });
    return false;
  }
  yield inDays(t, between(1, 8, random));
  const duties = ['每月开展一次活动', '按季报送财务报表'];
  const terms = { twoMidtermsBreach: happens(0.6, random), duties, files: [FILE] };
  await tell(t, 'applicant', { type: 'SignAgreement', terms });
  const plan = yield* planned(t);
  yield inDays(t, between(0, 2, random));
  await tell(t, 'officer', partyWork('plan'));
  yield inDays(t, between(0, 3, random));
  await tell(t, 'officer', { type: 'StartIncubation', plan });
  return true;
}
