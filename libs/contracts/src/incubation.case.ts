import {
  BaseId,
  CaseId,
  Day,
  DivisionCode,
  EventId,
  OrganizationId,
  type EventOf,
} from '@fuhua/kernel';
import { z } from 'zod';
import { publicEvent } from './public-event.ts';
import { evaluationRequested } from './shared.ts';

/**
 * Incubation's public events about a case: its application and outcome, its start with the term, the gates of the term, its
 * end, an early exit. A term is inclusive at both ends. Facts of decisions, papers, files, defences and what a panel said of
 * each dimension stay in the history.
 */

const about = { case: CaseId, base: BaseId, applicant: OrganizationId };
const on = z.object({ ...about, on: Day });
const Term = z.object({ start: Day, end: Day, months: z.int().positive() });
const who = {
  applicantKind: z.enum(['registered', 'filed', 'preparing-team']),
  incubationStage: z.enum(['seed', 'start-up', 'growth', 'hub', 'support']),
  /** Where the base stands. */
  division: DivisionCode,
};
const Mode = z.enum(['in-shell', 'virtual']);
const score = z.string();

export const entryApplied = publicEvent(
  'EntryApplied',
  z.object({ ...about, ...who, mode: Mode, on: Day }),
);
export const entryAccepted = publicEvent('EntryAccepted', on);
export const entryLapsed = publicEvent(
  'EntryLapsed',
  z.object({ ...about, because: z.enum(['gaps-open', 'agreement-overdue']), on: Day }),
);
/** `automatic`: at the application, by a rule that failed. */
export const entryRejected = publicEvent(
  'EntryRejected',
  z.object({ ...about, automatic: z.boolean(), on: Day }),
);
/** Decided, and asked of the guards. One that runs since before this system tells here what an application would have. */
export const entryApprovalSought = publicEvent(
  'EntryApprovalSought',
  z.object({
    ...about,
    mode: Mode,
    on: Day,
    running: z.object({ ...who, appliedOn: Day, term: Term }).optional(),
  }),
);
/** From here to its end the case is active. */
export const entryApproved = publicEvent('EntryApproved', on);
export const publicNoticePosted = publicEvent(
  'PublicNoticePosted',
  z.object({ ...about, on: Day, endsOn: Day, url: z.string().optional() }),
);
export const entryApprovalWithdrawn = publicEvent('EntryApprovalWithdrawn', on);
export const agreementSigned = publicEvent('AgreementSigned', on);
/** `end`: the last day as it stands, where one that runs since before this system has another than its term. */
export const incubationStarted = publicEvent(
  'IncubationStarted',
  z.object({ ...about, on: Day, term: Term, end: Day.optional() }),
);
export const caseClockMissed = publicEvent(
  'CaseClockMissed',
  z.object({ ...about, clock: z.string(), due: Day }),
);

export const midtermEvaluated = publicEvent(
  'MidtermEvaluated',
  z.object({ ...about, band: z.enum(['continue', 'improve', 'warn']), score, on: Day }),
);
/** Both inclusive. */
export const casePaused = publicEvent('CasePaused', z.object({ ...about, from: Day, until: Day }));
/** `end`: the last day of the term, as it stands now. */
export const caseResumed = publicEvent('CaseResumed', z.object({ ...about, on: Day, end: Day }));
export const extensionGranted = publicEvent(
  'ExtensionGranted',
  z.object({ ...about, months: z.int().positive(), on: Day, end: Day }),
);
export const endedWithoutGraduation = publicEvent('EndedWithoutGraduation', on);
export const voluntaryExitRecorded = publicEvent('VoluntaryExitRecorded', on);
export const graduated = publicEvent(
  'Graduated',
  z.object({ ...about, band: z.enum(['excellent', 'graduate', 'conditions']), on: Day }),
);
/** `active` at the last check is the survival indicator. */
export const followUpChecked = publicEvent(
  'FollowUpChecked',
  z.object({ ...about, month: z.int().positive(), active: z.boolean(), on: Day }),
);

const ground = z.enum(['G1', 'G2', 'G3', 'G4']);
export const earlyExitNotified = publicEvent(
  'EarlyExitNotified',
  z.object({ ...about, ground, on: Day }),
);
/** Its effects wait until it is final. */
export const earlyExitDecided = publicEvent(
  'EarlyExitDecided',
  z.object({ ...about, notice: EventId, on: Day }),
);
/** The ground fell away: readers show nothing of the file any more. */
export const earlyExitRescinded = publicEvent(
  'EarlyExitRescinded',
  z.object({ ...about, notice: EventId, on: Day }),
);
export const earlyExitBecameFinal = publicEvent(
  'EarlyExitBecameFinal',
  z.object({ ...about, notice: EventId, on: Day, barredUntil: Day.optional() }),
);
export const handoverCompleted = publicEvent('HandoverCompleted', on);

export { evaluationRequested };

export type PublicCaseEvent =
  | EventOf<typeof evaluationRequested>
  | EventOf<typeof entryApplied>
  | EventOf<typeof entryAccepted>
  | EventOf<typeof entryLapsed>
  | EventOf<typeof entryRejected>
  | EventOf<typeof entryApprovalSought>
  | EventOf<typeof entryApproved>
  | EventOf<typeof publicNoticePosted>
  | EventOf<typeof entryApprovalWithdrawn>
  | EventOf<typeof agreementSigned>
  | EventOf<typeof incubationStarted>
  | EventOf<typeof caseClockMissed>
  | EventOf<typeof midtermEvaluated>
  | EventOf<typeof casePaused>
  | EventOf<typeof caseResumed>
  | EventOf<typeof extensionGranted>
  | EventOf<typeof endedWithoutGraduation>
  | EventOf<typeof voluntaryExitRecorded>
  | EventOf<typeof graduated>
  | EventOf<typeof followUpChecked>
  | EventOf<typeof earlyExitNotified>
  | EventOf<typeof earlyExitDecided>
  | EventOf<typeof earlyExitRescinded>
  | EventOf<typeof earlyExitBecameFinal>
  | EventOf<typeof handoverCompleted>;
