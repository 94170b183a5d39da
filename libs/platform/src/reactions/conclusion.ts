import { setTimeout as delay } from 'node:timers/promises';
import type { StreamName, Told } from '@fuhua/kernel';
import type { EventStore, Recorded } from '../event-store/index.ts';
import { tell, type Readable } from '../handle/index.ts';

/** The event that ended a conversation with a guard stream. */
export interface Conclusion {
  readonly event: Told;
  readonly recorded: Recorded;
}

export interface AwaitConclusion {
  /** The acting stream, and how it is read. */
  readonly source: Readable;
  readonly stream: StreamName;
  /** Revision of the event that asked. */
  readonly after: number;
  /** Whether the event answers this asking; others of the stream may come in between. */
  readonly concludes: (event: Told) => boolean;
  /** Default 2000. */
  readonly timeoutMs?: number;
}

const POLL_MS_MIN = 4;
const POLL_MS_MAX = 50;

/**
 * What the asking stream says in the end, or undefined when that is not in yet: the route answers 202 with the position
 * of the event that asked. Asks for the stream's new events only, less and less often.
 * @throws Unavailable, UnknownEvent
 */
export async function awaitConclusion(
  store: Pick<EventStore, 'readStream'>,
  { source, stream, after, concludes, timeoutMs = 2_000 }: AwaitConclusion,
): Promise<Conclusion | undefined> {
  const end = performance.now() + timeoutMs;
  let from = after + 1;
  let pauseMs = POLL_MS_MIN;
  for (;;) {
    for await (const recorded of store.readStream(stream, { from })) {
      const event = tell(source, recorded);
      if (concludes(event)) return { event, recorded };
      from = recorded.revision + 1;
    }
    const leftMs = end - performance.now();
    if (leftMs <= 0) return undefined;
    await delay(Math.min(pauseMs, leftMs));
    pauseMs = Math.min(2 * pauseMs, POLL_MS_MAX);
  }
}
