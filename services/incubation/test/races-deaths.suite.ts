import { Unavailable } from '@fuhua/platform/event-store';
import type { Reaction } from '@fuhua/platform/reactions';

/** Where a process dies: at the nth event of that type that the group hears. */
export interface Death {
  readonly group: string;
  readonly type: string;
  readonly nth: number;
  /** Before the group's command, or after it is stored and before the group's cursor says so. */
  readonly when: 'before' | 'after';
}

export interface Mortal {
  readonly reactions: readonly Reaction[];
  /** Resolves when the hour has come. */
  readonly died: Promise<void>;
}

/** The same reactions, as a process has them that dies there: from then on nothing is sent, and no cursor passes what was in hand. */
export function mortal(reactions: readonly Reaction[], death: Death): Mortal {
  let heard = 0;
  let isDead = false;
  let tell: () => void = () => undefined;
  const died = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const die = (): void => {
    isDead = true;
    tell();
  };
  const live = (): void => {
    if (isDead) throw new Unavailable('the process is dead');
  };
  const mortals = reactions.map((reaction): Reaction => {
    const { group } = reaction;
    return {
      ...reaction,
      react: async (event, context) => {
        live();
        const isOfType = group === death.group && event.type === death.type;
        if (isOfType) heard += 1;
        const isHour = isOfType && heard === death.nth;
        if (isHour && death.when === 'before') die();
        live();
        const answer = await reaction.react(event, context);
        if (isHour) die();
        live();
        return answer;
      },
    };
  });
  return { reactions: mortals, died };
}

/** Every step between asking and conclusion: who hears what. */
const steps = [
  ['admission-sought', 'EntryApprovalSought'],
  ['place-sought', 'ResidencyGranted'],
  ['residency-answered', 'ResidencyRefused'],
  ['space-allocated', 'SpaceAllocated'],
  ['place-refused', 'PlaceRefused'],
  ['residency-answered', 'ResidencyReleased'],
] as const;

/** Before and after each step, at its first event up to its nth. */
export const deaths = (nthMax: 1 | 2): readonly Death[] =>
  steps.flatMap(([group, type]) =>
    Array.from({ length: nthMax }, (_, index) => index + 1).flatMap((nth) =>
      (['before', 'after'] as const).map((when) => ({ group, type, nth, when })),
    ),
  );
