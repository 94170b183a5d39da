import type { Day, EventId } from '@fuhua/kernel';
import type { Fact, Facts } from '@fuhua/rules';
import type { Exception, Nomination } from './record.decider.ts';
import type { ApprovedFile, Route, Terms } from './operatorcontract.events.ts';

/** The facts that the stream itself is the record of (R-OPR-01, R-OPR-02), by the names the rules give them. */

interface Own {
  readonly route: Route;
  readonly file: ApprovedFile | undefined;
  readonly exception?: Exception | undefined;
  /** Since when and by which event the route is known; by none while that is being decided. */
  readonly since: Day;
  readonly sources: readonly EventId[];
}

/** Whether a file was approved is always known: this is where it is recorded. */
export function ownFacts({ route, file, exception, since, sources }: Own): Facts {
  return {
    'contract.route': fact(route, since, sources),
    'operator.capabilityFile':
      file === undefined ? fact('missing', since, []) : fact('approved', file.on, [file.approved]),
    ...(exception && {
      'contract.exception': {
        ...fact({ waives: exception.waives, until: exception.validTo }, exception.validFrom, [
          exception.approved,
        ]),
        validTo: exception.validTo,
      },
    }),
  };
}

/** What is to be signed. The class of the contractor is unknown unless it is told. */
export function termsFacts(terms: Terms, { recurring, on, nominated }: Nomination): Facts {
  const { start, end, lines, institutionClass, signedOn } = terms;
  return {
    'contract.term': fact({ start, end }, signedOn, []),
    'contract.lines': fact(lines, signedOn, []),
    'contract.recurring': fact(recurring, on, [nominated]),
    ...(institutionClass !== undefined && {
      'operator.publicInstitutionClass': fact(institutionClass, signedOn, []),
    }),
  };
}

function fact(value: unknown, validFrom: Day, sources: readonly EventId[]): Fact {
  return { value, validFrom, sources: [...sources] };
}
