import type { EventId, EventOf, OrganizationId, Result } from '@fuhua/kernel';
import type { CommandContext, Handled, HandleRefusal } from '@fuhua/platform/handle';
import { reaction, type Reaction } from '@fuhua/platform/reactions';
import { usccEvents, type codeRefused, type codeTaken } from './uscc.events.ts';

/** What the guard says to whoever asked; `by` is its own event. */
export type CodeAnswer = { readonly sought: EventId; readonly by: EventId } & (
  { readonly answer: 'granted' } | { readonly answer: 'refused'; readonly holder: OrganizationId }
);

type NotSought = { readonly code: 'registry.code-not-sought' };

/** Carries the answer back; the module hands in who takes it. */
export type TakesAnswer = (
  organization: OrganizationId,
  answer: CodeAnswer,
  context: CommandContext,
) => Promise<Result<Handled, NotSought | HandleRefusal>>;

export const codeAnsweredReaction = (takes: TakesAnswer): Reaction =>
  reaction<EventOf<typeof codeTaken> | EventOf<typeof codeRefused>, NotSought>({
    group: 'code-answered',
    on: { category: 'uscc', events: usccEvents },
    types: ['CodeTaken', 'CodeRefused'],
    react: (event, context) => {
      const { organization, askedBy: sought } = event.data;
      const by = event.origin.id;
      const answer: CodeAnswer =
        event.type === 'CodeTaken'
          ? { sought, by, answer: 'granted' }
          : { sought, by, answer: 'refused', holder: event.data.holder };
      return takes(organization, answer, context);
    },
    refusals: { 'registry.code-not-sought': 'park' },
  });
