import { latest, type Actor, type Instant, type PersonId } from '@fuhua/kernel';
import type { Recorded } from '../event-store/index.ts';
import { commandIdOfReaction, metadataOf, uuidOf, type CommandContext } from '../handle/index.ts';

/**
 * Whoever acted in the causing event did not give this order: the platform did, and `causationId` says why. The person
 * is nobody's and has no grants; it is the same in every installation.
 */
export const platformActor: Actor = {
  person: uuidOf('person', 'platform') as PersonId,
  role: 'system',
};

/**
 * Of the command that a group sends because of an event: the same for every redelivery, but for `now`, which is never
 * before the event was recorded, however the clocks of two processes differ.
 */
export function contextOf(group: string, cause: Recorded, now: Instant): CommandContext {
  const { correlationId, recordedAt, traceparent } = metadataOf(cause);
  return {
    commandId: commandIdOfReaction(group, cause.id),
    keyed: true,
    now: latest(now, recordedAt),
    actor: platformActor,
    correlationId,
    causationId: cause.id,
    traceparent,
  };
}
