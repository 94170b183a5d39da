import type { BaseId, CaseId, EventId, EventOf, OrganizationId, Result } from '@fuhua/kernel';
import type { CommandContext, Handled, HandleRefusal } from '@fuhua/platform/handle';
import { reaction, type Reaction } from '@fuhua/platform/reactions';
import { residencyEvents, type ResidencyEvent, type residencyGranted } from './residency.events.ts';

/** What the guards say to the case that asked; `by` is the event that says it. */
export type AdmissionAnswer = { readonly sought: EventId; readonly by: EventId } & (
  | { readonly answer: 'granted' }
  | {
      readonly answer: 'refused';
      readonly guard: 'residency' | 'space';
      readonly holder?: CaseId | undefined;
    }
);

export interface PlaceAsked {
  readonly base: BaseId;
  readonly case: CaseId;
  readonly organization: OrganizationId;
  readonly askedBy: EventId;
  readonly capacity: number;
}

type NotSought = { readonly code: 'incubation.admission-not-sought' };

/** Carries the answer back; the module hands in who takes it. */
export type TakesAnswer = (
  id: CaseId,
  answer: AdmissionAnswer,
  context: CommandContext,
) => Promise<Result<Handled, NotSought | HandleRefusal>>;

export type AllocatesPlace = (
  asked: PlaceAsked,
  context: CommandContext,
) => Promise<Result<Handled, HandleRefusal>>;

const on = { category: 'residency', events: residencyEvents };

/** With residency granted, the base's place is asked for; a virtual case takes none. */
export const placeSoughtReaction = (allocates: AllocatesPlace): Reaction =>
  reaction<EventOf<typeof residencyGranted>, never>({
    group: 'place-sought',
    on,
    types: ['ResidencyGranted'],
    react: async ({ data }, context) => {
      const { base, case: id, organization, askedBy, place } = data;
      if (place === undefined) return 'ignored';
      const { capacity } = place;
      return allocates({ base, case: id, organization, askedBy, capacity }, context);
    },
    refusals: {},
  });

/** Refused here, or given back because the base had no place; a virtual case has its answer with residency alone. */
export const residencyAnsweredReaction = (takes: TakesAnswer): Reaction =>
  reaction<ResidencyEvent, NotSought>({
    group: 'residency-answered',
    on,
    types: ['ResidencyGranted', 'ResidencyRefused', 'ResidencyReleased'],
    react: async (event, context) => {
      const answer = answerIn(event, event.origin.id);
      return answer === undefined ? 'ignored' : takes(event.data.case, answer, context);
    },
    refusals: { 'incubation.admission-not-sought': 'park' },
  });

function answerIn({ type, data }: ResidencyEvent, by: EventId): AdmissionAnswer | undefined {
  switch (type) {
    case 'ResidencyGranted':
      return data.place === undefined ? { sought: data.askedBy, by, answer: 'granted' } : undefined;
    case 'ResidencyRefused': {
      const { askedBy: sought, holder } = data;
      return { sought, by, answer: 'refused', guard: 'residency', holder };
    }
    case 'ResidencyReleased': {
      const { answers: sought } = data;
      return sought && { sought, by, answer: 'refused', guard: 'space' };
    }
  }
}
