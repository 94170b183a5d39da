import type {
  BaseId,
  CaseId,
  EventId,
  EventOf,
  OrganizationId,
  Refusal,
  Result,
} from '@fuhua/kernel';
import type { CommandContext, Handled, HandleRefusal } from '@fuhua/platform/handle';
import { reaction, type Reaction } from '@fuhua/platform/reactions';
import type { CaseMode } from '@fuhua/rules';
import {
  caseEvents,
  type earlyExitBecameFinal,
  type endedWithoutGraduation,
  type entryApprovalSought,
  type entryApprovalWithdrawn,
  type entryLapsed,
  type graduated,
  type handoverCompleted,
  type voluntaryExitRecorded,
} from './case.events.ts';

/** The guards as a case asks them: residency first, which asks the base's place next (design: ADR 0012); the module hands in who is asked. */

export interface ResidencyAsked {
  readonly organization: OrganizationId;
  readonly base: BaseId;
  readonly case: CaseId;
  readonly mode: CaseMode;
  readonly askedBy: EventId;
  readonly place?: { readonly capacity: number } | undefined;
}

export interface ResidencyReleased {
  readonly organization: OrganizationId;
  readonly case: CaseId;
  readonly becauseOf: EventId;
}

export interface SpaceReleased {
  readonly base: BaseId;
  readonly case: CaseId;
  readonly becauseOf: EventId;
}

/** Sends one command to a guard. */
export type Sends<T, R extends Refusal> = (
  asked: T,
  context: CommandContext,
) => Promise<Result<Handled, R | HandleRefusal>>;

type NotHeld = { readonly code: 'incubation.residency-not-held' };

const on = { category: 'case', events: caseEvents };

/** A case that was decided asks; a virtual one for no place. */
export const admissionSoughtReaction = (takes: Sends<ResidencyAsked, NotHeld>): Reaction =>
  reaction<EventOf<typeof entryApprovalSought>, NotHeld>({
    group: 'admission-sought',
    on,
    types: ['EntryApprovalSought'],
    react: ({ data, origin }, context) => {
      const { applicant: organization, base, case: id, mode, capacity } = data;
      const place = mode === 'virtual' ? undefined : { capacity };
      return takes({ organization, base, case: id, mode, askedBy: origin.id, place }, context);
    },
    refusals: { 'incubation.residency-not-held': 'park' },
  });

type End =
  | EventOf<typeof entryLapsed>
  | EventOf<typeof entryApprovalWithdrawn>
  | EventOf<typeof endedWithoutGraduation>
  | EventOf<typeof voluntaryExitRecorded>
  | EventOf<typeof graduated>;
const ends: readonly End['type'][] = [
  'EntryLapsed',
  'EntryApprovalWithdrawn',
  'EndedWithoutGraduation',
  'VoluntaryExitRecorded',
  'Graduated',
];

/** Every end gives residency back, an early exit once it is final (definitions 12 and 17). */
export const caseEndedReaction = (releases: Sends<ResidencyReleased, NotHeld>): Reaction =>
  reaction<End | EventOf<typeof earlyExitBecameFinal>, NotHeld>({
    group: 'case-ended-residency',
    on,
    types: [...ends, 'EarlyExitBecameFinal'],
    react: ({ data: { applicant: organization, case: id }, origin }, context) =>
      releases({ organization, case: id, becauseOf: origin.id }, context),
    refusals: { 'incubation.residency-not-held': 'park' },
  });

/** And the place, an early exit only when it is handed over. */
export const placeGivenBackReaction = (releases: Sends<SpaceReleased, never>): Reaction =>
  reaction<End | EventOf<typeof handoverCompleted>, never>({
    group: 'case-ended-space',
    on,
    types: [...ends, 'HandoverCompleted'],
    react: ({ data: { base, case: id }, origin }, context) =>
      releases({ base, case: id, becauseOf: origin.id }, context),
    refusals: {},
  });
