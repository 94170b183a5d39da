import { Day } from '@fuhua/kernel';
import { z } from 'zod';
import { text } from '../findings/findings.ts';
import type { Text } from '../result.ts';

/** Values that the rules of operators share. */

/** A to AAAAA, the lowest first. */
export const grades = ['1A', '2A', '3A', '4A', '5A'] as const;
export const OperatorGrade = z.enum(grades);
export type OperatorGrade = z.infer<typeof OperatorGrade>;

export const GradeOrNone = z.enum([...grades, 'none']);
export type GradeOrNone = z.infer<typeof GradeOrNone>;

export function gradeReaches(grade: OperatorGrade, min: OperatorGrade): boolean {
  return grades.indexOf(grade) >= grades.indexOf(min);
}

/** 枢纽型 · 支持型 · 社会工作服务机构 · 社区社会组织 */
export const OperatorKind = z.enum(['hub', 'support', 'social-work-agency', 'community']);
export type OperatorKind = z.infer<typeof OperatorKind>;

export const kindNames = {
  hub: text('枢纽型社会组织', 'hub-type social organization'),
  support: text('支持型社会组织', 'support-type social organization'),
  'social-work-agency': text('社会工作服务机构', 'social work service agency'),
  community: text('社区社会组织', 'community social organization'),
} satisfies Record<OperatorKind, Text>;

/** What an exception may waive: 等级 · 类型 · 专业能力 · 方式. Never a bar, and nothing of R-OPR-02. */
export const Waivable = z.enum(['grade', 'kind', 'capability', 'route']);
export type Waivable = z.infer<typeof Waivable>;

/** 例外, approved by the next-higher authority; it begins with its fact's validity and ends with `until`, inclusive. */
export const OperatorException = z.object({ waives: z.array(Waivable), until: Day });
export type OperatorException = z.infer<typeof OperatorException>;
