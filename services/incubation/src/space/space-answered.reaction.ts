import type { CaseId, EventId, EventOf, OrganizationId, Result } from '@fuhua/kernel';
import type { CommandContext, Handled, HandleRefusal } from '@fuhua/platform/handle';
import { reaction, type Reaction } from '@fuhua/platform/reactions';
import { spaceEvents, type placeRefused, type spaceAllocated } from './space.events.ts';

type NotSought = { readonly code: 'incubation.admission-not-sought' };
type NotHeld = { readonly code: 'incubation.residency-not-held' };

/** Tells the case that both guards granted it; the module hands in who takes it. */
export type TakesPlace = (
  id: CaseId,
  answer: { readonly sought: EventId; readonly by: EventId; readonly answer: 'granted' },
  context: CommandContext,
) => Promise<Result<Handled, NotSought | HandleRefusal>>;

/** Residency is given back before the case hears of it: what is asked for next finds it free. */
export type GivesResidencyBack = (
  released: {
    readonly organization: OrganizationId;
    readonly case: CaseId;
    readonly becauseOf: EventId;
    readonly answers: EventId;
  },
  context: CommandContext,
) => Promise<Result<Handled, NotHeld | HandleRefusal>>;

const on = { category: 'space', events: spaceEvents };

export const spaceAllocatedReaction = (takes: TakesPlace): Reaction =>
  reaction<EventOf<typeof spaceAllocated>, NotSought>({
    group: 'space-allocated',
    on,
    types: ['SpaceAllocated'],
    react: ({ data: { case: id, askedBy: sought }, origin }, context) =>
      takes(id, { sought, by: origin.id, answer: 'granted' }, context),
    refusals: { 'incubation.admission-not-sought': 'park' },
  });

export const placeRefusedReaction = (givesBack: GivesResidencyBack): Reaction =>
  reaction<EventOf<typeof placeRefused>, NotHeld>({
    group: 'place-refused',
    on,
    types: ['PlaceRefused'],
    react: ({ data: { organization, case: id, askedBy: answers }, origin }, context) =>
      givesBack({ organization, case: id, becauseOf: origin.id, answers }, context),
    refusals: { 'incubation.residency-not-held': 'park' },
  });
