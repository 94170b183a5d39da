import {
  ok,
  refuse,
  type Decider,
  type EventId,
  type OrganizationId,
  type Slice,
} from '@fuhua/kernel';
import type { Uscc } from '@fuhua/rules';
import { codeRefused, codeReleased, codeTaken, usccEvents, type UsccEvent } from './uscc.events.ts';

/** A guard (design §6): the first to ask has the code. Only reactions send these; `uscc` names the stream. */
export type UsccCommand =
  | {
      type: 'TakeCode';
      uscc: Uscc;
      organization: OrganizationId;
      /** The CodeSought that asks. */
      askedBy: EventId;
    }
  | {
      type: 'ReleaseCode';
      uscc: Uscc;
      organization: OrganizationId;
      /** The OrganizationRecordVoided that gives the code back. */
      becauseOf: EventId;
    };

export type UsccRefusal = {
  code: 'registry.code-not-held';
  uscc: Uscc;
  organization: OrganizationId;
};

/** `settled` holds every event that was answered: it is never answered twice. */
export type CodeGuard =
  | { stage: 'free'; settled: ReadonlySet<EventId> }
  | { stage: 'taken'; holder: OrganizationId; settled: ReadonlySet<EventId> };

export const usccDecider: Decider<CodeGuard, UsccCommand, UsccEvent, UsccRefusal> = {
  initial: { stage: 'free', settled: new Set() },
  decide(command, state) {
    const { uscc, organization } = command;
    switch (command.type) {
      case 'TakeCode': {
        const { askedBy } = command;
        if (state.settled.has(askedBy)) return ok([]);
        if (state.stage === 'taken' && state.holder !== organization) {
          return ok([codeRefused({ uscc, organization, askedBy, holder: state.holder })]);
        }
        return ok([codeTaken({ uscc, organization, askedBy })]);
      }
      case 'ReleaseCode': {
        const { becauseOf } = command;
        if (state.settled.has(becauseOf)) return ok([]);
        if (state.stage === 'free' || state.holder !== organization) {
          return refuse({ code: 'registry.code-not-held', uscc, organization });
        }
        return ok([codeReleased({ uscc, organization, becauseOf })]);
      }
    }
  },
  evolve(state, { type, data }) {
    switch (type) {
      case 'CodeTaken':
        return {
          stage: 'taken',
          holder: data.organization,
          settled: new Set(state.settled).add(data.askedBy),
        };
      case 'CodeRefused':
        return { ...state, settled: new Set(state.settled).add(data.askedBy) };
      case 'CodeReleased':
        return { stage: 'free', settled: new Set(state.settled).add(data.becauseOf) };
    }
  },
};

export const uscc: Slice<CodeGuard, UsccCommand, UsccEvent, UsccRefusal> = {
  category: 'uscc',
  events: usccEvents,
  decider: usccDecider,
};
