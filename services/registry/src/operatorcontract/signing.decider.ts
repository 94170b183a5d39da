import {
  ok,
  refuse,
  type Day,
  type EventId,
  type OperatorContractId,
  type Result,
} from '@fuhua/kernel';
import { dueAfterWorkingDays, evaluate, ruleSetOf, type Decision } from '@fuhua/rules';
import { competence, inOrder, notInFuture, validity, wrongStage } from './checks.decider.ts';
import { ownFacts, termsFacts } from './facts.decider.ts';
import {
  contractPeriodCorrected,
  contractPeriodSought,
  contractSeatRefused,
  contractSigningRefused,
  contractSigningSought,
  operatorContractSigned,
  type Agreed,
  type ContractEvent,
  type Route,
  type Terms,
} from './operatorcontract.events.ts';
import {
  record,
  subjectIn,
  type Act,
  type Decided,
  type Gathered,
  type Nominated,
  type Opening,
  type OperatorContract,
  type OperatorContractRefusal,
} from './record.decider.ts';

/** How a contract is concluded: decided on the real signing day (R-OPR-01, R-OPR-02), then the base's seat is asked for. */

/** [D] 102号令第23条 wants a contract published and names no day; 政府采购法实施条例第50条 gives two working days. */
export const PUBLICATION_WORKING_DAYS = 2;

export type SignContract = Act & Gathered & { type: 'SignContract'; terms: Terms };

/** One signed before this system: as it was, with no decision on it (definition 23). */
export type RecordMigratedContract = Opening & {
  type: 'RecordMigratedContract';
  terms: Terms;
  recurring: boolean;
  route: Route;
  source: NonNullable<Agreed['source']> & { migrated: true };
};

/** Definition 25: the days of a migrated contract, on which clocks run and the base's seat hangs. */
export type CorrectPeriod = Act & {
  type: 'CorrectPeriod';
  start: Day;
  end: Day;
  reason: string;
  evidence: string[];
};

/** The guard's answer, carried back by a reaction. */
export type ConcludeSeat = { type: 'ConcludeSeat'; sought: EventId; by: EventId } & (
  { answer: 'granted' } | { answer: 'refused'; holder: OperatorContractId }
);

export function sign(command: SignContract, state: OperatorContract): Decided {
  const { terms, today, base, calendar } = command;
  const { signedOn, start, end } = terms;
  const incompetent = competence(command, 'operator');
  if (state.stage !== 'eligible') return record([], incompetent ?? wrongStage(state));
  const refusal =
    incompetent ??
    (base.active ? undefined : ({ code: 'registry.base-not-active' } as const)) ??
    notInFuture(signedOn, today) ??
    inOrder(state.nominated.lastOn, signedOn) ??
    validity(start, end);
  if (refusal !== undefined) return refuse(refusal);
  const { subject, nomination } = state.nominated;
  const decision = decideSigning(command, state.nominated);
  switch (decision.outcome) {
    case 'insufficient-evidence':
      return refuse({ code: 'registry.insufficient-evidence', decision });
    case 'refused':
      return ok([contractSigningRefused({ ...subject, ...terms, decision })]);
    case 'granted': {
      const { division, recurring, route, previous } = nomination;
      const publishBy = dueAfterWorkingDays(signedOn, PUBLICATION_WORKING_DAYS, calendar);
      const known = { ...subject, division, recurring, route, previous };
      const agreed = { ...known, ...terms, decision, publishBy };
      return ok([contractSigningSought({ ...subject, start, end, agreed })]);
    }
  }
}

function decideSigning(
  { terms, facts, calendar, knownThrough, ruleSets }: SignContract,
  { nomination, file, exception }: Nominated,
): Decision {
  const { route, on: since, nominated, pin } = nomination;
  return evaluate({
    ruleSet: ruleSetOf(pin, ruleSets),
    procedure: 'operator.signing',
    facts: {
      ...facts,
      ...ownFacts({ route, file, exception, since, sources: [nominated] }),
      ...termsFacts(terms, nomination),
    },
    on: terms.signedOn,
    calendar,
    knownThrough,
  });
}

export function recordMigrated(command: RecordMigratedContract, state: OperatorContract): Decided {
  const { subject, base, terms, today, recurring, route, source } = command;
  const { start, end, signedOn } = terms;
  const agreed = { ...subject, division: base.location, ...terms, recurring, route, source };
  return record(
    [contractSigningSought({ ...subject, start, end, agreed })],
    competence(command, 'operator'),
    state.stage === 'none' ? undefined : { code: 'registry.operator-contract-exists' },
    notInFuture(signedOn, today),
    validity(start, end),
  );
}

export function correctPeriod(command: CorrectPeriod, state: OperatorContract): Decided {
  const { start, end, reason, evidence } = command;
  const incompetent = competence(command, 'operator');
  const isExpired = state.stage === 'ended' && state.how === 'expired';
  if (state.stage !== 'in-force' && !isExpired) {
    return record([], incompetent ?? wrongStage(state));
  }
  return record(
    [contractPeriodSought({ ...state.contract.subject, start, end, reason, evidence })],
    incompetent,
    state.contract.agreed.source?.migrated === true ? undefined : { code: 'registry.not-migrated' },
    validity(start, end),
  );
}

export type SeatNotSought = Extract<OperatorContractRefusal, { code: 'registry.seat-not-sought' }>;

export function conclude(
  command: ConcludeSeat,
  state: OperatorContract,
): Result<readonly ContractEvent[], SeatNotSought> {
  const { sought, by } = command;
  if (!isSeeking(state) || state.sought !== sought) {
    return refuse({ code: 'registry.seat-not-sought', sought });
  }
  if (command.answer === 'refused') {
    const { holder } = command;
    const subject = state.stage === 'signing' ? subjectIn(state.agreed) : state.contract.subject;
    return ok([contractSeatRefused({ ...subject, sought, refusedBy: by, holder })]);
  }
  return ok([
    state.stage === 'signing'
      ? operatorContractSigned({ ...state.agreed, sought, grantedBy: by })
      : contractPeriodCorrected({
          ...state.contract.subject,
          ...state.term,
          sought,
          grantedBy: by,
        }),
  ]);
}

function isSeeking(
  state: OperatorContract,
): state is Extract<OperatorContract, { stage: 'signing' | 'correcting' }> {
  return state.stage === 'signing' || state.stage === 'correcting';
}
