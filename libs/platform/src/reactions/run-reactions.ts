import { setMaxListeners } from 'node:events';
import { epochMsOf, instantOfEpochMs, type Instant } from '@fuhua/kernel';
import type { DataSource } from 'typeorm';
import type { Position, Reads } from '../event-store/index.ts';
import { metadataOf } from '../handle/index.ts';
import { asking, messageOf, poolOf } from '../views/database.ts';
import { ownHistory, type Projection, type SourceOf, type ViewLog } from '../views/index.ts';
import { runGroup, type Group } from './group.ts';
import type { Reaction } from './reaction.ts';
import { RETRY_BUDGET, type RetryBudget } from './retry-budget.ts';

export interface ReactionsOptions {
  readonly store: Reads;
  /** Where each reaction reads what it hears. Default: `store` and nothing else. */
  readonly sourceOf?: SourceOf;
  /** Its migrations include `reactionMigrations`. */
  readonly dataSource: DataSource;
  readonly reactions: readonly Reaction[];
  /** Names the history that `store` reads. */
  readonly epoch: string;
  /** Ends the reactions after the events in hand. */
  readonly signal: AbortSignal;
  readonly log: ViewLog;
  /** `now` of the commands. Default: the real time. Pauses and budgets are always of real time. */
  readonly clock?: { now(): Instant };
  /** Needed where a reaction comes `after` a view. */
  readonly projection?: Pick<Projection, 'waitUntil'>;
  readonly budget?: RetryBudget;
  /** How often each group looks for keys that are due or were given back. Default 500 ms. */
  readonly lookMs?: number;
}

export interface ReactionStatus {
  readonly group: string;
  readonly state: Group['state'];
  readonly position: Position;
  /** Events recorded after `position`, of every category, where positions are gapless; 0 when none is the group's. */
  readonly lagEvents: number;
  /** Age of the oldest event that the group has not come to yet; what is set aside does not count. */
  readonly lagSeconds: number;
  /** Streams that wait for a person. */
  readonly parked: number;
  /** Streams that are tried again by themselves. */
  readonly retrying: number;
  readonly error?: string;
}

/** Running reactions. */
export interface Reactions {
  /** For health and metrics. @throws Unavailable */
  status(): Promise<readonly ReactionStatus[]>;
  /** Runs others beside. @throws TypeError as `runReactions` */
  add(reactions: readonly Reaction[]): void;
  /** Settles when the signal has ended all; never rejects. */
  readonly done: Promise<void>;
}

const LOOK_MS = 500;

/**
 * Runs the reactions of a service. Each group has its own subscription and cursor, so none waits for or fails with
 * another. Several processes may run the same groups: what both send is one command, and the cursor moves once.
 * @throws TypeError — two reactions share a group, a name is none, or `after` has no projection.
 */
export function runReactions(options: ReactionsOptions): Reactions {
  const { dataSource, clock = realClock, budget = RETRY_BUDGET, store, epoch, signal } = options;
  const { sourceOf = ownHistory(store, epoch), lookMs = LOOK_MS } = options;
  const pool = poolOf(dataSource);
  /** Every group waits for it: more than ten of them leak nothing. */
  setMaxListeners(0, signal);
  const groups: Group[] = [];
  const running: Promise<void>[] = [];
  const add = (reactions: readonly Reaction[]): void => {
    const known = groups.map(({ reaction }) => reaction);
    assertRunnable({ ...options, reactions: [...known, ...reactions] });
    for (const reaction of reactions) {
      const group: Group = { reaction, state: 'stopped', error: undefined, position: 0n };
      const source = sourceOf(reaction.on);
      const ports = { ...options, source, store: source.store, pool, clock, budget, lookMs };
      groups.push(group);
      running.push(runGroup(ports, group));
    }
  };
  add(options.reactions);
  return {
    add,
    // Others may be added until the end.
    done: untilAborted(signal).then(async () => {
      await Promise.all(running);
    }),
    status: async () => {
      const aside = await countAside(dataSource);
      return Promise.all(
        groups.map((group) => statusOf(sourceOf(group.reaction.on).store, clock, group, aside)),
      );
    },
  };
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

const realClock = { now: (): Instant => instantOfEpochMs(Date.now()) };

function assertRunnable({ reactions, projection, budget = RETRY_BUDGET }: ReactionsOptions): void {
  if (budget.failuresMax < 2) throw new TypeError('a retry budget allows at least one retry');
  const names = new Set<string>();
  for (const { group, after } of reactions) {
    if (!/^[a-z][a-z0-9-]*$/.test(group)) throw new TypeError(`not a reaction's name: ${group}`);
    if (names.has(group)) throw new TypeError(`two reactions are named ${group}`);
    names.add(group);
    if (after === undefined || projection !== undefined) continue;
    throw new TypeError(`${group} comes after ${after.name}, which is not projected here`);
  }
}

interface Counts {
  readonly parked: number;
  readonly retrying: number;
}

async function countAside(dataSource: DataSource): Promise<ReadonlyMap<string, Counts>> {
  const { rows } = await asking(() =>
    poolOf(dataSource).query<Counts & { reaction: string }>(
      `select reaction, count(*) filter (where state = 'parked')::integer as parked,
         count(*) filter (where state = 'retrying')::integer as retrying
       from reaction_key group by reaction`,
    ),
  );
  return new Map(rows.map(({ reaction, parked, retrying }) => [reaction, { parked, retrying }]));
}

async function statusOf(
  store: Reads,
  clock: { now(): Instant },
  { reaction, state, error, position }: Group,
  aside: ReadonlyMap<string, Counts>,
): Promise<ReactionStatus> {
  const { group, on, types } = reaction;
  const status = {
    group,
    state,
    position,
    ...(aside.get(group) ?? { parked: 0, retrying: 0 }),
    ...(error !== undefined && { error: messageOf(error) }),
  };
  const next = { after: position, categories: [on.category], types, limit: 1 };
  for await (const waiting of store.readAll(next)) {
    const ageMs = epochMsOf(clock.now()) - epochMsOf(metadataOf(waiting).recordedAt);
    const lagEvents = Math.max(1, Number((await store.head()) - position));
    return { ...status, lagEvents, lagSeconds: Math.max(0, ageMs / 1_000) };
  }
  return { ...status, lagEvents: 0, lagSeconds: 0 };
}
