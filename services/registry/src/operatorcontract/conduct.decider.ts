import { addDays, type Day, type EventId } from '@fuhua/kernel';
import { termEnd } from '@fuhua/rules';
import { competence, inOrder, notInFuture, wrongStage } from './checks.decider.ts';
import {
  contractPublished,
  operatorBarLifted,
  operatorBarred,
  operatorContractEnded,
  operatorWarned,
} from './operatorcontract.events.ts';
import {
  isConcluded,
  record,
  type Act,
  type Bar,
  type Check,
  type Decided,
  type OperatorContract,
} from './record.decider.ts';

/** What the competent authority does about a contract once it is concluded (四(三)1-4, R-OPR-02). */

/** R-ASM-04 [D] */
const BAR_MONTHS = 36;

export type ConductCommand = Act &
  (
    | { type: 'PublishContract'; on: Day; url?: string | undefined; document?: string | undefined }
    /** `on`: the last day in force. */
    | { type: 'TerminateContract'; on: Day; reason: string }
    | { type: 'WarnOperator'; on: Day; reason: string }
    /** For 36 months unless `validTo` says otherwise. */
    | { type: 'BarOperator'; validFrom: Day; validTo?: Day | undefined; reason: string }
    | { type: 'LiftBar'; bar: EventId; on: Day; reason: string }
  );

export function decideConduct(command: ConductCommand, state: OperatorContract): Decided {
  const incompetent = competence(command, 'operator');
  if (!isConcluded(state) || state.stage === 'correcting') {
    return record([], incompetent ?? wrongStage(state));
  }
  const { subject, agreed, published, bars } = state.contract;
  const { today } = command;
  switch (command.type) {
    case 'PublishContract': {
      const { on, url, document } = command;
      return record(
        [contractPublished({ ...subject, on, url, document })],
        incompetent,
        published ? { code: 'registry.contract-already-published' } : undefined,
        (url ?? document) ? undefined : { code: 'registry.publication-place-missing' },
        notInFuture(on, today),
        inOrder(agreed.signedOn, on),
      );
    }
    case 'TerminateContract': {
      const { on, reason } = command;
      return record(
        [operatorContractEnded({ ...subject, how: 'terminated', on, reason })],
        incompetent,
        state.stage === 'ended' ? wrongStage(state) : undefined,
        notInFuture(on, today),
        inOrder(agreed.signedOn, on),
        inOrder(on, agreed.end),
      );
    }
    case 'WarnOperator': {
      const { on, reason } = command;
      const event = operatorWarned({ ...subject, on, reason });
      return record([event], incompetent, notInFuture(on, today), inOrder(agreed.signedOn, on));
    }
    case 'BarOperator': {
      const { validFrom, reason, validTo = termEnd(validFrom, BAR_MONTHS) } = command;
      return record(
        [operatorBarred({ ...subject, validFrom, validTo, reason })],
        incompetent,
        inOrder(agreed.signedOn, validFrom),
        inOrder(validFrom, validTo),
      );
    }
    case 'LiftBar': {
      const { bar, on, reason } = command;
      return record(
        [operatorBarLifted({ ...subject, bar, on, reason })],
        incompetent,
        mayLift(bars, bar, on),
        notInFuture(on, today),
      );
    }
  }
}

function mayLift(bars: ReadonlyMap<EventId, Bar>, bar: EventId, on: Day): Check {
  const standing = bars.get(bar);
  if (standing === undefined) return { code: 'registry.bar-unknown', bar };
  const endedOn = endOf(standing);
  if (endedOn <= on || standing.liftedOn !== undefined) {
    return { code: 'registry.bar-ended', bar, on: endedOn };
  }
  return inOrder(standing.validFrom, on);
}

/** The first day on which it bars nobody. */
function endOf({ validTo, liftedOn }: Bar): Day {
  return liftedOn ?? addDays(validTo, 1);
}
