import { refuse, type EventId, type Slice } from '@fuhua/kernel';
import { incubationCase } from './case.decider.ts';
import type { Case } from './case-state.decider.ts';
import type { CaseEvent } from './case.events.ts';
import type { ReceiveEvaluation } from './entry-review.decider.ts';

export interface EvaluationNotAsked {
  code: 'incubation.evaluation-not-asked';
  request: EventId;
}

/** The streams of cases, decided by the part that takes a panel's conclusion: all that the reaction to it may send. */
export const evaluationConclusions: Slice<Case, ReceiveEvaluation, CaseEvent, EvaluationNotAsked> =
  {
    ...incubationCase,
    decider: {
      ...incubationCase.decider,
      decide(command, state) {
        const decided = incubationCase.decider.decide(command, state);
        if (decided.ok) return decided;
        // Whatever stands in the way, this panel's conclusion is not what the case waits for.
        return refuse({ code: 'incubation.evaluation-not-asked', request: command.request });
      },
    },
  };
