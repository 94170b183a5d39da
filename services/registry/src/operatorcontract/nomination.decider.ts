import type { Day, EventId } from '@fuhua/kernel';
import { evaluate, ruleSetInForce } from '@fuhua/rules';
import { competence, validity, wrongStage } from './checks.decider.ts';
import { ownFacts } from './facts.decider.ts';
import {
  capabilityFileApproved,
  capabilityFileSubmitted,
  operatorEligibilityDecided,
  operatorNominated,
  type ApprovedFile,
  type Route,
  type Term,
} from './operatorcontract.events.ts';
import {
  record,
  type Act,
  type Check,
  type Decided,
  type Gathered,
  type Opening,
  type OperatorContract,
  type Subject,
} from './record.decider.ts';

/** Who may operate a base: the capability file, the nomination, and the decision on it (四(三)1-2, R-OPR-01). */

export type SubmitCapabilityFile = Opening & {
  type: 'SubmitCapabilityFile';
  files: string[];
};

export type ApproveCapabilityFile = Act & {
  type: 'ApproveCapabilityFile';
  remarks?: string | undefined;
};

export type NominateOperator = Opening &
  Gathered & {
    type: 'NominateOperator';
    route: Route;
    signingDay: Day;
    term: Term;
    recurring: boolean;
    award?: EventId | undefined;
    /** Every GradeAwarded of the organization. */
    awards: readonly EventId[];
    /** The contract it would renew: the one named, or the one that the organization has for this base. */
    previous?: Previous | undefined;
  };

/** `alerts`: how many are open; `file`: the one that was approved for it. */
export type Previous = Subject & {
  readonly alerts: number;
  readonly file?: ApprovedFile | undefined;
};

export function submitFile(command: SubmitCapabilityFile, state: OperatorContract): Decided {
  const { subject, base, files } = command;
  const event = capabilityFileSubmitted({ ...subject, division: base.location, files });
  return record([event], competence(command, 'operator'), unlessNew(state));
}

export function approveFile(command: ApproveCapabilityFile, state: OperatorContract): Decided {
  const incompetent = competence(command, 'operator');
  if (state.stage !== 'prepared') return record([], incompetent ?? wrongStage(state));
  const { subject, file } = state;
  const { today: on, remarks } = command;
  return record(
    [capabilityFileApproved({ ...subject, submitted: file.submitted, on, remarks })],
    incompetent,
    file.approved && { code: 'registry.capability-file-approved' },
  );
}

/** Decided for the day on which it is meant to be signed. Insufficient evidence: nothing is stored, not even the nomination. */
export function nominate(command: NominateOperator, state: OperatorContract): Decided {
  const { base, subject, today, term, signingDay, award, previous } = command;
  const division = base.location;
  const ruleSet = ruleSetInForce(command.ruleSets, division, today);
  const refusal =
    competence(command, 'operator') ??
    mayBeNominated(command, state) ??
    validity(term.start, term.end) ??
    unknownAward(command) ??
    mayRenew(command);
  if (refusal !== undefined) return record([], refusal);
  if (ruleSet === undefined) {
    return record([], { code: 'registry.no-rule-set', division, day: today });
  }
  const { route, recurring } = command;
  const since = today < signingDay ? today : signingDay;
  const file = state.stage === 'prepared' ? state.file.approved : previous?.file;
  const decision = evaluate({
    ruleSet,
    procedure: 'operator.nomination',
    facts: { ...command.facts, ...ownFacts({ route, file, since, sources: [] }) },
    on: signingDay,
    calendar: command.calendar,
    knownThrough: command.knownThrough,
  });
  const nominated = operatorNominated({
    ...{ ...subject, division, route, signingDay, term, recurring, award },
    ...{ capabilityFile: file, previous: previous?.contract },
    ruleSet: decision.ruleSet,
  });
  return record(
    [nominated, operatorEligibilityDecided({ ...subject, decision })],
    decision.outcome === 'insufficient-evidence'
      ? { code: 'registry.insufficient-evidence', decision }
      : undefined,
  );
}

/** A stream is opened once; a file that was submitted is for one base and one organization. */
function unlessNew(state: OperatorContract): Check {
  return state.stage === 'none' ? undefined : { code: 'registry.operator-contract-exists' };
}

function mayBeNominated({ base, subject }: NominateOperator, state: OperatorContract): Check {
  if (state.stage !== 'none' && state.stage !== 'prepared') {
    return { code: 'registry.operator-contract-exists' };
  }
  if (state.stage === 'prepared' && !isAbout(state.subject, subject)) {
    return { code: 'registry.operator-contract-exists' };
  }
  return base.active ? undefined : { code: 'registry.base-not-active' };
}

function unknownAward({ award, awards }: NominateOperator): Check {
  if (award === undefined || awards.includes(award)) return undefined;
  return { code: 'registry.award-unknown', award };
}

/** R-OPR-03: nothing is renewed while an alert is open. */
function mayRenew({ previous, subject }: NominateOperator): Check {
  if (previous === undefined) return undefined;
  const { contract, alerts } = previous;
  if (!isAbout(previous, subject)) return { code: 'registry.not-a-renewal', previous: contract };
  if (alerts === 0) return undefined;
  return { code: 'registry.renewal-blocked', previous: contract, alerts };
}

function isAbout(a: Subject, b: Subject): boolean {
  return a.base === b.base && a.operator === b.operator;
}
