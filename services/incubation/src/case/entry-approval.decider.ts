import type { Day, EventId } from '@fuhua/kernel';
import { dueAfterWorkingDays, ruleSetOf, termEnd, TermParams } from '@fuhua/rules';
import { clocksAtStart } from './active-clocks.decider.ts';
import type { Agreeing, Case, Noticed } from './case-state.decider.ts';
import {
  agreementSigned,
  entryApprovalWithdrawn,
  incubationStarted,
  noticeObjectionAnswered,
  noticeObjectionFiled,
  publicNoticeEnded,
  publicNoticePosted,
  type AgreementTerms,
  type ApprovedPlan,
} from './entry.events.ts';
import {
  competenceOf,
  type EntryCheck,
  type EntryDecided,
  notInStage,
  record,
  reviewClocks,
} from './entry-record.decider.ts';
import type { RecordMigratedCase } from './entry-migrated.decider.ts';
import { paramsIn } from './params.decider.ts';
import {
  competence,
  inOrder,
  subjectIn,
  type Act,
  type CaseIdentity,
  type PartyAct,
} from './record.decider.ts';

/** From the public notice to the start (5.2, R-REV-02, R-TRM-01). */

export type PostNotice = Act & {
  type: 'PostNotice';
  url?: string | undefined;
  place?: string | undefined;
};

/** By anybody. */
export type FileObjection = PartyAct & { type: 'FileObjection'; text: string; evidence: string[] };

export type AnswerObjection = Act & {
  type: 'AnswerObjection';
  objection: EventId;
  upheld: boolean;
  answer: string;
};

/** By the organization, or by an officer who holds the signed paper. */
export type SignAgreement = (Act | PartyAct) & { type: 'SignAgreement'; terms: AgreementTerms };

export type StartIncubation = Act & {
  type: 'StartIncubation';
  /** As the plan's own history has it; undefined while none is approved. */
  plan?: ApprovedPlan | undefined;
};

export type ApprovalCommand =
  | PostNotice
  | FileObjection
  | AnswerObjection
  | SignAgreement
  | StartIncubation
  | RecordMigratedCase;

export function postNotice(command: PostNotice, state: Case): EntryDecided {
  const incompetent = competence(command, 'entry');
  if (state.stage !== 'approved') return record([], incompetent ?? notInStage(state));
  const { entry } = state;
  const { url, place, on, calendar } = command;
  const clocks = reviewClocks(command, entry.identity);
  const endsBy = dueAfterWorkingDays(on, clocks.noticeWorkingDays, calendar);
  const agreementBy = dueAfterWorkingDays(endsBy.due, clocks.agreementWorkingDays, calendar);
  return record(
    [
      publicNoticePosted({
        ...{ ...subjectIn(entry.identity), postedOn: on, url, place, endsBy, agreementBy },
      }),
    ],
    incompetent,
    inOrder(command, entry.lastOn),
    url === undefined && place === undefined
      ? { code: 'incubation.notice-place-missing' }
      : undefined,
  );
}

export function fileObjection(command: FileObjection, state: Case): EntryDecided {
  if (state.stage !== 'noticed') return record([], notInStage(state));
  const { entry, endsBy } = state;
  const { text, evidence, on, calendar } = command;
  const { objectionAnswerWorkingDays } = reviewClocks(command, entry.identity);
  const answerBy = dueAfterWorkingDays(on, objectionAnswerWorkingDays, calendar);
  return record(
    [
      noticeObjectionFiled({
        ...{ ...subjectIn(entry.identity), text, evidence, filedOn: on, answerBy },
      }),
    ],
    inOrder(command, entry.lastOn),
    on > endsBy.due ? { code: 'incubation.limit-over', due: endsBy.due } : undefined,
  );
}

