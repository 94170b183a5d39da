import {
  addDays,
  epochMsOf,
  instantOfEpochMs,
  startOfDay,
  type Actor,
  type Day,
  type DomainEvent,
  type EventId,
  type Instant,
  type PersonId,
  type Refusal,
  type Slice,
} from '@fuhua/kernel';
import {
  commandIdOfReaction,
  draftOf,
  uuidOf,
  type CommandContext,
  type Draft,
  type Drafted,
  type HandleOptions,
} from '@fuhua/platform/handle';
import type { Privacy } from '@fuhua/platform/privacy';
import { platformActor } from '@fuhua/platform/reactions';
import type { RuleSet } from '@fuhua/rules';

/** A command of its day. */
export interface Told<C> {
  readonly on: Day;
  readonly by: Actor;
  readonly command: C;
  /** Sent by a reaction: under its own id, so that the reaction finds it done. */
  readonly because?: { readonly group: string; readonly event: EventId };
}

/** One stream as it comes about: what people ask for day by day, and the deadlines that pass in between. */
export interface Story<S, C, R> {
  readonly category: string;
  readonly draft: Draft<S, C, R>;
  state(): S;
  /** All that was told so far. */
  events(): readonly Drafted[];
  /** On that day or, when the stream is further already, on its last. @throws Error when it is refused */
  tell(told: Told<C>): Promise<readonly Drafted[]>;
  /** As `tell`; a refusal is an answer. */
  ask(told: Told<C>): Promise<readonly Drafted[] | R>;
  /** Lets every deadline pass that is due until the end of that day. */
  until(day: Day): Promise<void>;
}

export type StoryOf<T> =
  T extends Slice<infer S, infer C, infer E extends DomainEvent, infer R>
    ? E extends never
      ? never
      : Story<S, C, R>
    : never;

/** To be written. */
export interface AnyStory {
  readonly category: string;
  readonly draft: Pick<Draft<unknown, never, unknown>, 'id' | 'append'>;
}

/** Fixed by the seed: the same streams, ids and bytes in every run, personal values apart, whose seals differ. */
export interface Writer {
  readonly seed: number;
  readonly privacy: Privacy;
  /** All there are; a procedure pins the one in force when it opens (definition 7). */
  readonly ruleSets: readonly RuleSet[];
  /** Of decisions: how far the service's history was known, which is before any of this province. */
  readonly knownThrough: Readonly<Record<string, string>>;
}

/** What the platform sends when a deadline is due; every slice that states deadlines knows it. */
interface PassDeadline {
  type: 'PassDeadline';
  name: string;
  now: Instant;
}

const OPENING_MS = 9 * 3_600_000;
const MINUTE_MS = 60_000;

export function storyOf<S, C, E extends DomainEvent, R extends Refusal>(
  { seed, privacy }: Writer,
  slice: Slice<S, C, E, R>,
  id: string,
  options: HandleOptions<S, E> = {},
): Story<S, C, R> {
  const draft = draftOf({ privacy }, slice, id, options);
  const events: Drafted[] = [];
  let last: Instant | undefined;
  let commands = 0;

  const contextOf = (commandId: string, at: Instant, actor: Actor): CommandContext => {
    last = last !== undefined && at < last ? last : at;
    return { commandId, keyed: false, now: last, actor, correlationId: commandId };
  };
  const passDue = async (until: Instant): Promise<void> => {
    for (let passed = 0; passed < DEADLINES_MAX; passed += 1) {
      const due = (slice.decider.deadlines?.(draft.state()) ?? [])
        .filter((deadline) => deadline.due <= until)
        .sort((a, b) => (a.due < b.due ? -1 : 1))[0];
      if (due === undefined) return;
      const commandId = uuidOf('deadline', `${slice.category}-${id}`, due.name, due.due);
      const context = contextOf(commandId, due.due, platformActor);
      const command: PassDeadline = { type: 'PassDeadline', name: due.name, now: context.now };
      const decided = await draft.decide(context, command as C);
      if (!decided.ok) throw new Error(`${slice.category}: ${JSON.stringify(decided.refusal)}`);
      events.push(...decided.value);
    }
    throw new Error(`${slice.category}-${id}: a deadline does not pass`);
  };
  const ask = async ({ on, by, command, because }: Told<C>): Promise<readonly Drafted[] | R> => {
    commands += 1;
    const opening = instantOfEpochMs(epochMsOf(startOfDay(on)) + OPENING_MS + commands * MINUTE_MS);
    await passDue(opening);
    const own = uuidOf('province', String(seed), slice.category, id, String(commands));
    const context =
      because === undefined
        ? contextOf(own, opening, by)
        : {
            ...contextOf(commandIdOfReaction(because.group, because.event), opening, platformActor),
            causationId: because.event,
          };
    const decided = await draft.decide(context, command);
    if (!decided.ok) return decided.refusal;
    events.push(...decided.value);
    return decided.value;
  };
  return {
    category: slice.category,
    draft,
    state: () => draft.state(),
    events: () => events,
    ask,
    async tell(told) {
      const answer = await ask(told);
      if (isDrafted(answer)) return answer;
      throw new Error(`${slice.category}-${id} on ${told.on}: ${JSON.stringify(answer)}`);
    },
    until: (day) => passDue(startOfDay(addDays(day, 1))),
  };
}

/** More than any stream has at once. */
const DEADLINES_MAX = 500;

function isDrafted(answer: unknown): answer is readonly Drafted[] {
  return Array.isArray(answer);
}

/** Somebody of an authority; the same person for the same name. */
export function personOf({ seed }: Pick<Writer, 'seed'>, name: string): PersonId {
  return uuidOf('province', String(seed), 'person', name) as PersonId;
}

/** The first event of that type. @throws Error when there is none */
export function eventOf(drafted: readonly Drafted[], type: string): Drafted {
  const found = drafted.find((event) => event.type === type);
  if (found === undefined) throw new Error(`no ${type} was decided`);
  return found;
}

export function later(a: Day, b: Day): Day {
  return a < b ? b : a;
}
