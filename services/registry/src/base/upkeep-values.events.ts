import { AuthorityId, Day, EventId, OrganizationId } from '@fuhua/kernel';
import { z } from 'zod';
import { fact, Name } from './values.events.ts';

/** Values of the part of a base's record that is kept up over the years. */

/** The fields of an end: `recorded` is the id of the event that recorded what ends; from `on` it holds no longer. */
export const ending = { ...fact, recorded: EventId, on: Day };

/** What a complete record of a base holds (五(一)-2): each part counts alike. */
export const BasePart = z.enum([
  'level',
  'location',
  'functions',
  'regime',
  'responsible',
  'host-facility',
  'party-service',
  'systems',
  'operating-model',
  'capacity',
  'verification',
]);
export type BasePart = z.infer<typeof BasePart>;

/** How much of it is on record: whole percent, rounded down, so that 100 means that nothing is missing. */
export const Completeness = z.object({
  percent: z.int().min(0).max(100),
  missing: z.array(BasePart),
});
export type Completeness = z.infer<typeof Completeness>;

/** What can be checked on the spot, or doubted. */
export const BaseField = z.enum([
  ...BasePart.exclude(['verification']).options,
  'name',
  'address',
  'actors',
  'staff',
]);
export type BaseField = z.infer<typeof BaseField>;

/** 党建 · 政府 · 部门 · 运营方 · 社会力量 (二(二)-1) */
export const ActorKind = z.enum(['party', 'government', 'department', 'operator', 'society']);
export type ActorKind = z.infer<typeof ActorKind>;

/** 执行 · 负责 · 咨询 · 知会 */
export const ActorRole = z.enum(['responsible', 'accountable', 'consulted', 'informed']);
export type ActorRole = z.infer<typeof ActorRole>;

/** Who it is: an authority or an organization on record, or another body by name. Never a natural person. */
export const ActorRef = z.discriminatedUnion('is', [
  z.object({ is: z.literal('authority'), authority: AuthorityId }),
  z.object({ is: z.literal('organization'), organization: OrganizationId }),
  z.object({ is: z.literal('body'), name: Name }),
]);
export type ActorRef = z.infer<typeof ActorRef>;

/** 人员 · 财务 · 项目 · 绩效 · 信息公开 (四(四)2-6) */
export const BaseSystem = z.enum(['personnel', 'finance', 'project', 'performance', 'disclosure']);
export type BaseSystem = z.infer<typeof BaseSystem>;
