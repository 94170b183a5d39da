import {
  idOf,
  isSharedEvent,
  overlay,
  type Catalogue,
  type DomainEvent,
  type EventId,
  type Origin,
  type RedecisionEvent,
  type Result,
  type StreamName,
} from '@fuhua/kernel';
import type { Recorded } from '../event-store/index.ts';
import {
  handle,
  newIdOf,
  uuidOf,
  type CommandContext,
  type Handled,
  type HandleRefusal,
} from '../handle/index.ts';
import { reaction, type Reaction } from '../reactions/reaction.ts';
import type { ServicePorts } from '../service/ports.ts';
import { parsePosition } from '../views/position-token.ts';
import type { View } from '../views/view.ts';
import { changesBetween } from './changes.ts';
import { heldIn, heldOf, rerunNow, type Deciding, type HeldDecision } from './deciding.ts';
import type { DecisionRow } from './decision-index.ts';
import { redecisionsOf, type RedecisionCommand, type RedecisionRefusal } from './redecisions.ts';

type Cause = Extract<RedecisionEvent, { type: 'RedecisionRequired' }>['data']['cause'];
type Heard = DomainEvent & { readonly origin: Origin };
type Answer = Result<Handled, RedecisionRefusal | HandleRefusal> | 'ignored';

/** Neither can be: what is asked for stands in the stream, and nothing is closed here. */
const refusals = { 'redecision.unknown-decision': 'park', 'redecision.not-open': 'park' } as const;

/**
 * The two sides of R-EVT-03. A fact that comes late, or is corrected, goes over the decisions that rest on its stream; and
 * each decision goes over what its sources recorded while it was made. Both ask for the same task, so one of them is enough.
 *
 * One event may concern many decisions: each has a command of its own identity, so that hearing it again sends the same.
 */
export function redecisionReactions(
  ports: ServicePorts,
  deciding: Deciding,
): readonly Reaction<Heard, RedecisionRefusal>[] {
  const { slice, sources, decisions } = deciding;
  const after = decisions as View;
  const heldAll = (rows: readonly DecisionRow[]): Promise<readonly HeldDecision[]> =>
    Promise.all(rows.map((row) => heldOf(deciding, row, ports)));
  const ofSources = sources.map((source) =>
    reaction<Heard, RedecisionRefusal>({
      group: `redecide-${slice.category}-by-${source.category}`,
      on: source,
      types: [...Object.keys(source.events), 'EventCorrected'],
      after,
      react: async (event, context) => {
        const rows = await restingOn(ports, deciding, event.origin.stream);
        return goOver(ports, deciding, await heldAll(rows), [causeOf(event)], context);
      },
      refusals,
    }),
  );
  const ofItself = reaction<Heard, RedecisionRefusal>({
    group: `redecide-${slice.category}`,
    on: slice,
    types: [...typesWithDecision(slice.events), 'EventCorrected'],
    after,
    react: async (event, context) => {
      if (event.type === 'EventCorrected') {
        const rows = await inStream(ports, deciding, event.origin.stream);
        return goOver(ports, deciding, await heldAll(rows), [causeOf(event)], context);
      }
      const held = heldIn({ ...event, data: { ...event.data } });
      if (held === undefined) return 'ignored';
      return goOver(ports, deciding, [held], await lateFor(ports, deciding, event, held), context);
    },
    refusals,
  });
  return [...ofSources, ofItself];
}

/**
 * Sends a command for each decision that would be another; answers the first that was refused. Of several causes, the newest
 * first, it is the one among the facts as they are known now.
 */
async function goOver(
  ports: ServicePorts,
  deciding: Deciding,
  decisions: readonly HeldDecision[],
  causes: readonly Cause[],
  context: CommandContext,
): Promise<Answer> {
  const [newest] = causes;
  if (newest === undefined) return 'ignored';
  for (const held of decisions) {
    const now = await rerunNow(deciding, held, ports);
    const rules = changesBetween(held.decision, now, deciding.concluded);
    if (rules.length === 0) continue;
    const sources = new Set(Object.values(now.facts).flatMap((fact) => fact.sources));
    const cause = causes.find(({ event }) => sources.has(event)) ?? newest;
    const commandId = uuidOf('redecision', context.commandId, held.event);
    const { ruleSet, outcome: before } = held.decision;
    const required: RedecisionCommand = {
      type: 'RequireRedecision',
      redecision: newIdOf(commandId) as EventId,
      decision: held.event,
      ...{ cause, ruleSet, before, rules: [...rules] },
      after: now.outcome,
      factsDigest: now.factsDigest,
    };
    const own = { ...context, commandId };
    const answer = await send(ports, deciding, idOf(held.stream), own, required);
    if (!answer.ok) return answer;
  }
  return 'ignored';
}

/** Decides in the stream of the decision. */
export function send(
  ports: ServicePorts,
  { slice, about }: Pick<Deciding, 'slice' | 'about'>,
  id: string,
  context: CommandContext,
  command: RedecisionCommand,
): Promise<Result<Handled, RedecisionRefusal | HandleRefusal>> {
  return handle(ports, redecisionsOf(slice), id, context, () => command, {
    ...(about && { about: (told) => about(overlay(told)) }),
  });
}

/** The decisions that rest on a stream. */
export function restingOn(
  { dataSource }: Pick<ServicePorts, 'dataSource'>,
  { decisions }: Pick<Deciding, 'decisions'>,
  stream: string,
): Promise<readonly DecisionRow[]> {
  return dataSource
    .getRepository(decisions.entity)
    .createQueryBuilder('one')
    .where('one.rests_on @> :streams', { streams: [stream] })
    .orderBy({ 'one.stream': 'ASC', 'one.event': 'ASC' })
    .getMany();
}

function inStream(
  { dataSource }: Pick<ServicePorts, 'dataSource'>,
  { decisions }: Pick<Deciding, 'decisions'>,
  stream: StreamName,
): Promise<readonly DecisionRow[]> {
  return dataSource.getRepository(decisions.entity).findBy({ stream });
}

function causeOf({
  type,
  data,
  origin: { id, stream },
}: DomainEvent & { readonly origin: Pick<Origin, 'id' | 'stream'> }): Cause {
  if (type !== 'EventCorrected') return { stream, event: id };
  return { stream, event: (data as { readonly event: EventId }).event, correction: id };
}

/**
 * What the decision's sources recorded while it was made, the newest first: after the position through which they were
 * known. Where that was not said every event counts; only a decision that would be another gets a task.
 */
async function lateFor(
  { store, service }: ServicePorts,
  { restsOn }: Deciding,
  event: Heard,
  { decision }: HeldDecision,
): Promise<readonly Cause[]> {
  const token = decision.knownThrough[service];
  const through = token === undefined ? 0n : parsePosition(token).position;
  const late: Recorded[] = [];
  for (const stream of restsOn({ ...event, data: { ...event.data } })) {
    for await (const recorded of store.readStream(stream, { backwards: true })) {
      if (recorded.position <= through) break;
      if (isFact(recorded)) late.push(recorded);
    }
  }
  return late
    .sort((a, b) => (a.position < b.position ? 1 : -1))
    .map(({ id, type, data, stream }) =>
      causeOf({ type, data: JSON.parse(data) as object, origin: { id, stream } }),
    );
}

/** Or its correction; nothing of how one came about. */
function isFact({ type }: Recorded): boolean {
  return type === 'EventCorrected' || !isSharedEvent({ type });
}

function typesWithDecision(events: Catalogue): readonly string[] {
  return Object.values(events)
    .filter(({ schema }) => 'decision' in (schema.shape as object))
    .map(({ type }) => type);
}
