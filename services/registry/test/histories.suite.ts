import {
  categoryOf,
  correctionEvents,
  type EventId,
  type EventType,
  type StreamName,
} from '@fuhua/kernel';
import { memoryStore, type EventStore, type Recorded } from '@fuhua/platform/event-store';
import { envelopeOf, publicationOf, type PublishedSlice } from '@fuhua/platform/feed';
import { metadataOf, type Metadata } from '@fuhua/platform/handle';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Files of recorded streams, and of what is made of them: one item a line. */

const folder = join(import.meta.dirname, '../histories');

export const historyFile = (name: string): string => join(folder, `${name}.json`);
/** Rows may come out otherwise once a view has a new version; then the file is deleted by hand and written anew. */
export const rowsFile = (name: string): string => join(folder, 'golden', `${name}.rows.json`);
/** What others were told stays what it was: nobody deletes these. */
export const publicFile = (name: string): string => join(folder, 'golden', `${name}.public.json`);

/** Of every history on file, whether its story is told still or not. */
export function historiesOnFile(): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length));
}

export function lines(items: readonly object[]): string {
  const each = items.map((item) => JSON.stringify(item));
  return each.length === 0 ? '[]\n' : `[\n${each.join(',\n')}\n]\n`;
}

/**
 * The file's text. One that is missing is written only when asked for; one that is there never is.
 * @throws Error that says how to write it
 */
export async function kept(
  file: string,
  make: () => Promise<readonly object[]>,
  write = process.env['FUHUA_WRITE_GOLDENS'] === '1',
): Promise<string> {
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const path = relative(process.cwd(), file);
  if (!write) throw new Error(`no ${path}: FUHUA_WRITE_GOLDENS=1 npm test -- histories writes it`);
  mkdirSync(dirname(file), { recursive: true });
  const text = lines(await make());
  writeFileSync(file, text, { flag: 'wx' });
  return text;
}

/** An event as it stands in the history. */
export interface Stored {
  readonly stream: StreamName;
  readonly revision: number;
  readonly id: EventId;
  readonly type: string;
  readonly data: object;
  readonly metadata: Metadata;
}

export function storedOf(recorded: Recorded): Stored {
  const { stream, revision, id, type } = recorded;
  const data = JSON.parse(recorded.data) as object;
  return { stream, revision, id, type, data, metadata: metadataOf(recorded) };
}

/** A store that holds these events and no others. */
export async function storeWith(history: readonly Stored[]): Promise<EventStore> {
  const store = memoryStore();
  for (const { stream, revision, id, type, data, metadata } of history) {
    const event = { id, type, data: JSON.stringify(data), metadata: JSON.stringify(metadata) };
    await store.append(stream, revision === 0 ? 'none' : revision - 1, [event]);
  }
  return store;
}

/** All that others are told of these events, as feed and bus carry it. @throws UnknownEvent */
export async function toldToOthers(
  published: readonly PublishedSlice[],
  store: EventStore,
  recorded: readonly Recorded[],
): Promise<readonly object[]> {
  const envelopes: object[] = [];
  for (const event of recorded) {
    const publication = await publicationOf(published, store, event);
    if (publication === 'private') continue;
    envelopes.push(envelopeOf({ service: 'registry', epoch: 'recorded' }, event, publication));
  }
  return envelopes;
}

/** `<category> <type> <shape>` of all that the slices may have stored and no history shows. */
export function unrecorded(
  published: readonly PublishedSlice[],
  histories: readonly Stored[],
): readonly string[] {
  const seen = new Set(
    histories.map(({ stream, type, metadata }) => named(categoryOf(stream), type, metadata.schema)),
  );
  return published
    .flatMap(({ slice: { category, events } }) => {
      const own = Object.values(events);
      const isCorrectable = own.some(({ correctable }) => correctable.length > 0);
      const shared: readonly EventType[] = isCorrectable ? Object.values(correctionEvents) : [];
      return [...own, ...shared].flatMap(({ type, shape }) =>
        Array.from({ length: shape }, (_, index) => named(category, type, index + 1)),
      );
    })
    .filter((name) => !seen.has(name));
}

const named = (category: string, type: string, shape: number): string =>
  `${category} ${type} ${String(shape)}`;
