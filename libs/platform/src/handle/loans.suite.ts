import { randomUUID } from 'node:crypto';
import {
  catalogue,
  event,
  ok,
  parseInstant,
  personal,
  PersonId,
  refuse,
  streamOf,
  type Decider,
  type EventOf,
  type Slice,
  type StreamName,
} from '@fuhua/kernel';
import { z } from 'zod';
import {
  OutcomeUnknown,
  Unavailable,
  type EventStore,
  type NewEvent,
  type Recorded,
} from '../event-store/index.ts';
import { memoryKeys } from '../privacy/key-store.ts';
import { randomMasterKey } from '../privacy/master-key.ts';
import { openPrivacy } from '../privacy/open.ts';
import type { Privacy } from '../privacy/privacy.ts';
import type { CommandContext } from './context.ts';

/** A small slice for specs of `handle`: copies are lent, the loan is extended and reviewed. */

export const loanGranted = event(
  'LoanGranted',
  1,
  z.object({
    borrower: PersonId,
    name: personal(z.string().min(1), 'borrower'),
    copies: z.int().positive(),
    note: z.string().optional(),
  }),
  { correctable: ['name', 'copies', 'note'] },
);
export const loanExtended = event('LoanExtended', 1, z.object({ days: z.int() }));
export const loanReviewed = event(
  'LoanReviewed',
  1,
  z.object({
    decision: z.object({
      outcome: z.enum(['granted', 'refused']),
      reason: z.string().trim(),
      knownThrough: z.record(z.string(), z.string()).optional(),
    }),
  }),
);
export const loanEvents = catalogue(loanGranted, loanExtended, loanReviewed);
export type LoanEvent =
  EventOf<typeof loanGranted> | EventOf<typeof loanExtended> | EventOf<typeof loanReviewed>;

export type LoanCommand =
  | { type: 'Grant'; borrower: PersonId; name: string; copies: number }
  | { type: 'Extend'; days: number }
  | { type: 'Review'; reason: string }
  | { type: 'Invent'; events: readonly LoanEvent[] };
export type LoanRefusal = { code: 'loan.already-granted' } | { code: 'loan.none' };
export type Loan =
  { stage: 'none' } | { stage: 'granted'; copies: number; days: number; reviewed: number };

const decider: Decider<Loan, LoanCommand, LoanEvent, LoanRefusal> = {
  initial: { stage: 'none' },
  decide(command, state) {
    if (command.type === 'Invent') return ok(command.events);
    if (command.type === 'Grant') {
      const { borrower, name, copies } = command;
      if (state.stage === 'granted') return refuse({ code: 'loan.already-granted' });
      return ok([loanGranted({ borrower, name, copies })]);
    }
    if (state.stage === 'none') return refuse({ code: 'loan.none' });
    switch (command.type) {
      case 'Extend':
        return ok(command.days === 0 ? [] : [loanExtended({ days: command.days })]);
      case 'Review': {
        const { reason } = command;
        const extended = loanExtended({ days: state.copies });
        return ok([extended, loanReviewed({ decision: { outcome: 'granted', reason } })]);
      }
    }
  },
  evolve(state, event) {
    if (event.type === 'LoanGranted') {
      return { stage: 'granted', copies: event.data.copies, days: 0, reviewed: 0 };
    }
    if (state.stage === 'none') return state;
    switch (event.type) {
      case 'LoanExtended':
        return { ...state, days: state.days + event.data.days };
      case 'LoanReviewed':
        return { ...state, reviewed: state.reviewed + 1 };
    }
  },
};

export const loans: Slice<Loan, LoanCommand, LoanEvent, LoanRefusal> = {
  category: 'loan',
  events: loanEvents,
  decider,
};
export const loan = (id: string): StreamName => streamOf('loan', id);

export const now = parseInstant('2024-03-04T09:00:00+08:00');

/** A request of its own; without an Idempotency-Key unless told otherwise. */
export function request(more: Partial<CommandContext> = {}): CommandContext {
  return {
    commandId: randomUUID(),
    keyed: false,
    now,
    actor: { person: randomUUID() as PersonId, role: 'officer' },
    correlationId: 'c',
    ...more,
  };
}

export function somePrivacy(): Promise<Privacy> {
  return openPrivacy({ keys: memoryKeys(), masterKey: randomMasterKey() });
}

export async function inStream(store: EventStore, stream: StreamName): Promise<Recorded[]> {
  const recorded: Recorded[] = [];
  for await (const event of store.readStream(stream)) recorded.push(event);
  return recorded;
}

/** What befalls an append on its way: nothing, or something before or instead of it. */
export type Step =
  | 'passes'
  /** Written, and the answer is lost. */
  | 'answer lost'
  /** Not written, and the answer is lost. */
  | 'request lost'
  | 'engine away'
  | ((append: () => Promise<unknown>) => Promise<void>);

export interface Scripted extends EventStore {
  readonly reads: StreamName[];
  readonly appends: { readonly expected: number | 'none'; readonly events: readonly NewEvent[] }[];
}

/** A store in front of another. Its appends go as the script says, those beyond its end pass. */
export function scripted(inner: EventStore, ...script: readonly Step[]): Scripted {
  const store: Scripted = {
    ...inner,
    reads: [],
    appends: [],
    readStream(stream, options) {
      store.reads.push(stream);
      return inner.readStream(stream, options);
    },
    async append(stream, expected, events) {
      const step = script[store.appends.length] ?? 'passes';
      store.appends.push({ expected, events });
      const append = () => inner.append(stream, expected, events);
      if (step === 'request lost') throw new OutcomeUnknown('the request was lost');
      if (step === 'engine away') throw new Unavailable('the engine is away');
      if (typeof step === 'function') await step(append);
      const appended = await append();
      if (step === 'answer lost') throw new OutcomeUnknown('the answer was lost');
      return appended;
    },
  };
  return store;
}
