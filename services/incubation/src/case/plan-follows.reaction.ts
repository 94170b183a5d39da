import { dayOf, type CaseId, type Day, type EventId, type Result } from '@fuhua/kernel';
import type { CommandContext, Handled, HandleRefusal } from '@fuhua/platform/handle';
import { reaction, type Reaction } from '@fuhua/platform/reactions';
import { caseEvents, type CaseEvent } from './case.events.ts';

/** What a plan hears of its case. */
export interface HeardOfCase {
  readonly type: 'SuspendSupport' | 'ResumeSupport' | 'ClosePlan';
  readonly becauseOf: EventId;
  readonly on: Day;
}

/** Sends one command to the plan of the case, which does nothing where none is approved. */
export type PlanHears = (
  id: CaseId,
  heard: HeardOfCase,
  context: CommandContext,
) => Promise<Result<Handled, HandleRefusal>>;

type Followed = Extract<CaseEvent, { readonly type: keyof typeof means }>;

const means = {
  ...{ SupportSuspended: 'SuspendSupport', SupportResumed: 'ResumeSupport' },
  ...{ EntryLapsed: 'ClosePlan', EntryApprovalWithdrawn: 'ClosePlan', Graduated: 'ClosePlan' },
  ...{ EndedWithoutGraduation: 'ClosePlan', VoluntaryExitRecorded: 'ClosePlan' },
  EarlyExitBecameFinal: 'ClosePlan',
} as const satisfies Partial<Record<CaseEvent['type'], HeardOfCase['type']>>;

/** The plan stops and goes on with its case, and ends with it. */
export const planFollowsReaction = (hears: PlanHears): Reaction =>
  reaction<Followed, never>({
    group: 'plan-follows',
    on: { category: 'case', events: caseEvents },
    types: Object.keys(means) as (keyof typeof means)[],
    react: ({ type, data, origin }, context) => {
      const on = dayOf(origin.occurredAt);
      return hears(data.case, { type: means[type], becauseOf: origin.id, on }, context);
    },
    refusals: {},
  });
