import { publicEvent } from '@fuhua/contracts';
import { catalogue, event, ok, streamOf } from '@fuhua/kernel';
import type { EventOf, Slice, StreamName } from '@fuhua/kernel';
import { mirrorMigrations, topic } from '@fuhua/platform/bus';
import type { PublishedSlice } from '@fuhua/platform/feed';
import { handle, type HandlePorts } from '@fuhua/platform/handle';
import { reaction, reactionMigrations, type Reaction } from '@fuhua/platform/reactions';
import { viewEntities, viewMigrations } from '@fuhua/platform/views';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { sampleNoted, sampleOpened, samples } from './samples.ts';

/** A service that tells the samples, and one that notes each it hears: what the bench measures between two processes. */

export const TELLER = 'sampler';

const contract = {
  sampleOpened: publicEvent('SampleOpened', sampleOpened.schema),
  sampleNoted: publicEvent('SampleNoted', sampleNoted.schema),
};

export const publishedSamples: readonly PublishedSlice[] = [
  { slice: samples, publish: ({ type, data }) => ({ type, data }), contract },
];

const sampleHeard = event('SampleHeard', 1, z.object({}));
type SampleHeard = EventOf<typeof sampleHeard>;
interface Hear {
  readonly type: 'Hear';
}

/** Once for each sample of a stream, in its order. */
export const heardSamples: Slice<number, Hear, SampleHeard, never> = {
  category: 'heard',
  events: catalogue(sampleHeard),
  decider: {
    initial: 0,
    decide: () => ok([sampleHeard({})]),
    evolve: (count) => count + 1,
  },
};

const idOf = (stream: StreamName): string => stream.slice(samples.category.length + 1);
/** Where the listener notes what it hears of a stream of samples, each at the revision of the sample. */
export const heardOf = (stream: StreamName): StreamName =>
  streamOf(heardSamples.category, idOf(stream));

type Told = EventOf<typeof sampleOpened> | EventOf<typeof sampleNoted>;

export const hearing = (ports: HandlePorts): Reaction<Told, never> =>
  reaction<Told, never>({
    group: 'hearing',
    on: topic(TELLER, 'sample', contract),
    types: ['SampleOpened', 'SampleNoted'],
    react: ({ origin }, context) =>
      handle(ports, heardSamples, idOf(origin.stream), context, () => ({ type: 'Hear' })),
    refusals: {},
  });

/** The tables of the one that listens. */
export const listenerSource = (url: string): DataSource =>
  new DataSource({
    type: 'postgres',
    url,
    entities: [...viewEntities],
    migrations: [...viewMigrations, ...reactionMigrations, ...mirrorMigrations],
    poolSize: 6,
  });
