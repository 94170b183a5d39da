import type { Envelope } from '@fuhua/contracts';
import {
  OtherTopicEpoch,
  OutcomeUnknown,
  TopicMoved,
  Unavailable,
  type Bus,
  type Page,
  type Telling,
} from './bus.ts';
import { memoryBus, type MemoryTopics } from './memory.ts';

/** An adapter with one deliberate fault, in front of a memory engine. */
export interface Broken {
  /** What it does wrong. */
  readonly fault: string;
  /** How the titles of the cases begin that must fail on it. */
  readonly caughtBy: readonly string[];
  open(engine: MemoryTopics): Bus;
}

const broken = (
  fault: string,
  caughtBy: readonly string[],
  change: (bus: Bus, engine: MemoryTopics) => Partial<Bus>,
): Broken => ({
  fault,
  caughtBy,
  open: (engine) => {
    const bus = memoryBus(engine);
    return { ...bus, ...change(bus, engine) };
  },
});

/** Every case has at least one that it catches. */
export const brokenAdapters: readonly Broken[] = [
  broken('takes whatever comes, wherever the topic stands', ['whoever is late'], (bus) => ({
    publish: (topic, telling) => anywhere(bus, topic, telling),
  })),
  broken(
    'adds the messages before it looks where the topic stands',
    ['five relays', 'whoever is late', 'a repeat of', 'a publication whose answer'],
    (bus, engine) => ({
      publish: async (topic, telling) => {
        const { epoch } = telling;
        const found = engine.topics.get(topic);
        found?.messages.push(...telling.messages);
        const isFirst = found === undefined;
        return bus.publish(topic, isFirst ? telling : { ...telling, epoch, messages: [] });
      },
    }),
  ),
  broken('keeps no progress past the last message', ['progress passes'], (bus) => ({
    publish: (topic, telling) => {
      const last = telling.messages.at(-1);
      if (last === undefined) return bus.publish(topic, telling);
      return bus.publish(topic, { ...telling, through: BigInt(last.position) });
    },
  })),
  broken('takes an older time for news', ['a quiet topic'], (bus, engine) => ({
    publish: async (topic, telling) => {
      const progress = await bus.publish(topic, telling);
      const found = engine.topics.get(topic);
      if (found !== undefined && telling.at !== undefined) {
        found.progress = { ...progress, at: telling.at };
      }
      return found?.progress ?? progress;
    },
  })),
  broken('drops what is not ASCII', ['a message is read'], (bus) => ({
    publish: (topic, telling) =>
      bus.publish(topic, {
        ...telling,
        messages: telling.messages.map((message) => ({ ...message, data: asciiOf(message.data) })),
      }),
  })),
  broken('wipes by itself what another epoch told', ['a relay of another epoch'], (bus) => ({
    publish: async (topic, telling) => {
      const stands = await bus.progress(topic);
      if (stands !== undefined && stands.epoch !== telling.epoch) {
        await bus.wipe(topic);
        return bus.publish(topic, { ...telling, after: undefined });
      }
      return bus.publish(topic, telling);
    },
  })),
  broken('says yes while the engine is stopped', ['a stopped engine'], (bus) => ({
    publish: async (topic, telling) => {
      try {
        return await bus.publish(topic, telling);
      } catch (error) {
        if (!(error instanceof Unavailable)) throw error;
        return { epoch: telling.epoch, position: telling.through, at: undefined };
      }
    },
  })),
  broken('takes an unknown outcome for a yes', ['a publication whose answer'], (bus) => ({
    publish: async (topic, telling) => {
      try {
        return await bus.publish(topic, telling);
      } catch (error) {
        if (!(error instanceof OutcomeUnknown)) throw error;
        return { epoch: telling.epoch, position: telling.through, at: undefined };
      }
    },
  })),
  broken('says that a full page goes to the end', ['pages of any size'], (bus) => ({
    read: async (topic, after, limit) => {
      const [page, end] = [await bus.read(topic, after, limit), await bus.progress(topic)];
      return page && { ...page, position: end?.position ?? page.position };
    },
  })),
  broken('loses the last message of a page', ['a reader that goes on'], (bus) => ({
    read: async (topic, after, limit) => {
      const page = await bus.read(topic, after, limit);
      return page && { ...page, messages: page.messages.slice(0, -1) };
    },
  })),
  broken('begins with the message at the cursor', ['pages of any size'], (bus) => ({
    read: (topic, after, limit) =>
      bus.read(topic, after && { ...after, position: after.position - 1n }, limit),
  })),
  broken('reads every topic as one', ['one topic holds'], (bus) => ({
    publish: (_, telling) => bus.publish('all.events.v1', telling),
    read: (_, after, limit) => bus.read('all.events.v1', after, limit),
    progress: () => bus.progress('all.events.v1'),
  })),
  broken(
    'reads on whatever the epoch is',
    ['a cursor of another epoch', 'a subscription that goes on hears'],
    (bus, engine) => ({
      read: async (topic, after, limit) => {
        const epoch = engine.topics.get(topic)?.progress.epoch;
        return bus.read(topic, after && { ...after, epoch: epoch ?? after.epoch }, limit);
      },
      subscribe: (topic, after, signal) =>
        regardless(() => bus.subscribe(topic, undefined, signal), after),
    }),
  ),
  broken('ends a subscription at the end of the topic', ['a subscription begun'], (bus) => ({
    async *subscribe(topic, after) {
      const page = await bus.read(topic, after, 1_000);
      if (page !== undefined) yield page;
    },
  })),
  broken(
    'is silent where there is no message',
    ['a subscription hears that the progress moved'],
    (bus) => ({
      async *subscribe(topic, after, signal) {
        for await (const page of bus.subscribe(topic, after, signal)) {
          if (page.messages.length > 0) yield page;
        }
      },
    }),
  ),
  broken('hears nothing after the engine stopped', ['a subscription outlives'], (bus, engine) => ({
    async *subscribe(topic, after, signal) {
      const dead = new AbortController();
      const look = setInterval(() => {
        if (!engine.running) dead.abort();
      }, 1);
      try {
        yield* bus.subscribe(topic, after, AbortSignal.any([signal, dead.signal]));
      } finally {
        clearInterval(look);
      }
    },
  })),
  broken('leaves the messages when it wipes', ['a topic that was wiped'], (bus, engine) => ({
    wipe: async (topic) => {
      const kept = engine.topics.get(topic)?.messages ?? [];
      await bus.wipe(topic);
      const progress = { epoch: 'e1', position: 0n, at: undefined };
      engine.topics.set(topic, { progress, messages: [...kept] });
    },
  })),
  broken('begins anew with a topic that is told anew', ['a subscriber to a topic'], (bus) => ({
    async *subscribe(topic, after, signal) {
      let last: Page | undefined;
      for await (const page of bus.subscribe(topic, after, signal)) {
        const again = last === undefined ? [] : await firstOf(bus, topic);
        last = page;
        yield { ...page, messages: [...again, ...page.messages] };
      }
    },
  })),
  broken('wipes whatever the epoch is', ['a wipe of one epoch'], (bus) => ({
    wipe: (topic) => bus.wipe(topic),
  })),
];

async function anywhere(bus: Bus, topic: Parameters<Bus['publish']>[0], telling: Telling) {
  const stands = await bus.progress(topic);
  if (stands !== undefined && stands.position >= telling.through)
    throw new TopicMoved(topic, stands);
  return bus.publish(topic, { ...telling, after: stands?.position });
}

function asciiOf(data: object): object {
  // eslint-disable-next-line no-control-regex -- what is not ASCII begins after them
  return JSON.parse(JSON.stringify(data).replace(/[^\u0000-\u007f]/g, '?')) as object;
}

async function* regardless(
  subscribe: () => AsyncIterable<Page>,
  after: { readonly position: bigint } | undefined,
): AsyncGenerator<Page, void> {
  for (;;) {
    try {
      for await (const page of subscribe()) {
        if (page.position > (after?.position ?? -1n)) yield page;
      }
      return;
    } catch (error) {
      if (!(error instanceof OtherTopicEpoch)) throw error;
    }
  }
}

async function firstOf(bus: Bus, topic: Parameters<Bus['read']>[0]): Promise<readonly Envelope[]> {
  return (await bus.read(topic, undefined, 1))?.messages ?? [];
}
