import { Day, event, type EventOf } from '@fuhua/kernel';
import { z } from 'zod';
import {
  Conclusion,
  Counterparty,
  CreditStatus,
  ending,
  fact,
  Fen,
  Filing,
  FiscalYear,
  Ground,
  List,
  Name,
  PartyCoverage,
  PartyMembers,
  PenaltyKind,
  Reason,
  Register,
  Relation,
} from './values.events.ts';

/** What registers say about an organization's conduct, each fact dated and with its source. */

/** 年检年报已报送 to the registrar. `acceptedAsTimelyOn`: the day of its receipt that takes a late one as timely. */
export const annualFilingRecorded = event(
  'AnnualFilingRecorded',
  1,
  z.object({
    ...fact,
    fiscalYear: FiscalYear,
    filing: Filing,
    filedOn: Day,
    acceptedAsTimelyOn: Day.optional(),
  }),
  { correctable: ['filedOn', 'acceptedAsTimelyOn', 'source'] },
);

/** 逾期报送已按时受理: the registrar's receipt of `on` takes a late filing as timely (definitions 6 and 17). */
export const filingAcceptedAsTimely = event(
  'FilingAcceptedAsTimely',
  1,
  z.object({ ...fact, fiscalYear: FiscalYear, on: Day }),
  { correctable: ['on', 'source'] },
);

/** 年检已免检, by the registrar's own rule. */
export const filingExempted = event(
  'FilingExempted',
  1,
  z.object({ ...fact, fiscalYear: FiscalYear, on: Day, reason: Reason }),
  { correctable: ['on', 'reason', 'source'] },
);

/** 年检结论已公布. Of an inspection only: an annual report gets no conclusion. */
export const annualConclusionRecorded = event(
  'AnnualConclusionRecorded',
  1,
  z.object({ ...fact, fiscalYear: FiscalYear, conclusion: Conclusion, publishedOn: Day }),
  { correctable: ['conclusion', 'publishedOn', 'source'] },
);

/** 已列入名录 (活动异常名录、严重违法失信名单), from `on`. */
export const listingRecorded = event(
  'ListingRecorded',
  1,
  z.object({ ...fact, list: List, ground: Ground, on: Day }),
  { correctable: ['on', 'source'] },
);

/** 已移出名录. From `on` it is not listed for that ground. */
export const listingLifted = event('ListingLifted', 1, z.object({ ...ending, on: Day }), {
  correctable: ['on', 'source'],
});

/** 行政处罚已登记. `amountFen` for fines and confiscations, in fen. */
export const penaltyRecorded = event(
  'PenaltyRecorded',
  1,
  z.object({
    ...fact,
    kind: PenaltyKind,
    decidedBy: Name,
    /** 决定书文号 */
    decision: z.string().trim().min(1).max(100),
    amountFen: Fen.optional(),
    decidedOn: Day,
    effectiveOn: Day,
    fullyExecutedOn: Day.optional(),
  }),
  {
    correctable: [
      ...(['kind', 'decidedBy', 'amountFen', 'decidedOn', 'effectiveOn'] as const),
      ...(['fullyExecutedOn', 'source'] as const),
    ],
  },
);

/** 处罚已履行完毕 */
export const penaltyExecuted = event('PenaltyExecuted', 1, z.object({ ...ending, on: Day }), {
  correctable: ['on', 'source'],
});

/** 党组织情况已登记: how the organization is covered from `since`, until the next one. */
export const partyOrganizationRecorded = event(
  'PartyOrganizationRecorded',
  1,
  z.object({ ...fact, coverage: PartyCoverage, members: PartyMembers, since: Day }),
  { correctable: ['coverage', 'members', 'since', 'source'] },
);

/** 信用状态已变更: from `since`, until the next one. */
export const creditStatusChanged = event(
  'CreditStatusChanged',
  1,
  z.object({ ...fact, status: CreditStatus, since: Day }),
  { correctable: ['status', 'since', 'source'] },
);

/** 登记册已同步: on that day the record held all that these registers say about the organization. */
export const registerSynchronised = event(
  'RegisterSynchronised',
  1,
  z.object({ ...fact, registers: z.array(Register).min(1), synchronisedOn: Day }),
  { correctable: ['registers', 'synchronisedOn', 'source'] },
);

/** 关联方已登记 (definition 19). A payment's validity is the time in which it was paid. */
export const relatedPartyRecorded = event(
  'RelatedPartyRecorded',
  1,
  z.object({
    ...fact,
    relation: Relation,
    counterparty: Counterparty,
    amountFen: Fen.optional(),
    validFrom: Day,
    validTo: Day.optional(),
  }),
  { correctable: ['amountFen', 'validFrom', 'validTo', 'source'] },
);

/** 关联关系已终止. From `on` they are not related in this way. */
export const relatedPartyEnded = event('RelatedPartyEnded', 1, z.object({ ...ending, on: Day }), {
  correctable: ['on', 'source'],
});

export const standingEvents = [
  annualFilingRecorded,
  filingAcceptedAsTimely,
  filingExempted,
  annualConclusionRecorded,
  listingRecorded,
  listingLifted,
  penaltyRecorded,
  penaltyExecuted,
  partyOrganizationRecorded,
  creditStatusChanged,
  registerSynchronised,
  relatedPartyRecorded,
  relatedPartyEnded,
] as const;
export type StandingEvent = EventOf<(typeof standingEvents)[number]>;
