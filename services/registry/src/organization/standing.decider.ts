import type { Day, Origin } from '@fuhua/kernel';
import {
  existed,
  inOrder,
  isNew,
  mayEnd,
  notInFuture,
  registered,
  validity,
} from './checks.decider.ts';
import {
  recordAcceptance,
  recordConclusion,
  recordExemption,
  recordFiling,
} from './filings.decider.ts';
import {
  type annualConclusionRecorded,
  type annualFilingRecorded,
  creditStatusChanged,
  type filingAcceptedAsTimely,
  type filingExempted,
  GROUNDS,
  listingLifted,
  listingRecorded,
  partyOrganizationRecorded,
  penaltyExecuted,
  penaltyRecorded,
  registerSynchronised,
  relatedPartyEnded,
  relatedPartyRecorded,
  type StandingEvent,
} from './organization.events.ts';
import {
  addEntry,
  endEntry,
  record,
  type Act,
  type Decided,
  type FactOf,
  type OnRecord,
  type OrganizationRefusal,
} from './record.decider.ts';

export type StandingCommand = Act &
  (
    | { type: 'RecordAnnualFiling'; fact: FactOf<typeof annualFilingRecorded> }
    | { type: 'RecordFilingAcceptance'; fact: FactOf<typeof filingAcceptedAsTimely> }
    | { type: 'RecordFilingExemption'; fact: FactOf<typeof filingExempted> }
    | { type: 'RecordAnnualConclusion'; fact: FactOf<typeof annualConclusionRecorded> }
    | { type: 'RecordListing'; fact: FactOf<typeof listingRecorded> }
    | { type: 'RecordListingLifted'; fact: FactOf<typeof listingLifted> }
    | { type: 'RecordPenalty'; fact: FactOf<typeof penaltyRecorded> }
    | { type: 'RecordPenaltyExecution'; fact: FactOf<typeof penaltyExecuted> }
    | { type: 'RecordPartyOrganization'; fact: FactOf<typeof partyOrganizationRecorded> }
    | { type: 'RecordCreditStatus'; fact: FactOf<typeof creditStatusChanged> }
    | { type: 'RecordSynchronisation'; fact: FactOf<typeof registerSynchronised> }
    | { type: 'RecordRelatedParty'; fact: FactOf<typeof relatedPartyRecorded> }
    | { type: 'RecordRelatedPartyEnd'; fact: FactOf<typeof relatedPartyEnded> }
  );

export function decideStanding(command: StandingCommand, state: OnRecord): Decided {
  const { today } = command;
  const { organization } = state;
  switch (command.type) {
    case 'RecordAnnualFiling':
      return recordFiling(command.fact, state, today);
    case 'RecordFilingAcceptance':
      return recordAcceptance(command.fact, state, today);
    case 'RecordFilingExemption':
      return recordExemption(command.fact, state, today);
    case 'RecordAnnualConclusion':
      return recordConclusion(command.fact, state, today);
    case 'RecordListing':
      return recordListing(command.fact, state, today);
    case 'RecordListingLifted': {
      const { recorded, on } = command.fact;
      return record(
        [listingLifted({ organization, ...command.fact })],
        mayEnd(state, 'ListingRecorded', recorded, on),
        notInFuture(on, today),
      );
    }
    case 'RecordPenalty':
      return recordPenalty(command.fact, state, today);
    case 'RecordPenaltyExecution': {
      const { recorded, on } = command.fact;
      return record(
        [penaltyExecuted({ organization, ...command.fact })],
        mayEnd(state, 'PenaltyRecorded', recorded, on),
        notInFuture(on, today),
      );
    }
    case 'RecordPartyOrganization': {
      const event = partyOrganizationRecorded({ organization, ...command.fact });
      return recordSince(event, state, today);
    }
    case 'RecordCreditStatus': {
      const event = creditStatusChanged({ organization, ...command.fact });
      return recordSince(event, state, today);
    }
    case 'RecordSynchronisation':
      return recordSynchronisation(command.fact, state, today);
    case 'RecordRelatedParty':
      return recordRelatedParty(command.fact, state);
    case 'RecordRelatedPartyEnd': {
      const { recorded, on } = command.fact;
      return record(
        [relatedPartyEnded({ organization, ...command.fact })],
        mayEnd(state, 'RelatedPartyRecorded', recorded, on),
        notInFuture(on, today),
      );
    }
  }
}

