import {
  epochMsOf,
  instantOfEpochMs,
  parseDay,
  startOfDay,
  streamOf,
  type Actor,
  type CorrectionCommand,
  type DomainEvent,
  type EventId,
  type Refusal,
  type Slice,
} from '@fuhua/kernel';
import { memoryStore, type EventStore, type Recorded } from '@fuhua/platform/event-store';
import { correctionsOf, handle, type About, type CommandContext } from '@fuhua/platform/handle';
import { memoryKeys, openPrivacy, randomMasterKey } from '@fuhua/platform/privacy';
import { platformActor } from '@fuhua/platform/reactions';
import { authorityId, personId, uuidNamed } from '@fuhua/testing';

/** Writes one stream as the service does, by its deciders and sealed: only the clock and who asks are made up. */
export interface Scribe<C> {
  /** Decided on that day, a minute after what was written before it. @throws Error when it is refused */
  write(on: string, command: C, because?: Because): Promise<Written>;
  /** Asks for a correction; the id is the request's. */
  ask(on: string, event: EventId, values: Readonly<Record<string, unknown>>): Promise<EventId>;
  /** By another person. */
  approve(on: string, request: EventId): Promise<Written>;
  decline(on: string, request: EventId): Promise<Written>;
  /** All of it, from the first event on. */
  written(): Promise<readonly Recorded[]>;
}

/** The platform acts by itself: because of an event, or of a deadline. */
export interface Because {
  readonly causationId?: EventId;
}

/** The ids of what was stored. */
export type Written = readonly [EventId, ...EventId[]];

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const authority = authorityId('320506');
const officer = { person: personId('officer'), role: 'officer', authority };
const approver = { person: personId('approver'), role: 'officer', authority };

export async function scribeOf<S, C, E extends DomainEvent, R extends Refusal>(
  slice: Slice<S, C, E, R>,
  id: string,
  about?: (state: S, events: readonly E[]) => About,
): Promise<Scribe<C>> {
  const store = memoryStore();
  const privacy = await openPrivacy({ keys: memoryKeys(), masterKey: randomMasterKey() });
  const stream = streamOf(slice.category, id);
  let commands = 0;

  const context = (on: string, actor: Actor = officer, because?: Because): CommandContext => {
    commands += 1;
    const commandId = uuidNamed('command', `${stream} ${String(commands)}`);
    const openingMs = epochMsOf(startOfDay(parseDay(on))) + 9 * HOUR_MS;
    const now = instantOfEpochMs(openingMs + commands * MINUTE_MS);
    return { commandId, keyed: false, now, actor, correlationId: commandId, ...because };
  };
  const correct = async (asked: CommandContext, command: CorrectionCommand): Promise<Written> =>
    accepted(await handle({ store, privacy }, correctionsOf(slice), id, asked, () => command));

  return {
    write: async (on, command, because) => {
      const options = about === undefined ? {} : { about };
      const request = context(on, because === undefined ? officer : platformActor, because);
      return accepted(await handle({ store, privacy }, slice, id, request, () => command, options));
    },
    ask: async (on, event, values) => {
      const asked = context(on);
      const request = uuidNamed('request', asked.commandId) as EventId;
      const grounds = { reason: '录入有误（测试）', evidence: ['a'.repeat(64)] };
      await correct(asked, { type: 'RequestCorrection', request, event, values, ...grounds });
      return request;
    },
    approve: (on, request) =>
      correct(context(on, approver), { type: 'ApproveCorrection', request, by: approver.person }),
    decline: (on, request) => {
      const reason = '与原件一致（测试）';
      const by = approver.person;
      return correct(context(on, approver), { type: 'DeclineCorrection', request, by, reason });
    },
    written: () => eventsOf(store),
  };
}

export async function eventsOf(store: EventStore): Promise<readonly Recorded[]> {
  const recorded: Recorded[] = [];
  for await (const event of store.readAll()) recorded.push(event);
  return recorded;
}

function accepted(handled: Awaited<ReturnType<typeof handle>>): Written {
  if (!handled.ok) throw new Error(`a story is refused: ${JSON.stringify(handled.refusal)}`);
  const [first, ...others] = handled.value.events.map(({ id }) => id);
  if (first === undefined) throw new Error('a story tells nothing new');
  return [first, ...others];
}
