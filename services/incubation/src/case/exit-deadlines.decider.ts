import { startOfDay } from '@fuhua/kernel';
import { missedFrom } from '@fuhua/rules';
import type { RunningEvent } from './active-record.decider.ts';
import type { ActiveCase, ExitDecided, ExitFile } from './active-state.decider.ts';
import type { Ended } from './case-state.decider.ts';
import { caseClockMissed } from './common.events.ts';
import { earlyExitBecameFinal } from './exit.events.ts';
import { subjectIn, type CaseIdentity, type Open } from './record.decider.ts';

/** What becomes due in an exit file (R-EXT-03 … R-EXT-07), paused or not. */

type OpenClock = Open<RunningEvent>;

export function openInExit({ identity, cureOrder, exit }: ActiveCase): readonly OpenClock[] {
  const cure =
    cureOrder === undefined || exit !== undefined
      ? []
      : [overdue(identity, 'cure', cureOrder.cureBy)];
  return exit === undefined ? cure : openOf(identity, exit);
}

function openOf(identity: CaseIdentity, exit: ExitFile): readonly OpenClock[] {
  const { decided } = exit;
  if (decided === undefined) return [overdue(identity, 'exit-decision', exit.decideBy)];
  const { review, served, serveBy } = decided;
  if (review !== undefined) return [overdue(identity, 'review-decision', review.decideBy)];
  if (served === undefined) return [overdue(identity, 'exit-service', serveBy)];
  return [windowUnused(identity, exit, served)];
}

/** Definition 17: nobody decides anything by that. */
function windowUnused(
  identity: CaseIdentity,
  { notice }: ExitFile,
  { reviewAskBy, unused }: NonNullable<ExitDecided['served']>,
): OpenClock {
  const final = { ...subjectIn(identity), notice, how: 'window-unused', ...unused } as const;
  return {
    ...{ name: `review-request:${reviewAskBy.due}`, due: startOfDay(unused.finalOn) },
    events: [earlyExitBecameFinal(final)],
  };
}

/** After an early exit that is final. */
export function openAfterExit({ identity, handover, missed }: Ended): readonly OpenClock[] {
  if (handover === undefined || handover.completed) return [];
  return [overdue(identity, 'handover', handover.by)].filter(({ name }) => !missed.has(name));
}

function overdue(identity: CaseIdentity, clock: string, by: ExitFile['decideBy']): OpenClock {
  const { due } = by;
  return {
    ...{ name: `${clock}:${due}`, due: missedFrom(by) },
    events: [caseClockMissed({ ...subjectIn(identity), clock, due })],
  };
}
