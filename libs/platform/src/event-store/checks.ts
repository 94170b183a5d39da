import { categoryOf } from '@fuhua/kernel';
import type { StreamName } from '@fuhua/kernel';
import { assertAppendable } from './event-store.ts';
import type { Expected, Filter, NewEvent, Recorded } from './event-store.ts';

const STREAM_CHARACTERS_MAX = 256;

/**
 * What every adapter refuses before sending, so that none of them alters or half-accepts it.
 * @throws TooLarge
 * @throws RangeError for what is a bug of the caller: an empty append, no stream name, a negative revision, an id twice,
 *   text that UTF-8 or PostgreSQL cannot hold (a lone surrogate, a raw U+0000; JSON text escapes both).
 */
export function assertStorable(
  stream: StreamName,
  expected: Expected,
  events: readonly NewEvent[],
): void {
  assertAppendable(events);
  if (!/^[a-z]+-./.test(stream) || stream.length > STREAM_CHARACTERS_MAX || !isText(stream)) {
    throw new RangeError(`not a stream name: ${stream}`);
  }
  if (expected !== 'none' && !(Number.isSafeInteger(expected) && expected >= 0)) {
    throw new RangeError(`not a revision: ${String(expected)}`);
  }
  for (const { type, data, metadata } of events) {
    if (type === '' || !isText(type) || !isText(data) || !isText(metadata)) {
      throw new RangeError(`${stream}: ${type} holds a lone surrogate or a raw U+0000`);
    }
  }
  if (events.length > 1 && new Set(events.map(({ id }) => id)).size < events.length) {
    throw new RangeError(`${stream}: two events of one append have the same id`);
  }
}

/** Both lists must agree; a missing list lets everything pass, an empty one nothing. */
export function passes({ categories, types }: Filter, event: Recorded): boolean {
  return (
    (categories === undefined || categories.includes(categoryOf(event.stream))) &&
    (types === undefined || types.includes(event.type))
  );
}

function isText(text: string): boolean {
  return isWellFormed(text) && !text.includes('\0');
}

// In Node since 20, in TypeScript's library since es2024.
function isWellFormed(text: string): boolean {
  return (text as string & { isWellFormed(): boolean }).isWellFormed();
}
