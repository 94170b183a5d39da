import { Day, event, EventId, OperatorContractId, type EventOf } from '@fuhua/kernel';
import { Decision } from '@fuhua/rules';
import { z } from 'zod';
import { Agreed, Files, Reason, subject, Term, Terms } from './values.events.ts';

/** From the signing to the end of a contract. The base's seat is asked of its guard, `operatorseat`. */

/** 合同签订已提请: asks for the base's seat in the term, and holds the contract that is concluded when it is granted. */
export const contractSigningSought = event(
  'ContractSigningSought',
  1,
  z.object({ ...subject, ...Term.shape, agreed: Agreed }),
);

/** 合同不予签订 on the real signing day, with its decision (R-OPR-01, R-OPR-02). No contract. */
export const contractSigningRefused = event(
  'ContractSigningRefused',
  1,
  z.object({ ...subject, ...Terms.shape, decision: Decision }),
);

/** 合同期重叠，未予订立: `holder` has the base's seat in part of the term. */
export const contractSeatRefused = event(
  'ContractSeatRefused',
  1,
  z.object({ ...subject, sought: EventId, refusedBy: EventId, holder: OperatorContractId }),
);

/** 运营合同已签订. A contract signed before this system has a `source` with `migrated` and no decision (definition 23). */
export const operatorContractSigned = event(
  'OperatorContractSigned',
  1,
  z.object({
    ...Agreed.shape,
    /** The ContractSigningSought that is concluded, and the guard's OperatorSeatTaken. */
    sought: EventId,
    grantedBy: EventId,
  }),
  // The days are no recorded facts: clocks and the base's seat hang on them (definition 25).
  { correctable: ['priceFen', 'kpis', 'lines', 'renewalTerms', 'source'] },
);

/** 合同期更正已提请: of a contract signed before this system, whose days were recorded wrongly. */
export const contractPeriodSought = event(
  'ContractPeriodSought',
  1,
  z.object({ ...subject, ...Term.shape, reason: Reason, evidence: Files }),
);

/** 合同期已更正: the seat is held for these days; what becomes due is reckoned from them. */
export const contractPeriodCorrected = event(
  'ContractPeriodCorrected',
  1,
  z.object({ ...subject, ...Term.shape, sought: EventId, grantedBy: EventId }),
);

/** 合同已公开 (102号令第23条), where it can be read. */
export const contractPublished = event(
  'ContractPublished',
  1,
  z.object({
    ...subject,
    on: Day,
    url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional(),
    /** 文号 */
    document: z.string().trim().min(1).max(100).optional(),
  }),
  { correctable: ['url', 'document'] },
);

/** 合同公开已逾期 */
export const contractPublicationOverdue = event(
  'ContractPublicationOverdue',
  1,
  z.object({ ...subject, due: Day }),
);

/** 合同将到期, 90, 60 and 30 days before `end`. */
export const contractExpiring = event(
  'ContractExpiring',
  1,
  z.object({ ...subject, end: Day, daysLeft: z.int().positive() }),
);

/** 合同已终止: `on` is the last day on which it was in force. */
export const operatorContractEnded = event(
  'OperatorContractEnded',
  1,
  z.object({
    ...subject,
    /** 到期 · 提前终止 */
    how: z.enum(['expired', 'terminated']),
    on: Day,
    reason: Reason.optional(),
  }),
);

export const contractEvents = [
  contractSigningSought,
  contractSigningRefused,
  contractSeatRefused,
  operatorContractSigned,
  contractPeriodSought,
  contractPeriodCorrected,
  contractPublished,
  contractPublicationOverdue,
  contractExpiring,
  operatorContractEnded,
] as const;
export type ContractEvent = EventOf<(typeof contractEvents)[number]>;