function recordListing(fact: FactOf<typeof listingRecorded>, state: OnRecord, today: Day): Decided {
  const { list, ground, on } = fact;
  const grounds: readonly string[] = GROUNDS[list];
  const event = listingRecorded({ organization: state.organization, ...fact });
  return record(
    [event],
    registered(state, on),
    notInFuture(on, today),
    grounds.includes(ground) ? undefined : { code: 'registry.ground-of-other-list', list, ground },
    isNew(state, event),
    isNotListed(state, fact),
  );
}

/** On that day it does not stand on the list for the same ground already. */
function isNotListed(
  { entries }: OnRecord,
  { list, ground, on }: FactOf<typeof listingRecorded>,
): OrganizationRefusal | undefined {
  for (const [recorded, { fact, endedOn }] of entries) {
    if (fact.type !== 'ListingRecorded') continue;
    const { data } = fact;
    if (data.list !== list || data.ground !== ground || on < data.on) continue;
    if (endedOn !== undefined && endedOn <= on) continue;
    return { code: 'registry.fact-already-recorded', fact: 'ListingRecorded', recorded };
  }
  return undefined;
}

function recordPenalty(fact: FactOf<typeof penaltyRecorded>, state: OnRecord, today: Day): Decided {
  const { kind, amountFen, decidedOn, effectiveOn, fullyExecutedOn } = fact;
  const event = penaltyRecorded({ organization: state.organization, ...fact });
  return record(
    [event],
    existed(state, decidedOn),
    notInFuture(decidedOn, today),
    notInFuture(fullyExecutedOn ?? decidedOn, today),
    inOrder(decidedOn, effectiveOn),
    inOrder(effectiveOn, fullyExecutedOn),
    kind === 'fine' && amountFen === undefined ? { code: 'registry.amount-missing' } : undefined,
    isNew(state, event),
  );
}

function recordSince(
  event: Extract<StandingEvent, { data: { since: Day } }>,
  state: OnRecord,
  today: Day,
): Decided {
  const { since } = event.data;
  return record([event], existed(state, since), notInFuture(since, today), isNew(state, event));
}

function recordSynchronisation(
  fact: FactOf<typeof registerSynchronised>,
  state: OnRecord,
  today: Day,
): Decided {
  const { registers, synchronisedOn } = fact;
  const known = registers.map((register) => state.synchronised.get(register));
  const first = known[0];
  const isKnown = known.every((newest) => newest?.on === synchronisedOn);
  return record(
    [registerSynchronised({ organization: state.organization, ...fact })],
    existed(state, synchronisedOn),
    notInFuture(synchronisedOn, today),
    first !== undefined && isKnown
      ? {
          code: 'registry.fact-already-recorded',
          fact: 'RegisterSynchronised',
          recorded: first.by,
        }
      : undefined,
  );
}

function recordRelatedParty(fact: FactOf<typeof relatedPartyRecorded>, state: OnRecord): Decided {
  const { organization } = state;
  const { relation, counterparty, amountFen, validFrom, validTo } = fact;
  const event = relatedPartyRecorded({ organization, ...fact });
  const isItself = counterparty.is === 'organization' && counterparty.organization === organization;
  return record(
    [event],
    isItself ? { code: 'registry.related-to-itself' } : undefined,
    existed(state, validFrom),
    validity(validFrom, validTo),
    relation === 'payment' && amountFen === undefined
      ? { code: 'registry.amount-missing' }
      : undefined,
    isNew(state, event),
  );
}

export function evolveStanding(state: OnRecord, event: StandingEvent, origin: Origin): OnRecord {
  switch (event.type) {
    case 'AnnualFilingRecorded': {
      const { fiscalYear, filing, filedOn } = event.data;
      return { ...state, filings: new Map(state.filings).set(fiscalYear, { filing, filedOn }) };
    }
    case 'AnnualConclusionRecorded': {
      const { fiscalYear, publishedOn } = event.data;
      return { ...state, conclusions: new Map(state.conclusions).set(fiscalYear, publishedOn) };
    }
    case 'ListingRecorded':
    case 'PenaltyRecorded':
    case 'RelatedPartyRecorded':
      return addEntry(state, event, origin);
    case 'ListingLifted':
    case 'PenaltyExecuted':
    case 'RelatedPartyEnded':
      return endEntry(state, event.data.recorded, event.data.on);
    case 'RegisterSynchronised': {
      const { registers, synchronisedOn: on } = event.data;
      const newer = registers.filter(
        (register) => (state.synchronised.get(register)?.on ?? '') <= on,
      );
      const known = newer.map((register) => [register, { on, by: origin.id }] as const);
      return { ...state, synchronised: new Map([...state.synchronised, ...known]) };
    }
    case 'FilingAcceptedAsTimely':
    case 'FilingExempted':
    case 'PartyOrganizationRecorded':
    case 'CreditStatusChanged':
      return state;
  }
}
