import { ok } from '@fuhua/kernel';
import { handle } from '@fuhua/platform/handle';
import { incubation } from '../src/app.module.ts';
import { admissionSoughtReaction } from '../src/case/admission-sought.reaction.ts';
import { residency } from '../src/residency/residency.decider.ts';
import { residencyGranted } from '../src/residency/residency.events.ts';
import { placeSoughtReaction } from '../src/residency/residency-answered.reaction.ts';
import { space } from '../src/space/space.decider.ts';
import { spaceAllocated } from '../src/space/space.events.ts';
import type { Makes } from './races-world.suite.ts';

/** Faults that the checks of races must find: what the service would be without a guard, or without a step. */

const grantsAll: typeof residency = {
  ...residency,
  decider: {
    ...residency.decider,
    decide: (command, state) => {
      if (command.type !== 'TakeResidency') return residency.decider.decide(command, state);
      const { type: _type, ...asked } = command;
      return ok([residencyGranted(asked)]);
    },
  },
};

const allocatesAll: typeof space = {
  ...space,
  decider: {
    ...space.decider,
    decide: (command, state) => {
      if (command.type !== 'AllocateSpace') return space.decider.decide(command, state);
      const { type: _type, ...asked } = command;
      return ok([spaceAllocated(asked)]);
    },
  },
};

/** Residency goes to whoever asks. */
export const residencyForAll: Makes = (ports) => [
  ...without('admission-sought')(ports),
  admissionSoughtReaction((asked, context) =>
    handle(ports, grantsAll, asked.organization, context, () => ({
      ...{ type: 'TakeResidency' as const, ...asked },
    })),
  ),
];

/** Bases take in whoever asks. */
export const placesForAll: Makes = (ports) => [
  ...without('place-sought')(ports),
  placeSoughtReaction((asked, context) =>
    handle(ports, allocatesAll, asked.base, context, () => ({
      ...{ type: 'AllocateSpace' as const, ...asked },
    })),
  ),
];

export const without =
  (group: string): Makes =>
  (ports) =>
    incubation.reactions(ports).filter((reaction) => reaction.group !== group);
