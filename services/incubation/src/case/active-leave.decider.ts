import {
  registrationStepRecorded,
  voluntaryExitRecorded,
  type RegistrationStep,
} from './active.events.ts';
import { againFrom } from './active-midterm.decider.ts';
import { noExit, notPaused, unless, type ActiveDecided } from './active-record.decider.ts';
import type { ActiveCase, GraduatedCase } from './active-state.decider.ts';
import type { Case, Ended } from './case-state.decider.ts';
import { documentServed, partyWorkReviewed } from './common.events.ts';
import type { ReviewPartyWork, ServeDocument } from './entry-common.decider.ts';
import { notInStage } from './entry-record.decider.ts';
import {
  competence,
  inOrder,
  record,
  subjectIn,
  type Act,
  type PartyAct,
} from './record.decider.ts';
import type { DocumentKind } from './values.events.ts';

/** What may happen at any time of the term: leaving, a team's registration, papers, Party work. */

/** By the organization. */
export type LeaveVoluntarily = PartyAct & { type: 'LeaveVoluntarily'; reason: string };

export type RecordRegistrationStep = Act & {
  type: 'RecordRegistrationStep';
  step: RegistrationStep;
  files: string[];
};

/** Also while the case is paused; never past an exit file, whose bar it would escape (definition 13). */
export function leaveVoluntarily(command: LeaveVoluntarily, state: Case): ActiveDecided {
  if (state.stage !== 'active') return record([], notInStage(state));
  const { reason, on } = command;
  const subject = subjectIn(state.identity);
  return record(
    [voluntaryExitRecorded({ ...subject, how: 'on-request', reason, on })],
    noExit(state),
    inOrder(command, state.lastOn),
  );
}

/** R-ENT-08: a name pre-approved or applied for keeps the case of a preparing team open. */
export function recordRegistrationStep(
  command: RecordRegistrationStep,
  state: Case,
): ActiveDecided {
  const incompetent = competence(command, 'entry');
  if (state.stage !== 'active') return record([], incompetent ?? notInStage(state));
  const { identity, lastOn } = state;
  const { step, files, on } = command;
  return record(
    [registrationStepRecorded({ ...subjectIn(identity), step, files, on })],
    incompetent,
    unless(identity.applicantKind === 'preparing-team', {
      code: 'incubation.no-preparing-team',
      case: identity.case,
    }),
    inOrder(command, lastOn),
  );
}

/** Before the midterm evaluation, and before the decision on the graduation (四(四)1-1). */
export function reviewPartyWorkOf(command: ReviewPartyWork, state: ActiveCase): ActiveDecided {
  const { gate, findings, evidence, on: reviewedOn } = command;
  return record(
    [partyWorkReviewed({ ...subjectIn(state.identity), gate, findings, evidence, reviewedOn })],
    competence(command, 'entry'),
    gate === 'midterm' || gate === 'graduation' ? undefined : notInStage(state),
    inOrder(command, state.lastOn),
  );
}

const kinds: ReadonlySet<DocumentKind> = new Set([
  ...(['midterm-notice', 'extension-decision', 'graduation-decision'] as const),
  ...(['graduation-reminder', 'cure-order', 'hearing-notice'] as const),
  ...(['exit-rescission', 'review-decision'] as const),
]);

/**
 * The notice about a midterm that was not passed starts the second chance anew, and so waits for the end of a pause; the
 * others start nothing.
 */
export function serveWhileActive(command: ServeDocument, state: ActiveCase): ActiveDecided {
  const { document, on: servedOn } = command;
  const { kind } = document;
  const served = { ...subjectIn(state.identity), ...document, servedOn };
  const due = kind === 'midterm-notice' ? againFrom(command, state) : undefined;
  return record(
    [
      documentServed(
        due === undefined ? served : { ...served, starts: { clock: 'midterm-again', due } },
      ),
    ],
    competence(command, 'entry'),
    unless(kinds.has(kind), { code: 'incubation.document-not-expected', kind, stage: state.stage }),
    due && notPaused(state),
    inOrder(command, state.lastOn),
  );
}

/** After the graduation, or an end: what was decided is served. It starts nothing. */
export function serveAfterTerm(
  command: ServeDocument,
  { stage, identity, lastOn }: GraduatedCase | Ended,
): ActiveDecided {
  const { document, on: servedOn } = command;
  const { kind } = document;
  const suits = kind === 'graduation-decision' || kind === 'review-decision';
  return record(
    [documentServed({ ...subjectIn(identity), ...document, servedOn })],
    competence(command, 'entry'),
    unless(suits, { code: 'incubation.document-not-expected', kind, stage }),
    inOrder(command, lastOn),
  );
}
