import { epochMsOf, type Instant } from '@fuhua/kernel';
import type { AlarmClock } from '../clock/index.ts';
import type { EventStore, Position } from '../event-store/index.ts';
import type { HandlePorts } from '../handle/index.ts';
import { messageOf } from '../views/database.ts';
import type { ViewLog } from '../views/index.ts';
import { openBell } from './bell.ts';
import type { DeadlineTable, OpenDeadline, StuckDeadline } from './deadline-table.ts';
import { keepGoing, type Part } from '../views/keep-going.ts';
import { keepTable, type Follower } from './keep-table.ts';
import { passDue } from './pass-due.ts';
import type { TimedSlice } from './timed.ts';

export interface DeadlinesOptions extends HandlePorts {
  readonly store: EventStore;
  readonly table: DeadlineTable;
  readonly timed: readonly TimedSlice[];
  /** Names the history that `store` reads. */
  readonly epoch: string;
  /** Ends all after the commands in hand. */
  readonly signal: AbortSignal;
  readonly log: ViewLog;
  readonly clock: AlarmClock;
  /** Called for each deadline whose events were stored, by this process. */
  readonly onPassed?: (deadline: OpenDeadline) => void;
}

export interface TimedStatus {
  readonly category: string;
  readonly state: Part['state'];
  readonly error?: string;
  /** Every event up to here is in the table. */
  readonly position: Position;
  /** Rows, without those that are stuck. */
  readonly open: number;
  /** Of them those that are due and not passed yet. */
  readonly overdue: number;
  /** How long the oldest of those has been due; 0 when there is none. */
  readonly lagSeconds: number;
}

export interface DeadlinesStatus {
  readonly slices: readonly TimedStatus[];
  /** Who sends the commands. */
  readonly passing: { readonly state: Part['state']; readonly error?: string };
  /** The first twenty. */
  readonly stuck: readonly StuckDeadline[];
}

/** Deadlines being kept and passed. */
export interface Deadlines {
  /** For health and metrics. @throws Unavailable */
  status(): Promise<DeadlinesStatus>;
  /** The earliest open one after an instant. @throws Unavailable */
  nextAfter(now: Instant): Promise<Instant | undefined>;
  /** Every event up to there was looked at, and nothing is left that is due. @throws Unavailable */
  restsAt(position: Position): Promise<boolean>;
  /** Settles when the signal has ended all; never rejects. */
  readonly done: Promise<void>;
}

/**
 * Passes the deadlines of a service's slices when they are due (design: ADR 0016). Each slice has its own subscription
 * and cursor. The table holds nothing that the history does not say: another `version` of a slice, or another epoch after
 * a restore, and its rows are made anew from the first event on by the next start; nobody need rebuild anything.
 * @throws TypeError — two slices are of one category.
 */
export function runDeadlines(options: DeadlinesOptions): Deadlines {
  const { table, timed, clock } = options;
  const slices = new Map(timed.map((slice) => [slice.readable.category, slice]));
  if (slices.size < timed.length) throw new TypeError('two timed slices are of one category');
  const categories = [...slices.keys()];
  const followers = timed.map((slice): Follower => ({
    name: slice.readable.category,
    slice,
    state: 'stopped',
    error: undefined,
    position: 0n,
    folded: new Map(),
  }));
  const passing: Part = { name: 'passing', state: 'stopped', error: undefined };
  const ports = { ...options, slices, bell: openBell() };
  let isReopened = false;
  const pass = async (live: () => void): Promise<void> => {
    if (!isReopened) await table.reopen(categories);
    isReopened = true;
    await passDue(ports, live);
  };
  const run = async (): Promise<void> => {
    const keeping = followers.map((follower) =>
      keepGoing(ports, follower, (live) => keepTable(ports, follower, live)),
    );
    await Promise.all([...keeping, keepGoing(ports, passing, pass)]);
  };
  return {
    done: timed.length === 0 ? Promise.resolve() : run(),
    nextAfter: (now) => table.nextAfter(categories, now),
    restsAt: async (position) =>
      followers.every((follower) => follower.position >= position) &&
      (await table.due(categories, clock.now(), 1)).length === 0,
    status: () => statusOf(options, categories, followers, passing),
  };
}

async function statusOf(
  { table, clock }: DeadlinesOptions,
  categories: readonly string[],
  followers: readonly Follower[],
  passing: Part,
): Promise<DeadlinesStatus> {
  const now = clock.now();
  const counts = await table.counts(categories, now);
  const slices = followers.map((follower): TimedStatus => {
    const { name: category, position } = follower;
    const found = counts.find((one) => one.category === category);
    const { open = 0, overdue = 0, oldestDue = now } = found ?? {};
    const lagSeconds = (epochMsOf(now) - epochMsOf(oldestDue)) / 1_000;
    return { category, position, open, overdue, lagSeconds, ...shown(follower) };
  });
  return { slices, passing: shown(passing), stuck: await table.stuck(categories) };
}

function shown({ state, error }: Part): DeadlinesStatus['passing'] {
  return { state, ...(error !== undefined && { error: messageOf(error) }) };
}
