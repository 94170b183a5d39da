import { isDeepStrictEqual } from 'node:util';
import {
  eventCorrected,
  overrideApproved,
  redecisionClosed,
  redecisionRequired,
  type PublicEvent,
  type Publish,
} from '@fuhua/contracts';
import {
  categoryOf,
  isSharedEvent,
  overlay,
  type EventId,
  type EventType,
  type Told,
} from '@fuhua/kernel';
import type { EventStore, Recorded } from '../event-store/index.ts';
import { metadataOf, tell, UnknownEvent, type Readable } from '../handle/metadata.ts';
import type { Publication } from './envelope.ts';

/** A slice with what it tells others: `{ slice: personSlice, publish: publishPerson, contract: registryPerson }`. */
export interface PublishedSlice {
  readonly slice: Readable;
  readonly publish: Publish<never, PublicEvent>;
  /** Its public events, as `@fuhua/contracts` declares them. */
  readonly contract: Readonly<Record<string, EventType>>;
}

/** Every type that `publicationOf` may answer, in alphabetical order. */
export function publicTypesOf(slices: readonly PublishedSlice[]): readonly string[] {
  const own = slices.flatMap(({ contract }) => Object.values(contract).map(({ type }) => type));
  return [...new Set([...own, ...shared])].sort();
}

const shared: readonly string[] = [
  eventCorrected.type,
  overrideApproved.type,
  redecisionRequired.type,
  redecisionClosed.type,
];

/**
 * What others are told of a stored event. Whether a type is public never depends on values, except that a correction
 * which leaves the public form as it was tells nothing.
 * @throws UnknownEvent for a category or type that no slice knows @throws Unavailable
 */
export async function publicationOf(
  slices: readonly PublishedSlice[],
  store: Pick<EventStore, 'readStream'>,
  recorded: Recorded,
): Promise<Publication | 'private'> {
  const category = categoryOf(recorded.stream);
  const published = slices.find(({ slice }) => slice.category === category);
  if (published === undefined) throw new UnknownEvent(recorded);
  const told = tell(published.slice, recorded);
  const division = divisionOf(recorded);
  if (!isSharedEvent(told)) {
    const event = publicForm(published, told);
    return event === 'private' ? event : { event, division };
  }
  switch (told.type) {
    case 'CorrectionRequested':
    case 'CorrectionApproved':
    case 'CorrectionDeclined':
    case 'OverrideRequested':
    case 'OverrideDeclined':
      return 'private';
    case 'EventCorrected':
      return correction(published, store, recorded, told.data.event);
    case 'OverrideApproved': {
      const { request, decision, outcome } = told.data;
      return { event: overrideApproved({ request, decision, outcome }), division };
    }
    case 'RedecisionRequired':
      return { event: redecisionRequired(told.data), division };
    case 'RedecisionClosed': {
      const { redecision } = told.data;
      return { event: redecisionClosed({ redecision }), division };
    }
  }
}

/** The public form of the corrected event before and after, as the stream stood with this correction. */
async function correction(
  published: PublishedSlice,
  store: Pick<EventStore, 'readStream'>,
  recorded: Recorded,
  target: EventId,
): Promise<Publication | 'private'> {
  const history: Recorded[] = [];
  const { stream, revision } = recorded;
  for await (const event of store.readStream(stream, { limit: revision + 1 })) history.push(event);
  const told = history.map((event) => tell(published.slice, event));
  const standing = (through: readonly Told[]): Told | undefined =>
    overlay(through).find(({ origin }) => origin.id === target);
  const [old, now] = [standing(told.slice(0, revision)), standing(told)];
  const corrected = history.find(({ id }) => id === target);
  if (old === undefined || now === undefined || corrected === undefined) {
    throw new Error(
      `${stream}@${String(revision)} corrects an event that its stream does not hold`,
    );
  }
  const [before, after] = [publicForm(published, old), publicForm(published, now)];
  if (before === 'private' || after === 'private') return 'private';
  if (isDeepStrictEqual(before, after)) return 'private';
  const event = eventCorrected({
    event: target,
    eventType: after.type,
    before: { ...before.data },
    after: { ...after.data },
  });
  return { event, division: divisionOf(corrected) };
}

function publicForm({ publish }: PublishedSlice, told: Told): PublicEvent | 'private' {
  // The slice's events, which the table above lost sight of: `told` is one of its catalogue.
  return publish(told as never);
}

function divisionOf(recorded: Recorded): Publication['division'] {
  return metadataOf(recorded).about?.division;
}
