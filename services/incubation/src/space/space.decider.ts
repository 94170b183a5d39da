import {
  ok,
  type BaseId,
  type CaseId,
  type Decider,
  type EventId,
  type OrganizationId,
  type Slice,
} from '@fuhua/kernel';
import {
  placeRefused,
  spaceAllocated,
  spaceEvents,
  spaceReleased,
  type SpaceEvent,
} from './space.events.ts';

/** A guard (design §6): a base's places go to whoever asks first. Only reactions send these. */
export type SpaceCommand =
  | {
      type: 'AllocateSpace';
      base: BaseId;
      case: CaseId;
      organization: OrganizationId;
      /** The EntryApprovalSought that asks. */
      askedBy: EventId;
      capacity: number;
    }
  | {
      type: 'ReleaseSpace';
      base: BaseId;
      case: CaseId;
      /** The end of the case, or the HandoverCompleted. */
      becauseOf: EventId;
    };

/** `settled` holds every event that was answered: it is never answered twice. */
export interface SpaceGuard {
  readonly held: ReadonlySet<CaseId>;
  readonly settled: ReadonlySet<EventId>;
}

export const spaceDecider: Decider<SpaceGuard, SpaceCommand, SpaceEvent, never> = {
  initial: { held: new Set(), settled: new Set() },
  decide(command, { held, settled }) {
    switch (command.type) {
      case 'AllocateSpace': {
        const { type: _type, ...asked } = command;
        if (settled.has(asked.askedBy)) return ok([]);
        const others = [...held].filter((id) => id !== asked.case).length;
        return ok([
          others < asked.capacity
            ? spaceAllocated(asked)
            : placeRefused({ ...asked, held: others }),
        ]);
      }
      case 'ReleaseSpace': {
        const { type: _type, ...released } = command;
        const isHeld = held.has(released.case) && !settled.has(released.becauseOf);
        return ok(isHeld ? [spaceReleased(released)] : []);
      }
    }
  },
  evolve({ held, settled }, { type, data }) {
    switch (type) {
      case 'SpaceAllocated':
        return {
          held: new Set(held).add(data.case),
          settled: new Set(settled).add(data.askedBy),
        };
      case 'PlaceRefused':
        return { held, settled: new Set(settled).add(data.askedBy) };
      case 'SpaceReleased':
        return {
          held: new Set([...held].filter((id) => id !== data.case)),
          settled: new Set(settled).add(data.becauseOf),
        };
    }
  },
};

export const space: Slice<SpaceGuard, SpaceCommand, SpaceEvent, never> = {
  category: 'space',
  events: spaceEvents,
  decider: spaceDecider,
};
