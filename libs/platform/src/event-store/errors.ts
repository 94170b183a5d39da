import type { EventId, StreamName } from '@fuhua/kernel';
import { Unavailable } from './event-store.ts';

/** Too many appends are waiting already. Nothing was written; slow down, then try again. */
export class Busy extends Unavailable {
  readonly busy = true;
}

/**
 * One of the ids stands in the history already, in another stream or at another place of this one. Nothing was written,
 * and a repeat will not help: whoever made the id made it twice.
 */
export class EventIdTaken extends Error {
  override readonly name = 'EventIdTaken';
  constructor(
    readonly stream: StreamName,
    readonly ids: readonly EventId[],
  ) {
    super(`${stream}: an event with one of these ids was written before: ${ids.join(', ')}`);
  }
}
