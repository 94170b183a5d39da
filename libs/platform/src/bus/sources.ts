import type { Catalogue } from '@fuhua/kernel';
import {
  eventCorrected,
  overrideApproved,
  redecisionClosed,
  redecisionRequired,
} from '@fuhua/contracts';
import {
  isCaughtUp,
  type CaughtUp,
  type Filter,
  type Recorded,
  type Reads,
} from '../event-store/index.ts';
import type { Readable } from '../handle/index.ts';
import type { SourceOf } from '../views/source.ts';
import type { Mirror } from './mirror/mirror.ts';

/** Where a service's views and reactions read: its own history, and its copies of the topics that it listens to. */
export function sourcesOf(
  own: SourceOf,
  mirrors: readonly Pick<Mirror, 'service' | 'store' | 'epoch'>[],
): SourceOf {
  return (readable) => {
    if (readable.topic === undefined) return own(readable);
    const mirror = mirrors.find(({ service }) => service === readable.topic);
    if (mirror === undefined) {
      throw new TypeError(`the topic of ${readable.topic} is not among those the service hears`);
    }
    return { store: topicStore(mirror.store, readable), epoch: (signal) => mirror.epoch(signal) };
  };
}

const shared: readonly string[] = [
  eventCorrected.type,
  overrideApproved.type,
  redecisionRequired.type,
  redecisionClosed.type,
];

/**
 * What a reader knows of a copy: the streams of its category, without types that it does not list and without
 * corrections of such.
 */
export function topicStore(copy: Reads, { category, events }: Readable): Reads {
  const known = [...Object.keys(events), ...shared];
  const narrowed = <F extends Filter>({ categories, types, ...rest }: F): F =>
    ({
      ...rest,
      categories: categories?.filter((each) => each === category) ?? [category],
      types: types?.filter((type) => known.includes(type)) ?? known,
    }) as unknown as F;
  return {
    head: () => copy.head(),
    readStream: async function* (stream, { limit = Infinity, ...options } = {}) {
      let left = limit;
      if (left <= 0) return;
      for await (const event of copy.readStream(stream, options)) {
        if (!known.includes(event.type) || !isHeard(events, event)) continue;
        yield event;
        left -= 1;
        if (left === 0) return;
      }
    },
    readAll: async function* ({ limit = Infinity, ...options } = {}) {
      let left = limit;
      if (left <= 0) return;
      for await (const event of copy.readAll(narrowed(options))) {
        if (!isHeard(events, event)) continue;
        yield event;
        left -= 1;
        if (left === 0) return;
      }
    },
    subscribe: async function* (options, signal): AsyncGenerator<Recorded | CaughtUp, void> {
      for await (const item of copy.subscribe(narrowed(options), signal)) {
        if (isCaughtUp(item) || isHeard(events, item)) yield item;
      }
    },
  };
}

function isHeard(events: Catalogue, { type, data }: Recorded): boolean {
  if (type !== eventCorrected.type) return true;
  const { eventType } = JSON.parse(data) as { readonly eventType: string };
  return Object.hasOwn(events, eventType);
}
