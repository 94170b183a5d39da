import {
  ok,
  refuse,
  type AuthorityId,
  type Day,
  type Decider,
  type DivisionCode,
  type EvaluationPurpose,
  type Result,
  type Slice,
} from '@fuhua/kernel';
import {
  rubricFaults,
  type Authority,
  type Incompetence,
  type Rubric,
  type RubricFault,
} from '@fuhua/rules';
import {
  rubricDrafted,
  rubricEvents,
  rubricReleased,
  rubricSuperseded,
  type RubricEvent,
  type RubricId,
} from './rubric.events.ts';

/** Versions of what an authority's panels rate by: drafted, released, superseded. A released version is never changed. */

interface Act {
  readonly rubric: RubricId;
  readonly acting: Authority;
  readonly today: Day;
}

export type RubricCommand = Act &
  (
    | { type: 'DraftRubric'; purpose: EvaluationPurpose; content: Rubric }
    | { type: 'ReleaseRubric'; effectiveFrom: Day }
  );

export type RubricRefusal =
  | Incompetence<'evaluation'>
  | { code: 'evaluation.rubric-unknown' }
  | { code: 'evaluation.rubric-not-drafted' }
  | { code: 'evaluation.rubric-invalid'; faults: readonly RubricFault[] }
  | { code: 'evaluation.days-out-of-order'; first: Day; then: Day };

export type Rubrics =
  | { readonly stage: 'none' }
  | {
      readonly stage: 'kept';
      readonly authority: AuthorityId;
      readonly division: DivisionCode;
      readonly purpose: EvaluationPurpose;
      /** Of the version after the newest. */
      readonly draft?: Rubric | undefined;
      readonly newest?: { readonly version: number; readonly effectiveFrom: Day } | undefined;
    };

type Decided = Result<readonly RubricEvent[], RubricRefusal>;

const rubricDecider: Decider<Rubrics, RubricCommand, RubricEvent, RubricRefusal> = {
  initial: { stage: 'none' },
  decide(command, state) {
    const incompetent = ownership(command, state);
    if (incompetent !== undefined) return refuse(incompetent);
    switch (command.type) {
      case 'DraftRubric': {
        const { rubric, acting, purpose, content } = command;
        const faults = rubricFaults(content);
        if (faults.length > 0) return refuse({ code: 'evaluation.rubric-invalid', faults });
        const whose = { authority: acting.id, division: acting.division, purpose };
        return ok([rubricDrafted({ rubric, version: nextOf(state), ...whose, content })]);
      }
      case 'ReleaseRubric':
        return release(command, state);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'RubricDrafted': {
        const { authority, division, purpose, content: draft } = event.data;
        const newest = state.stage === 'kept' ? state.newest : undefined;
        return { stage: 'kept', authority, division, purpose, draft, newest };
      }
      case 'RubricReleased': {
        const { version, effectiveFrom, authority, division, purpose } = event.data;
        const newest = { version, effectiveFrom };
        return { stage: 'kept', authority, division, purpose, newest };
      }
      case 'RubricSuperseded':
        return state;
    }
  },
};

export const rubric: Slice<Rubrics, RubricCommand, RubricEvent, RubricRefusal> = {
  category: 'rubric',
  events: rubricEvents,
  decider: rubricDecider,
};

/** Whom events concern: the place of the authority. */
export function aboutRubric(
  state: Rubrics,
  [first]: readonly RubricEvent[],
): { readonly division?: DivisionCode } {
  if (state.stage === 'kept') return { division: state.division };
  return first !== undefined && 'division' in first.data ? { division: first.data.division } : {};
}

/** Every authority has its own. */
function ownership({ acting }: Act, state: Rubrics): Incompetence<'evaluation'> | undefined {
  if (state.stage === 'none' || state.authority === acting.id) return undefined;
  return {
    ...{ code: 'evaluation.not-competent', rule: 'R-JUR-01', clause: '四(三)2-2' },
    reason: {
      zh: '评分标准由制定它的主管部门管理',
      en: 'a rubric is kept by the authority that made it',
    },
    competentAuthority: state.authority,
  };
}

/** From today or a later day, and after the version that it takes the place of. */
function release(
  { rubric: id, today, effectiveFrom }: Extract<RubricCommand, { type: 'ReleaseRubric' }>,
  state: Rubrics,
): Decided {
  if (state.stage === 'none') return refuse({ code: 'evaluation.rubric-unknown' });
  const { authority, division, purpose, draft: content, newest } = state;
  if (content === undefined) return refuse({ code: 'evaluation.rubric-not-drafted' });
  if (effectiveFrom < today) {
    return refuse({ code: 'evaluation.days-out-of-order', first: today, then: effectiveFrom });
  }
  if (newest !== undefined && effectiveFrom <= newest.effectiveFrom) {
    const { effectiveFrom: first } = newest;
    return refuse({ code: 'evaluation.days-out-of-order', first, then: effectiveFrom });
  }
  const version = nextOf(state);
  const whole = { rubric: id, version, authority, division, purpose, content, effectiveFrom };
  const ended = newest && { rubric: id, version: newest.version, by: version, on: effectiveFrom };
  return ok([rubricReleased(whole), ...(ended ? [rubricSuperseded(ended)] : [])]);
}

function nextOf(state: Rubrics): number {
  return state.stage === 'kept' ? (state.newest?.version ?? 0) + 1 : 1;
}
