import { categoryOf, idOf, type Instant, type Refusal } from '@fuhua/kernel';
import type { AlarmClock } from '../clock/index.ts';
import { OutcomeUnknown, Unavailable, type EventStore } from '../event-store/index.ts';
import { uuidOf, type CommandContext, type HandlePorts } from '../handle/index.ts';
import { platformActor } from '../reactions/context.ts';
import { messageOf } from '../views/database.ts';
import { pause } from '../views/progress.ts';
import type { Bell } from './bell.ts';
import type { DeadlineTable, OpenDeadline, StuckDeadline } from './deadline-table.ts';
import { toldOf } from './keep-table.ts';
import type { TimedSlice } from './timed.ts';

export interface PassDuePorts extends HandlePorts {
  readonly store: EventStore;
  readonly table: DeadlineTable;
  readonly clock: AlarmClock;
  readonly slices: ReadonlyMap<string, TimedSlice>;
  readonly signal: AbortSignal;
  readonly bell: Bell;
  /** Deadlines whose events were stored, by this process. */
  readonly onPassed?: ((deadline: OpenDeadline) => void) | undefined;
}

const PAGE = 500;
const AT_ONCE = 8;
/** Others were writing to the same stream all the time. */
const CONFLICT_PAUSE_MS = 100;
/** However far the next one is, the table is looked at after so long. */
const SLEEP_MS_MAX = 60_000;
const ERROR_CHARACTERS_MAX = 2_000;

/**
 * Sends what is due, in the order of due instants and those of one instant side by side, until the signal; then sleeps
 * until the next one is due or the table changes. After a downtime everything that became due meanwhile is sent so.
 *
 * Several processes may do the same: a deadline's command is one, whoever sends it, and how often.
 * @throws Unavailable, OutcomeUnknown — what was not settled is sent again, as the same command.
 */
export async function passDue(ports: PassDuePorts, live: () => void): Promise<void> {
  const { table, clock, slices, signal, bell } = ports;
  const categories = [...slices.keys()];
  while (!signal.aborted) {
    const heard = bell.count();
    const now = clock.now();
    const due = await table.due(categories, now, PAGE);
    live();
    if (due.length > 0) {
      if (!(await passAll(ports, due))) await pause(CONFLICT_PAUSE_MS, signal);
      continue;
    }
    const next = await table.nextAfter(categories, now);
    await sleep(ports, next, heard);
  }
}

async function sleep(
  { clock, bell, signal }: PassDuePorts,
  next: Instant | undefined,
  heard: number,
): Promise<void> {
  const waking = new AbortController();
  const over = AbortSignal.any([signal, waking.signal]);
  const sleeps = [bell.after(heard, over), pause(SLEEP_MS_MAX, over)];
  if (next !== undefined) sleeps.push(clock.reached(next, over));
  await Promise.race(sleeps);
  waking.abort();
}

/** False when some must be tried again at once, because others wrote to their streams. */
async function passAll(ports: PassDuePorts, due: readonly OpenDeadline[]): Promise<boolean> {
  let isDone = true;
  for (const group of byInstant(due)) {
    if (ports.signal.aborted) return true;
    isDone &&= await passGroup(ports, group);
  }
  return isDone;
}

function byInstant(due: readonly OpenDeadline[]): readonly (readonly OpenDeadline[])[] {
  const groups: OpenDeadline[][] = [];
  for (const deadline of due) {
    const last = groups.at(-1);
    if (last?.[0]?.due === deadline.due) last.push(deadline);
    else groups.push([deadline]);
  }
  return groups;
}

type Outcome = 'passed' | 'conflict' | Pick<StuckDeadline, 'state' | 'error'>;

async function passGroup(ports: PassDuePorts, group: readonly OpenDeadline[]): Promise<boolean> {
  const waiting = [...group];
  const passed: OpenDeadline[] = [];
  const stuck: StuckDeadline[] = [];
  let isDone = true;
  let stop: { readonly error: unknown } | undefined;
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (stop !== undefined || ports.signal.aborted) return;
      try {
        const outcome = await pass(ports, next);
        if (outcome === 'passed') passed.push(next);
        else if (outcome === 'conflict') isDone = false;
        else stuck.push({ ...next, ...outcome });
      } catch (error) {
        stop ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await ports.table.settle(passed, stuck);
  if (stop !== undefined) throw stop.error;
  return isDone;
}

/** @throws Unavailable, OutcomeUnknown */
async function pass(ports: PassDuePorts, deadline: OpenDeadline): Promise<Outcome> {
  const { stream, name, due } = deadline;
  const category = categoryOf(stream);
  const slice = ports.slices.get(category);
  if (slice === undefined) throw new TypeError(`no timed slice: ${category}`);
  try {
    const context = contextOf(deadline, ports.clock.now());
    const result = await slice.pass(ports, idOf(stream), context, name);
    if (!result.ok) return refused(result.refusal);
    const isAnswered = result.value.events.length > 0;
    if (isAnswered) ports.onPassed?.(deadline);
    const open = slice.deadlinesOf(await toldOf(ports.store, slice, stream));
    const stands = open.some((one) => one.name === name && one.due === due);
    if (!stands) return 'passed';
    return { state: 'broken', error: isAnswered ? STANDS_AFTER_EVENTS : STANDS_AFTER_NOTHING };
  } catch (error) {
    if (error instanceof Unavailable || error instanceof OutcomeUnknown) throw error;
    return { state: 'broken', error: shortened(messageOf(error)) };
  }
}

const STANDS_AFTER_EVENTS = 'the decider accepted it and still states it';
const STANDS_AFTER_NOTHING = 'the decider answered with no events and still states it';

/**
 * The same command whoever sends it, and how often. It occurred when it was due, however late it is recorded.
 */
function contextOf({ stream, name, due }: OpenDeadline, now: Instant): CommandContext {
  const commandId = uuidOf('deadline', stream, name, due);
  return {
    commandId,
    keyed: true,
    now,
    occurredAt: due,
    actor: platformActor,
    correlationId: commandId,
  };
}

function refused(refusal: Refusal): Outcome {
  if (refusal.code === 'platform.conflict') return 'conflict';
  const text = JSON.stringify(refusal, (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
  return { state: 'refused', error: shortened(text) };
}

function shortened(text: string): string {
  return text.length <= ERROR_CHARACTERS_MAX ? text : `${text.slice(0, ERROR_CHARACTERS_MAX)}…`;
}
