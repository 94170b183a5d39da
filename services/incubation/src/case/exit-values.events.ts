import { Day, EvidenceHash } from '@fuhua/kernel';
import { Due, ExitGround, ExitOutcome, HandoverItem } from '@fuhua/rules';
import { z } from 'zod';
import { TermClocks } from './active-values.events.ts';
import { Files, Reason } from './values.events.ts';

/** Values that events of an exit file share (5.6). */

/** 证据: what it is, where it was taken from, of which day (R-EXT-01). */
export const ExitEvidence = z.object({
  title: z.string().trim().min(1).max(200),
  source: z.string().trim().min(1).max(200),
  date: Day,
  file: EvidenceHash.optional(),
});
export type ExitEvidence = z.infer<typeof ExitEvidence>;

/** Of G4: 立案调查, which carries no exit, or a decision that took effect. */
export const Offence = z.discriminatedUnion('is', [
  z.object({ is: z.literal('investigation'), since: Day }),
  z.object({
    is: z.literal('decision'),
    number: z.string().trim().min(1).max(100),
    effectiveOn: Day,
  }),
]);
export type Offence = z.infer<typeof Offence>;

/** What a ground rests on. */
export const GroundFacts = z.object({
  ground: ExitGround,
  /** Of G1: the duty of the agreement that is broken. */
  brokenDuty: z.string().trim().min(1).max(500).optional(),
  /** Of G1: 可以改正, so that rectification comes first (R-EXT-03). */
  curable: z.boolean(),
  /** Of G1: the second chance of the midterm failed, and the agreement says that this is a breach (5.4). */
  midterm: z.boolean(),
  /** Of G2 and G3: the year reported on. */
  fiscalYear: z.int().min(1950).max(2200).optional(),
  /** Of G4. */
  offence: Offence.optional(),
  evidence: z.array(ExitEvidence).max(50),
});
export type GroundFacts = z.infer<typeof GroundFacts>;

/** What a notice says beside its evidence: 事实 · 依据 · 权利 (R-EXT-02). */
export const NoticeText = z.object({ facts: Reason, basis: Reason, rights: Reason });
export type NoticeText = z.infer<typeof NoticeText>;

/** One point of a defence; `point` numbers them through all that was submitted. */
export const DefencePoint = z.object({ point: z.string().min(1).max(20), text: Reason });
export type DefencePoint = z.infer<typeof DefencePoint>;

/** 逐条答复 (R-EXT-04) */
export const DefenceAnswer = z.object({ point: z.string().min(1).max(20), answer: Reason });
export type DefenceAnswer = z.infer<typeof DefenceAnswer>;

/** What one officer drafts and another decides (R-EXT-05). */
export const ExitDraft = z.object({
  outcome: ExitOutcome,
  reasons: Reason,
  answers: z.array(DefenceAnswer).max(100),
  /** 救济途径: which legal remedies stay open (R-EXT-06). */
  remedies: Reason,
  /** 安全需要: why its effects cannot wait for a review. */
  safety: Reason.optional(),
});
export type ExitDraft = z.infer<typeof ExitDraft>;

/** 场地 · 印章 · 数据导出, as handed over (R-EXT-07). */
export const HandedOver = z.object({ item: HandoverItem, doneOn: Day, files: Files });
export type HandedOver = z.infer<typeof HandedOver>;

/** What starts on the day on which an early exit is final (R-EXT-07, R-EXT-08). */
export const Finality = z.object({
  finalOn: Day,
  handoverBy: Due,
  /** 再入壳限制期, from `finalOn` through this day; missing where there is none. */
  barredUntil: Day.optional(),
});
export type Finality = z.infer<typeof Finality>;

/** How a case goes on after a file that ended in no exit: the end of its term is later by the days for which it waited. */
export const Onward = z.object({
  waitedDays: z.int().nonnegative(),
  clocks: TermClocks,
  /** Of a graduation application that waited too. */
  graduationBy: Due.optional(),
});
export type Onward = z.infer<typeof Onward>;
