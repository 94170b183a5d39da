import { BaseId, DivisionCode, Source } from '@fuhua/kernel';
import { z } from 'zod';

export { Source };

/** Values that several events of the slice share. */

/** 孵化基地 · 区域平台 */
export const BaseKind = z.enum(['incubation-base', 'regional-platform']);
export type BaseKind = z.infer<typeof BaseKind>;

/** 创新园 · 孵化器 · 众创空间 · 其他 */
export const PlatformKind = z.enum(['innovation-park', 'incubator', 'maker-space', 'other']);
export type PlatformKind = z.infer<typeof PlatformKind>;

/** 省 · 市 · 县（市、区） · 乡镇（街道） · 村（社区）. A regional platform has none of its own: it is its host's. */
export const BaseLevel = z.enum(['province', 'city', 'county', 'township', 'village']);
export type BaseLevel = z.infer<typeof BaseLevel>;

/** Where a base stands: the village or residents' committee area, 12 digits, whatever its level (definition 14). */
export const Location = DivisionCode.refine((code) => code.length === 12, {
  error: 'must be a division code of 12 digits',
});

export const Name = z.string().trim().min(1).max(200);
export const Reason = z.string().trim().min(1).max(1000);

/** A whole number of fen, without leading zeros. */
export const Fen = z
  .string()
  .regex(/^(0|[1-9]\d{0,17})$/, { error: 'must be a whole number of fen' });

/** 在孵名额: organizations it can take in at one time. */
export const Capacity = z.int().min(0).max(10_000);

/** What a special-field base is for: 教育, 养老 …; the code of the field, not of the sponsor. */
export const FieldCode = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,39}$/, { error: 'must be 2 to 40 of a-z, 0-9 and -' });

/** The fields of every recorded fact. */
export const fact = { base: BaseId, source: Source };

export function typesOf(definitions: readonly { readonly type: string }[]): ReadonlySet<string> {
  return new Set(definitions.map(({ type }) => type));
}
