import type { Envelope } from '@fuhua/contracts';
import type { EventStore, Recorded } from '../event-store/index.ts';
import { envelopeOf, type HistoryName } from '../feed/envelope.ts';
import { publicationOf, type PublishedSlice } from '../feed/publication.ts';

/** What a relay makes of a batch of stored events. */
export interface Messages {
  readonly messages: readonly Envelope[];
  /** The last event looked at; undefined when the first one stopped it. */
  readonly last: Recorded | undefined;
  /** Why it ended before the batch did. */
  readonly stoppedBy?: unknown;
}

/** The public events among them, in order. What cannot be told ends it there: nothing is skipped. */
export async function messagesOf(
  slices: readonly PublishedSlice[],
  name: HistoryName,
  store: Pick<EventStore, 'readStream'>,
  events: readonly Recorded[],
): Promise<Messages> {
  const messages: Envelope[] = [];
  let last: Recorded | undefined;
  for (const recorded of events) {
    try {
      const publication = await publicationOf(slices, store, recorded);
      if (publication !== 'private') messages.push(envelopeOf(name, recorded, publication));
    } catch (stoppedBy) {
      return { messages, last, stoppedBy };
    }
    last = recorded;
  }
  return { messages, last };
}
