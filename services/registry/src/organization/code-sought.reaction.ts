import type { EventId, EventOf, OrganizationId, Refusal, Result } from '@fuhua/kernel';
import type { CommandContext, Handled, HandleRefusal } from '@fuhua/platform/handle';
import { reaction, type Reaction } from '@fuhua/platform/reactions';
import type { Uscc } from '@fuhua/rules';
import {
  organizationEvents,
  type codeSought,
  type organizationRecordVoided,
} from './organization.events.ts';

/** The guard of codes as this slice asks it (design: ADR 0012); the module hands in who is asked. */
export interface AsksGuard<R extends Refusal> {
  take(asked: CodeAsked, context: CommandContext): Promise<Result<Handled, R | HandleRefusal>>;
  release(
    given: {
      readonly uscc: Uscc;
      readonly organization: OrganizationId;
      readonly becauseOf: EventId;
    },
    context: CommandContext,
  ): Promise<Result<Handled, R | HandleRefusal>>;
}

export interface CodeAsked {
  readonly uscc: Uscc;
  readonly organization: OrganizationId;
  readonly askedBy: EventId;
}

type NotHeld = { readonly code: 'registry.code-not-held' };

const on = { category: 'organization', events: organizationEvents };

/** An organization asks for its code. */
export const codeSoughtReaction = (guard: AsksGuard<NotHeld>): Reaction =>
  reaction<EventOf<typeof codeSought>, NotHeld>({
    group: 'code-sought',
    on,
    types: ['CodeSought'],
    react: ({ data, origin }, context) => {
      const { organization, registration } = data;
      const asked = { uscc: registration.uscc, organization, askedBy: origin.id };
      return guard.take(asked, context);
    },
    refusals: { 'registry.code-not-held': 'park' },
  });

/** A record made by mistake gives its code back. */
export const recordVoidedReaction = (guard: AsksGuard<NotHeld>): Reaction =>
  reaction<EventOf<typeof organizationRecordVoided>, NotHeld>({
    group: 'record-voided',
    on,
    types: ['OrganizationRecordVoided'],
    react: async ({ data, origin }, context) => {
      const { organization, uscc } = data;
      if (uscc === undefined) return 'ignored';
      return guard.release({ uscc, organization, becauseOf: origin.id }, context);
    },
    refusals: { 'registry.code-not-held': 'park' },
  });