/** Upheld: the approval is withdrawn. The last answer after the notice was over ends it. */
export function answerObjection(command: AnswerObjection, state: Case): EntryDecided {
  const incompetent = competence(command, 'entry');
  if (state.stage !== 'noticed') return record([], incompetent ?? notInStage(state));
  const { entry, objections, endsBy } = state;
  const { objection, upheld, answer, on } = command;
  const subject = subjectIn(entry.identity);
  const answered = noticeObjectionAnswered({
    ...{ ...subject, objection, upheld, answer, answeredOn: on },
  });
  const isLast = objections.size === 1;
  const then = upheld
    ? [entryApprovalWithdrawn({ ...subject, objection, reason: answer, on })]
    : isLast && on > endsBy.due
      ? [noticeEnded(command, state, on)]
      : [];
  return record(
    [answered, ...then],
    incompetent,
    inOrder(command, entry.lastOn),
    objections.has(objection) ? undefined : { code: 'incubation.objection-unknown', objection },
  );
}

function noticeEnded(command: PartyAct, { entry }: Noticed, endedOn: Day) {
  const { agreementWorkingDays } = reviewClocks(command, entry.identity);
  const agreementBy = dueAfterWorkingDays(endedOn, agreementWorkingDays, command.calendar);
  return publicNoticeEnded({ ...subjectIn(entry.identity), endedOn, agreementBy });
}

/** After the notice, whether or not its end was recorded before; late it may still be signed until the case lapses. */
export function signAgreement(command: SignAgreement, state: Case): EntryDecided {
  const incompetent = competenceOf(command);
  if (state.stage !== 'agreeing' && state.stage !== 'noticed') {
    return record([], incompetent ?? notInStage(state));
  }
  const { entry } = state;
  const { terms, on, calendar } = command;
  const subject = subjectIn(entry.identity);
  const { planWorkingDays } = reviewClocks(command, entry.identity);
  const planBy = dueAfterWorkingDays(on, planWorkingDays, calendar);
  const signed = agreementSigned({ ...subject, ...terms, signedOn: on, planBy });
  return record(
    state.stage === 'noticed' ? [endOf(state), signed] : [signed],
    incompetent,
    inOrder(command, entry.lastOn),
    afterNotice(on, state),
  );
}

/** As posted, when nobody objects any more. */
export function endOf({ entry, endsBy, agreementBy }: Noticed) {
  return publicNoticeEnded({ ...subjectIn(entry.identity), endedOn: endsBy.due, agreementBy });
}

function afterNotice(on: Day, state: Agreeing | Noticed): EntryCheck {
  if (state.stage === 'agreeing') return undefined;
  const objections = [...state.objections.keys()];
  if (objections.length > 0) return { code: 'incubation.objection-open', objections };
  const { due: endsOn } = state.endsBy;
  return on <= endsOn ? { code: 'incubation.notice-not-over', endsOn } : undefined;
}

export function start(command: StartIncubation, state: Case): EntryDecided {
  const incompetent = competence(command, 'entry');
  if (state.stage !== 'planning') return record([], incompetent ?? notInStage(state));
  const { entry, twoMidtermsBreach } = state;
  const { plan, on: startedOn } = command;
  const { applicantKind, ruleSet } = entry.identity;
  const set = ruleSetOf(ruleSet, command.ruleSets);
  const months = monthsOf(entry.identity, paramsIn(set, 'R-TRM-01', TermParams));
  const term = { start: startedOn, end: termEnd(startedOn, months), months };
  const started = incubationStarted({
    ...{ ...subjectIn(entry.identity), startedOn, plan, term, twoMidtermsBreach },
    clocks: clocksAtStart({ term, applicantKind }, set, command.calendar),
  });
  return record(
    [started],
    incompetent,
    inOrder(command, entry.lastOn),
    entry.partyWork.has('plan')
      ? undefined
      : { code: 'incubation.party-work-not-reviewed', gate: 'plan' },
    planned(entry.identity, plan, startedOn),
  );
}

function planned({ case: id }: CaseIdentity, plan: ApprovedPlan | undefined, on: Day): EntryCheck {
  if (plan === undefined) return { code: 'incubation.plan-not-approved', case: id };
  if (plan.on <= on) return undefined;
  return { code: 'incubation.days-out-of-order', first: plan.on, then: on };
}

/** R-TRM-01: by the stage, support-type as hub; virtual cases by their own number. */
export function monthsOf(
  { mode, stage }: Pick<CaseIdentity, 'mode' | 'stage'>,
  { months, virtualMonths }: TermParams,
): number {
  if (mode === 'virtual') return virtualMonths;
  return months[stage === 'support' ? 'hub' : stage];
}
