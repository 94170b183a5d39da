import {
  BaseId,
  CaseId,
  Day,
  DivisionCode,
  EventId,
  EvidenceHash,
  OrganizationId,
  Source,
} from '@fuhua/kernel';
import {
  ApplicantKind,
  CaseMode as Mode,
  DevelopmentStage as IncubationStage,
  Due,
  RuleSetPin,
} from '@fuhua/rules';
import { z } from 'zod';
import { SoFar, TermClocks } from './active-values.events.ts';

export { ApplicantKind, IncubationStage, Mode };

/** Values that several events of the slice share. */

export const Reason = z.string().trim().min(1).max(1000);

/** SHA-256 of each file, in hexadecimal. */
export const Files = z.array(EvidenceHash).max(20);

/** Of an event about a case: whose case it is, at which base. */
export const subject = { case: CaseId, base: BaseId, applicant: OrganizationId };

/** 入壳 · 方案与开始 · 中期 · 出壳: where Party work is reviewed before (四(四)1-1). */
export const Gate = z.enum(['entry', 'plan', 'midterm', 'graduation']);
export type Gate = z.infer<typeof Gate>;

/** 操作规程: which paper is served; what it starts is in the event that stores it. */
export const DocumentKind = z.enum([
  'gap-notice',
  'entry-decision',
  'midterm-notice',
  'extension-decision',
  'graduation-reminder',
  'graduation-decision',
  'cure-order',
  'exit-notice',
  'hearing-notice',
  'exit-decision',
  'exit-rescission',
  'review-decision',
]);
export type DocumentKind = z.infer<typeof DocumentKind>;

/** 直接送达 · 留置送达 · 邮寄送达 · 电子送达 · 公告送达 */
export const ServiceMethod = z.enum(['in-person', 'left-on-site', 'post', 'electronic', 'notice']);

/** A paper that was served; clocks that a notice starts run from `servedOn`. */
export const ServedDocument = z.object({
  /** 文号 */
  number: z.string().trim().min(1).max(100),
  kind: DocumentKind,
  /** What it says, or the SHA-256 of the file that does. */
  text: z.union([
    z.object({ inline: z.string().trim().min(1).max(20_000) }),
    z.object({ file: EvidenceHash }),
  ]),
  method: ServiceMethod,
  /** Of its service: receipt, tracking, screenshot. */
  proof: Files.min(1),
  servedOn: Day,
});
export type ServedDocument = z.infer<typeof ServedDocument>;

/** What runs and may be missed, such as `decision`. */
export const Clock = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,49}$/, { error: 'must be 2 to 50 of a-z, 0-9 and -' });

/** A clock with its last day. */
export const RunningClock = z.object({ clock: Clock, due: Due });
export type RunningClock = z.infer<typeof RunningClock>;

/** What an application lacks: a paper, or evidence that a rule asks for. */
export const Gap = z.object({
  /** Such as `charter`, or the id of a rule. */
  code: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{1,49}$/, {
    error: 'must be 2 to 50 of A-Z, a-z, 0-9 and -',
  }),
  text: Reason,
});
export type Gap = z.infer<typeof Gap>;

/** 运营方 · 主管部门 (definition 11) */
export const PreReviewer = z.enum(['operator', 'authority']);
export type PreReviewer = z.infer<typeof PreReviewer>;

/** What the two sides of an agreement say. */
export const AgreementTerms = z.object({
  /** 两次中期评估低于 50 分即属违约 (5.4). */
  twoMidtermsBreach: z.boolean(),
  /** Each duty of the organization, as agreed. */
  duties: z.array(z.string().trim().min(1).max(500)).min(1).max(50),
  files: Files.min(1),
});
export type AgreementTerms = z.infer<typeof AgreementTerms>;

/** An IncubationPlanApproved of the `plan` slice, and its day. */
export const ApprovedPlan = z.object({ approved: EventId, on: Day });
export type ApprovedPlan = z.infer<typeof ApprovedPlan>;

/** Inclusive at both ends; `months` as the rule set has them. */
export const IncubationTerm = z.object({ start: Day, end: Day, months: z.int().positive() });
export type IncubationTerm = z.infer<typeof IncubationTerm>;

/** What is on record of a case that runs since before this system (definition 23). */
export const Running = z.object({
  applicantKind: ApplicantKind,
  incubationStage: IncubationStage,
  division: DivisionCode,
  operator: OrganizationId.optional(),
  ruleSet: RuleSetPin,
  appliedOn: Day,
  approvedOn: Day,
  startedOn: Day,
  /** As agreed: without extension and pauses. */
  term: IncubationTerm,
  /** As they stand. */
  clocks: TermClocks,
  /** Missing: nothing but the start. */
  soFar: SoFar.optional(),
  twoMidtermsBreach: z.boolean(),
  source: Source.required({ migrated: true }),
});
export type Running = z.infer<typeof Running>;

export function typesOf(definitions: readonly { readonly type: string }[]): ReadonlySet<string> {
  return new Set(definitions.map(({ type }) => type));
}
