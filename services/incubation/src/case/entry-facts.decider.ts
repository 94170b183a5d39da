import type { Day, EventId } from '@fuhua/kernel';
import type { Fact, Facts } from '@fuhua/rules';
import type { Conclusion } from './case-state.decider.ts';
import type { CaseIdentity } from './record.decider.ts';

/** The facts that a case itself is the record of, by the names the rules give them (5.1, 5.2). */

interface Known {
  readonly identity: Pick<CaseIdentity, 'applicant' | 'applicantKind' | 'mode'>;
  readonly outsideTargetReason?: string | undefined;
  readonly appliedOn: Day;
  /** By which event it is known; by none while that is being decided. */
  readonly sources: readonly EventId[];
}

export function caseFacts({ identity, outsideTargetReason, appliedOn, sources }: Known): Facts {
  const fact = (value: unknown): Fact => ({
    ...{ value, validFrom: appliedOn, sources: [...sources] },
  });
  return {
    'applicant.organization': fact(identity.applicant),
    'applicant.kind': fact(identity.applicantKind),
    'case.mode': fact(identity.mode),
    'case.outsideTargetReason': fact(outsideTargetReason ?? 'none'),
  };
}

/** R-REV-03 */
export function panelFact(conclusion: Conclusion): Facts {
  const { received, raters, outsideRaters, mean, dimensions, concludedOn } = conclusion;
  return {
    'panel.conclusion': {
      value: { raters, outsideRaters, mean, dimensions },
      validFrom: concludedOn,
      sources: [received],
    },
  };
}
