import {
  ok,
  refuse,
  type BaseId,
  type CaseId,
  type Decider,
  type EventId,
  type OrganizationId,
  type Slice,
} from '@fuhua/kernel';
import type { CaseMode } from '@fuhua/rules';
import {
  residencyEvents,
  residencyGranted,
  residencyRefused,
  residencyReleased,
  type ResidencyEvent,
} from './residency.events.ts';

/** A guard (design §6): of the cases of a mode that an organization asks for the first has it. Only reactions send these. */
export type ResidencyCommand =
  | {
      type: 'TakeResidency';
      organization: OrganizationId;
      base: BaseId;
      case: CaseId;
      mode: CaseMode;
      /** The EntryApprovalSought that asks. */
      askedBy: EventId;
      /** What a case in shell asks of its base next. */
      place?: { readonly capacity: number } | undefined;
    }
  | {
      type: 'ReleaseResidency';
      organization: OrganizationId;
      case: CaseId;
      /** The end of the case, or the PlaceRefused. */
      becauseOf: EventId;
      /** The EntryApprovalSought that a refused place answers. */
      answers?: EventId | undefined;
    };

export type ResidencyRefusal = {
  code: 'incubation.residency-not-held';
  organization: OrganizationId;
  case: CaseId;
};

interface Held {
  readonly case: CaseId;
  readonly base: BaseId;
}

/** `settled` holds every event that was answered: it is never answered twice. */
export interface ResidencyGuard {
  readonly held: ReadonlyMap<CaseMode, Held>;
  readonly settled: ReadonlySet<EventId>;
}

export const residencyDecider: Decider<
  ResidencyGuard,
  ResidencyCommand,
  ResidencyEvent,
  ResidencyRefusal
> = {
  initial: { held: new Map(), settled: new Set() },
  decide(command, { held, settled }) {
    switch (command.type) {
      case 'TakeResidency': {
        const { type: _type, place, ...asked } = command;
        if (settled.has(asked.askedBy)) return ok([]);
        const holder = held.get(asked.mode);
        if (holder !== undefined && holder.case !== asked.case) {
          const { case: id, base: holderBase } = holder;
          return ok([residencyRefused({ ...asked, holder: id, holderBase })]);
        }
        return ok([residencyGranted({ ...asked, place })]);
      }
      case 'ReleaseResidency': {
        const { type: _type, ...released } = command;
        const { organization, case: id, becauseOf, answers } = released;
        if (settled.has(becauseOf)) return ok([]);
        if ([...held.values()].some((one) => one.case === id)) {
          return ok([residencyReleased(released)]);
        }
        // A case that ends before its approval holds nothing; a refused place always answers a holder.
        if (answers === undefined) return ok([]);
        return refuse({ code: 'incubation.residency-not-held', organization, case: id });
      }
    }
  },
  evolve({ held, settled }, { type, data }) {
    switch (type) {
      case 'ResidencyGranted': {
        const { mode, case: id, base, askedBy } = data;
        return {
          held: new Map(held).set(mode, { case: id, base }),
          settled: new Set(settled).add(askedBy),
        };
      }
      case 'ResidencyRefused':
        return { held, settled: new Set(settled).add(data.askedBy) };
      case 'ResidencyReleased':
        return {
          held: new Map([...held].filter(([, one]) => one.case !== data.case)),
          settled: new Set(settled).add(data.becauseOf),
        };
    }
  },
};

export const residency: Slice<ResidencyGuard, ResidencyCommand, ResidencyEvent, ResidencyRefusal> =
  { category: 'residency', events: residencyEvents, decider: residencyDecider };
