import { Day } from '@fuhua/kernel';
import { Due } from '@fuhua/rules';
import { z } from 'zod';

/** Values that events of a running incubation share. */

/** 中期评估窗口: around the middle of the term, both days in it (5.4). */
export const MidtermWindow = z.object({ from: Day, until: Day });
export type MidtermWindow = z.infer<typeof MidtermWindow>;

/**
 * Every clock of the term, as it stands (R-TRM-01, R-TRM-02, R-ENT-08). A pause stops them all, and an exit file lets the
 * end wait; what moves them stores them anew.
 */
export const TermClocks = z.object({
  /** The last day of the term; never rolls (definition 1). */
  end: Day,
  /** Counted back from the end (R-GRD-01). */
  reminders: z.array(z.object({ daysLeft: z.int().positive(), on: Day })),
  midterm: MidtermWindow,
  /** 再次评估期限: while a second chance is open. */
  midtermAgainBy: Due.optional(),
  /** Of a preparing team: by then its name is pre-approved or applied for, or the case ends. */
  nameBy: Due.optional(),
});
export type TermClocks = z.infer<typeof TermClocks>;

/** 通过 · 改进 · 警示 (R-TRM-02) */
export const MidtermBand = z.enum(['continue', 'improve', 'warn']);
export type MidtermBand = z.infer<typeof MidtermBand>;

/** 优秀 · 出壳 · 附跟踪条件出壳 (R-GRD-03) */
export const GraduationBand = z.enum(['excellent', 'graduate', 'conditions']);
export type GraduationBand = z.infer<typeof GraduationBand>;

/** 登记办理中 · 项目收尾 · 不可抗力 · 其他 (R-TRM-03) */
export const ExtensionReason = z.enum([
  ...(['registration-pending', 'project-closing', 'force-majeure', 'other'] as const),
]);
export type ExtensionReason = z.infer<typeof ExtensionReason>;

/** 0.00 to 100.00, rounded half up (definition 4). */
export const ScoreText = z.string().regex(/^\d{1,3}\.\d{2}$/);

/** What was decided about a case of before this system until it was recorded here (definition 23): nobody decides it again. */
export const SoFar = z.object({
  /** 中期评估 */
  midterm: z
    .object({
      /** The first one. */
      firstOn: Day,
      /** Of the newest one; the last day of a second chance that is open is in the clocks. */
      band: MidtermBand,
      score: ScoreText.optional(),
      /** 第二次机会未通过 */
      secondChanceFailed: z.boolean(),
    })
    .optional(),
  /** 延期 */
  extension: z.object({ months: z.int().positive().max(24), grantedOn: Day }).optional(),
  /** Of pauses that are over. */
  pausedDays: z.int().positive().optional(),
  /** 中止期间, both days in it; the clocks stand as they will once it is over. */
  pause: z.object({ from: Day, until: Day, clocks: TermClocks }).optional(),
  /** Of a preparing team: its name is pre-approved or applied for (R-ENT-08). */
  named: z.literal(true).optional(),
});
export type SoFar = z.infer<typeof SoFar>;

/** 不可抗力 · 其他 (R-TRM-04) */
export const PauseReason = z.enum(['force-majeure', 'other']);
export type PauseReason = z.infer<typeof PauseReason>;

/** 名称已预先核准 · 名称已提出申请 · 已登记 (R-ENT-08) */
export const RegistrationStep = z.enum(['name-pre-approved', 'name-applied-for', 'registered']);
export type RegistrationStep = z.infer<typeof RegistrationStep>;

/** What the organization is to fulfil after a graduation with conditions. */
export const FollowUpConditions = z.array(z.string().trim().min(1).max(500)).max(20);
