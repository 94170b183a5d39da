import {
  latest,
  type DomainEvent,
  type EventId,
  type Instant,
  type Refusal,
  type Slice,
  type StreamName,
} from '@fuhua/kernel';
import type { NewEvent } from '../event-store/index.ts';
import type { Privacy } from '../privacy/index.ts';
import type { CommandContext } from './context.ts';
import { eventIdsOf } from './identity.ts';
import { definitionOf, type About, type Metadata } from './metadata.ts';

/**
 * What is stored of events that a command decided: checked against their schemas, personal fields sealed, under ids that
 * every repeat derives again. `recordedAt` is the stream's last; no event is recorded before it.
 * @throws ZodError when a decider made what its catalogue does not allow
 */
export async function compose<E extends DomainEvent>(
  { privacy }: { readonly privacy: Privacy },
  { events: catalogue }: Pick<Slice<never, never, E, Refusal>, 'events'>,
  stream: StreamName,
  recordedAt: Instant | undefined,
  context: CommandContext,
  about: About | undefined,
  events: readonly E[],
): Promise<readonly NewEvent[]> {
  const ids = eventIdsOf(context.commandId, stream, catalogue, events);
  return Promise.all(
    events.map(async (event, index) => {
      const definition = definitionOf(catalogue, event.type);
      if (definition === undefined) throw new TypeError(`not in the catalogue: ${event.type}`);
      const { schema, shape } = definition;
      const valid = { id: ids[index] as EventId, type: event.type, data: schema.parse(event.data) };
      const metadata: Metadata = {
        commandId: context.commandId,
        requestHash: context.requestHash,
        correlationId: context.correlationId,
        causationId: context.causationId,
        actor: context.actor,
        about,
        occurredAt: context.occurredAt ?? context.now,
        recordedAt: latest(context.now, recordedAt ?? context.now),
        schema: shape,
        traceparent: context.traceparent,
      };
      const data = JSON.stringify(await privacy.seal(catalogue, valid));
      return { id: valid.id, type: event.type, data, metadata: JSON.stringify(metadata) };
    }),
  );
}
