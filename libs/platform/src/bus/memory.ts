import type { Envelope } from '@fuhua/contracts';
import {
  afterTelling,
  assertTellable,
  OtherTopicEpoch,
  OutcomeUnknown,
  Unavailable,
  type Bus,
  type Page,
  type Progress,
  type Topic,
  type TopicCursor,
} from './bus.ts';
import { follow } from './follow.ts';

/** What several memory buses share, as processes share an engine; it can fail like one. */
export interface MemoryTopics {
  readonly topics: Map<Topic, MemoryTopic>;
  /** Called after every change and every start. */
  readonly watchers: Set<() => void>;
  changes: number;
  running: boolean;
  answersToLose: number;
  /** Until `start`, every call gives Unavailable. */
  stop(): void;
  start(): void;
  /** The next `calls` of publish are carried out, but their callers hear OutcomeUnknown. */
  loseAnswers(calls: number): void;
}

interface MemoryTopic {
  progress: Progress;
  readonly messages: Envelope[];
}

export function memoryTopics(): MemoryTopics {
  const engine: MemoryTopics = {
    topics: new Map(),
    watchers: new Set(),
    changes: 0,
    running: true,
    answersToLose: 0,
    stop: () => {
      engine.running = false;
    },
    start: () => {
      engine.running = true;
      wake(engine);
    },
    loseAnswers: (calls) => {
      engine.answersToLose = calls;
    },
  };
  return engine;
}

/** For unit specs. @throws what the port says */
export function memoryBus(engine: MemoryTopics = memoryTopics()): Bus {
  const closing = new AbortController();
  const turn = async (): Promise<void> => {
    // A turn passes, so that racing callers really interleave.
    await Promise.resolve();
    if (closing.signal.aborted) throw new Unavailable('the bus is closed');
    if (!engine.running) throw new Unavailable('the engine is stopped');
  };
  const read: Bus['read'] = async (topic, after, limit) => {
    await turn();
    const found = engine.topics.get(topic);
    return found && pageOf(topic, found, after, limit);
  };
  return {
    read,
    async publish(topic, telling) {
      assertTellable(topic, telling);
      await turn();
      const found = engine.topics.get(topic);
      const { progress, isNew } = afterTelling(topic, found?.progress, telling);
      const messages = [...(found?.messages ?? []), ...(isNew ? telling.messages : [])];
      engine.topics.set(topic, { progress, messages });
      wake(engine);
      if (engine.answersToLose === 0) return progress;
      engine.answersToLose -= 1;
      throw new OutcomeUnknown('the answer was lost');
    },
    subscribe: (topic, after, signal) =>
      follow(
        {
          read: (cursor, limit) => read(topic, cursor, limit),
          changes: () => engine.changes,
          changed: (seen, ending) => changed(engine, seen, ending),
        },
        after,
        AbortSignal.any([signal, closing.signal]),
      ),
    async progress(topic) {
      await turn();
      return engine.topics.get(topic)?.progress;
    },
    async wipe(topic, epoch) {
      await turn();
      if (epoch !== undefined && engine.topics.get(topic)?.progress.epoch !== epoch) return;
      engine.topics.delete(topic);
      wake(engine);
    },
    close: () => {
      closing.abort();
      return Promise.resolve();
    },
  };
}

function pageOf(
  topic: Topic,
  { progress, messages }: MemoryTopic,
  after: TopicCursor | undefined,
  limit: number,
): Page {
  if (after !== undefined && after.epoch !== progress.epoch) {
    throw new OtherTopicEpoch(topic, after.epoch, progress.epoch);
  }
  const from = after?.position ?? -1n;
  const found = messages.filter(({ position }) => BigInt(position) > from).slice(0, limit);
  const last = found.at(-1);
  const isFull = found.length === limit && last !== undefined;
  return {
    ...progress,
    ...(isFull && { position: BigInt(last.position), at: undefined }),
    messages: found,
  };
}

function wake(engine: MemoryTopics): void {
  engine.changes += 1;
  for (const watcher of engine.watchers) watcher();
}

async function changed(engine: MemoryTopics, seen: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      engine.watchers.delete(done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    engine.watchers.add(done);
    signal.addEventListener('abort', done);
    if (engine.changes > seen || signal.aborted) done();
  });
}
