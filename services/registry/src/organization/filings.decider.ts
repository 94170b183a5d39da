import type { Day } from '@fuhua/kernel';
import type { FilingType } from '@fuhua/rules';
import { inOrder, isNew, notEnded, notInFuture, registered } from './checks.decider.ts';
import {
  annualConclusionRecorded,
  annualFilingRecorded,
  filingAcceptedAsTimely,
  filingExempted,
} from './organization.events.ts';
import {
  record,
  type Decided,
  type FactOf,
  type OnRecord,
  type OrganizationRefusal,
} from './record.decider.ts';

/** Annual inspections and reports, by fiscal year. */

/** Definition 6: charities file reports, others inspections; which it is, the day of filing tells. */
export function recordFiling(
  fact: FactOf<typeof annualFilingRecorded>,
  state: OnRecord,
  today: Day,
): Decided {
  const { fiscalYear, filing, filedOn, acceptedAsTimelyOn } = fact;
  const event = annualFilingRecorded({ organization: state.organization, ...fact });
  return record(
    [event],
    registered(state, yearEnd(fiscalYear)),
    yearOver(fiscalYear, filedOn),
    notInFuture(filedOn, today),
    notInFuture(acceptedAsTimelyOn ?? filedOn, today),
    notEnded(state, filedOn),
    rightFiling(filing, filingOn(state, filedOn)),
    inOrder(filedOn, acceptedAsTimelyOn),
    inOrder(filedOn, state.conclusions.get(fiscalYear)),
    isNew(state, event),
  );
}

export function recordAcceptance(
  fact: FactOf<typeof filingAcceptedAsTimely>,
  state: OnRecord,
  today: Day,
): Decided {
  const { fiscalYear, on } = fact;
  const filed = state.filings.get(fiscalYear);
  const event = filingAcceptedAsTimely({ organization: state.organization, ...fact });
  return record(
    [event],
    registered(state, yearEnd(fiscalYear)),
    filed === undefined ? { code: 'registry.filing-not-on-record', fiscalYear } : undefined,
    notInFuture(on, today),
    inOrder(filed?.filedOn, on),
    isNew(state, event),
  );
}

/** Charities report for their first year too: nobody exempts them. */
export function recordExemption(
  fact: FactOf<typeof filingExempted>,
  state: OnRecord,
  today: Day,
): Decided {
  const { fiscalYear, on } = fact;
  const event = filingExempted({ organization: state.organization, ...fact });
  return record(
    [event],
    registered(state, yearEnd(fiscalYear)),
    notInFuture(on, today),
    rightFiling('annual-inspection', filingOn(state, on)),
    isNew(state, event),
  );
}

/**
 * A conclusion needs no filing on record: registers arrive in any order, and who did not file may be failed. Where the
 * filing is on record it says what was filed; else the status on the day of publication does. A report gets none.
 */
export function recordConclusion(
  fact: FactOf<typeof annualConclusionRecorded>,
  state: OnRecord,
  today: Day,
): Decided {
  const { fiscalYear, publishedOn } = fact;
  const filed = state.filings.get(fiscalYear);
  const event = annualConclusionRecorded({ organization: state.organization, ...fact });
  return record(
    [event],
    registered(state, yearEnd(fiscalYear)),
    yearOver(fiscalYear, publishedOn),
    notInFuture(publishedOn, today),
    rightFiling('annual-inspection', filed?.filing ?? filingOn(state, publishedOn)),
    inOrder(filed?.filedOn, publishedOn),
    isNew(state, event),
  );
}

/** Nothing is filed or concluded on a year before its end. */
function yearOver(fiscalYear: number, day: Day): OrganizationRefusal | undefined {
  if (yearEnd(fiscalYear) < day) return undefined;
  return { code: 'registry.fiscal-year-not-over', fiscalYear, day };
}

function yearEnd(fiscalYear: number): Day {
  return `${fiscalYear}-12-31` as Day;
}

function rightFiling(filing: FilingType, needed: FilingType): OrganizationRefusal | undefined {
  return filing === needed ? undefined : { code: 'registry.wrong-filing', filing, needed };
}

/** What an organization files by its status on that day. */
function filingOn({ charity }: OnRecord, day: Day): FilingType {
  const since = [...charity.keys()].filter((from) => from <= day).sort();
  const isCharity = charity.get(since.at(-1) ?? day) ?? false;
  return isCharity ? 'annual-report' : 'annual-inspection';
}
