import { ok, refuse, type Day, type EventId, type Origin, type Result } from '@fuhua/kernel';
import { evaluate, ruleSetOf, type Facts, type RuleSetPin, type FunctionCode } from '@fuhua/rules';
import {
  baseFunctionSetApproved,
  baseFunctionSetDeclared,
  baseFunctionSetRefused,
  functionExtensionApproved,
  type FunctionEvent,
  type Source,
} from './base.events.ts';
import {
  inOrder,
  onItsDay,
  record,
  ruleSetOn,
  type Act,
  type BaseOnRecord,
  type FactOf,
  type SharedRefusal,
} from './record.decider.ts';

/** What a base is for (三(二)): its authority approves what was declared, by the set of the base's level (R-FUN-01). */

export type FunctionCommand = Act &
  (
    | {
        type: 'DeclareFunctions';
        fact: Omit<FactOf<typeof baseFunctionSetDeclared>, 'ruleSet'>;
      }
    | { type: 'DecideFunctions' }
    | { type: 'ApproveExtension'; fact: FactOf<typeof functionExtensionApproved> }
    | {
        type: 'RecordApprovedFunctions';
        /** What was approved before this system (definition 23). */
        fact: { functions: readonly FunctionCode[]; on: Day; source: Source };
      }
  );

export interface FunctionState {
  /** Awaits a decision. */
  readonly declared?:
    | {
        readonly event: EventId;
        readonly functions: readonly FunctionCode[];
        readonly on: Day;
        readonly ruleSet: RuleSetPin;
      }
    | undefined;
  readonly approved?: { readonly functions: readonly FunctionCode[]; readonly on: Day } | undefined;
  /** Outside the set of its level, by the event that approved them. */
  readonly extensions: ReadonlyMap<FunctionCode, { readonly event: EventId; readonly on: Day }>;
}

export const initialFunctions: FunctionState = { extensions: new Map() };

export type FunctionRefusal =
  | SharedRefusal
  | { code: 'registry.functions-not-declared' }
  | { code: 'registry.extension-already-approved'; functions: readonly FunctionCode[] }
  /** Only a recorded history skips the decision. */
  | { code: 'registry.decision-needed' };

type Decided = Result<readonly FunctionEvent[], FunctionRefusal>;
const decided = record<FunctionEvent, FunctionRefusal>;

export function decideFunctions(
  command: FunctionCommand,
  base: BaseOnRecord,
  state: FunctionState,
): Decided {
  const { today } = command;
  switch (command.type) {
    case 'DeclareFunctions':
      return declare(command, base);
    case 'DecideFunctions':
      return decide(command, base, state);
    case 'ApproveExtension': {
      const { functions, on } = command.fact;
      const known = functions.filter((code) => state.extensions.has(code));
      return decided(
        [functionExtensionApproved({ base: base.base, ...command.fact })],
        onItsDay(base, on, today),
        known.length === 0
          ? undefined
          : { code: 'registry.extension-already-approved', functions: known },
      );
    }
    case 'RecordApprovedFunctions': {
      const { functions, on, source } = command.fact;
      return decided(
        [baseFunctionSetApproved({ base: base.base, functions: [...functions], on, source })],
        source.migrated === true ? undefined : { code: 'registry.decision-needed' },
        onItsDay(base, on, today),
        inOrder(state.approved?.on, on),
      );
    }
  }
}

/** Another declaration takes the place of one that awaits a decision. */
function declare(
  command: Extract<FunctionCommand, { type: 'DeclareFunctions' }>,
  base: BaseOnRecord,
): Decided {
  const { today, fact } = command;
  const refusal = onItsDay(base, fact.on, today);
  if (refusal !== undefined) return refuse(refusal);
  const ruleSet = ruleSetOn(command, base, fact.on);
  if (ruleSet === undefined) {
    return refuse({ code: 'registry.no-rule-set', division: base.location, day: fact.on });
  }
  const { id, version } = ruleSet;
  return ok([baseFunctionSetDeclared({ base: base.base, ...fact, ruleSet: { id, version } })]);
}

function decide(
  { ruleSets, today: on, calendar, knownThrough }: Act,
  base: BaseOnRecord,
  state: FunctionState,
): Decided {
  const { declared } = state;
  if (declared === undefined) return refuse({ code: 'registry.functions-not-declared' });
  const decision = evaluate({
    ruleSet: ruleSetOf(declared.ruleSet, ruleSets),
    procedure: 'base.functions',
    facts: functionFactsOf(base, state),
    ...{ on, calendar, knownThrough },
  });
  const outcome = {
    base: base.base,
    functions: [...declared.functions],
    on,
    declared: declared.event,
    decision,
  };
  switch (decision.outcome) {
    case 'granted':
      return ok([baseFunctionSetApproved(outcome)]);
    case 'refused':
      return ok([baseFunctionSetRefused(outcome)]);
    case 'insufficient-evidence':
      return refuse({ code: 'registry.insufficient-evidence', decision });
  }
}

/** What R-FUN-01 asks. No extension is a known thing: the base's own history tells of every one. */
function functionFactsOf(base: BaseOnRecord, { declared, extensions }: FunctionState): Facts {
  const { opened, levelled, level, kind } = base;
  const approved = [...extensions.values()];
  const since = approved.map(({ on }) => on).sort();
  return {
    'base.kind': { value: kind, validFrom: opened.since, sources: [opened.event] },
    'base.level': { value: level, validFrom: levelled.since, sources: [levelled.event] },
    'base.approvedExtensions': {
      value: [...extensions.keys()].sort(),
      validFrom: since.at(-1) ?? opened.since,
      sources: [...new Set(approved.map(({ event }) => event))],
    },
    ...(declared && {
      'base.declaredFunctions': {
        value: declared.functions,
        validFrom: declared.on,
        sources: [declared.event],
      },
    }),
  };
}

export function evolveFunctions(
  state: FunctionState,
  { type, data }: FunctionEvent,
  { id: event }: Origin,
): FunctionState {
  switch (type) {
    case 'BaseFunctionSetDeclared': {
      const { functions, on, ruleSet } = data;
      return { ...state, declared: { event, functions, on, ruleSet } };
    }
    case 'BaseFunctionSetApproved': {
      const { functions, on } = data;
      // What is recorded from before this system answers no declaration.
      const declared = data.declared === undefined ? state.declared : undefined;
      return { ...state, declared, approved: { functions, on } };
    }
    case 'BaseFunctionSetRefused':
      return { ...state, declared: undefined };
    case 'FunctionExtensionApproved': {
      const extensions = new Map(state.extensions);
      for (const code of data.functions) extensions.set(code, { event, on: data.on });
      return { ...state, extensions };
    }
  }
}
