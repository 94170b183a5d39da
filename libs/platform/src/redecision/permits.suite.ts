import { randomUUID } from 'node:crypto';
import {
  catalogue,
  Day,
  event,
  EventId,
  ok,
  refuse,
  streamOf,
  type EventOf,
  type Instant,
  type Override,
  type PersonId,
  type Slice,
} from '@fuhua/kernel';
import { z } from 'zod';
import { handle, type CommandContext, type Handled, type HandlePorts } from '../handle/index.ts';
import type { StoredDecision, StoredFacts } from './decision.ts';

/** Two small slices for specs: what is known of holders, and permits that are decided on it. */

export const gradeAwarded = event('HolderGraded', 1, z.object({ grade: z.int(), validFrom: Day }), {
  correctable: ['grade'],
});
export const holderSeen = event('HolderSeen', 1, z.object({ where: z.string() }), {
  correctable: ['where'],
});
type HolderEvent = EventOf<typeof gradeAwarded> | EventOf<typeof holderSeen>;

export const holder: Slice<number, HolderEvent, HolderEvent, never> = {
  category: 'holder',
  events: catalogue(gradeAwarded, holderSeen),
  decider: { initial: 0, decide: (command) => ok([command]), evolve: (count) => count + 1 },
};

export const permitDecided = event(
  'PermitDecided',
  1,
  z.object({ holder: z.string(), decision: z.custom<StoredDecision>(() => true) }),
);
export const permitIssued = event('PermitIssued', 1, z.object({ because: EventId }));
export const permitTaken = event('PermitTaken', 1, z.object({ because: EventId }));
export const permitNoted = event('PermitNoted', 1, z.object({}));
type PermitEvent =
  | EventOf<typeof permitDecided>
  | EventOf<typeof permitIssued>
  | EventOf<typeof permitTaken>
  | EventOf<typeof permitNoted>;

export type PermitCommand =
  { type: 'Decide'; holder: string; decision: StoredDecision } | { type: 'Note' };
type Permit = 'none' | 'valid' | 'refused' | 'taken';
type PermitRefusal = { readonly code: 'permit.taken-for-good' };

export const permit: Slice<Permit, PermitCommand, PermitEvent, PermitRefusal> = {
  category: 'permit',
  events: catalogue(permitDecided, permitIssued, permitTaken, permitNoted),
  decider: {
    initial: 'none',
    decide(command) {
      switch (command.type) {
        case 'Decide': {
          const { holder: of, decision } = command;
          return ok([permitDecided({ holder: of, decision })]);
        }
        case 'Note':
          return ok([permitNoted({})]);
      }
    },
    evolve(state, { type, data }) {
      switch (type) {
        case 'PermitDecided':
          return data.decision.outcome === 'granted' ? 'valid' : 'refused';
        case 'PermitIssued':
          return 'valid';
        case 'PermitTaken':
          return 'taken';
        case 'PermitNoted':
          return state;
      }
    },
  },
};

/** A permit may be issued or taken against the rules, and one that was taken never comes back. */
export const overridePermit: Override<Permit, PermitEvent, PermitRefusal> = (
  state,
  { event: { type, origin }, outcome },
) => {
  if (type !== 'PermitDecided') return 'not-offered';
  if (state === 'taken') return refuse({ code: 'permit.taken-for-good' });
  switch (outcome) {
    case 'granted':
      return ok([permitIssued({ because: origin.id })]);
    case 'refused':
      return ok([permitTaken({ because: origin.id })]);
  }
};

/** The one rule: a grade of 3 or more. */
export function decide(facts: StoredFacts, on: Day, through: string): StoredDecision {
  const grade = facts['holder.grade']?.value as number | undefined;
  const outcome = grade === undefined ? 'unknown' : grade >= 3 ? 'pass' : 'fail';
  const outcomes = {
    pass: 'granted',
    fail: 'refused',
    unknown: 'insufficient-evidence',
  } as const;
  return {
    procedure: 'permit.issue',
    ruleSet: { id: 'TEST', version: 1 },
    outcome: outcomes[outcome],
    effectiveFrom: on,
    results: [
      {
        rule: 'R-TST-01',
        clause: '一',
        outcome,
        reason: { zh: `等级 ${String(grade)}`, en: `grade ${String(grade)}` },
      },
    ],
    facts,
    factsDigest: JSON.stringify(facts),
    knownThrough: { permits: through },
  };
}

export const someFacts = (grade: number, source = randomUUID()): StoredFacts => ({
  'holder.grade': { value: grade, validFrom: '2024-01-01' as Day, sources: [source as EventId] },
});

export const clerk = '11111111-1111-4111-8111-111111111111' as PersonId;

export function contextOf(now = '2024-03-01T02:00:00.000Z' as Instant): CommandContext {
  const actor = { person: clerk, role: 'officer' };
  return { commandId: randomUUID(), keyed: false, now, actor, correlationId: 'spec' };
}

/** As a route of the slice would. */
export async function act(
  ports: HandlePorts,
  id: string,
  command: PermitCommand,
): Promise<Handled> {
  const result = await handle(ports, permit, id, contextOf(), () => command);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}

/** Something becomes known of a holder. */
export async function learn(ports: HandlePorts, id: string, fact: HolderEvent): Promise<Handled> {
  const result = await handle(ports, holder, id, contextOf(), () => fact);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}

export const permitStream = (id: string): ReturnType<typeof streamOf> => streamOf('permit', id);
