import {
  AuthorityId,
  catalogue,
  Day,
  DivisionCode,
  event,
  EvidenceHash,
  type EventOf,
} from '@fuhua/kernel';
import { LocalRuleSection } from '@fuhua/rules';
import { z } from 'zod';

/** An authority's own rules for its bases (四(三)2-1, 2-2): one stream an authority, with every version. */

/** 第三方运营管理 · 入壳申报审核 · 孵化评估细则 · 出壳评估标准 (四(三)2-2) */
export const CompanionKind = z.enum([
  ...(['third-party-operation', 'entry-review'] as const),
  ...(['incubation-evaluation', 'graduation-standard'] as const),
]);
export type CompanionKind = z.infer<typeof CompanionKind>;

/** 本级运营规程, or one of the four companion systems. */
export const LocalRuleKind = z.enum(['operating-rules', ...CompanionKind.options]);
export type LocalRuleKind = z.infer<typeof LocalRuleKind>;

/** One version of a document, from its draft to its end. */
export const LocalRuleId = z.uuid().brand<'LocalRuleId'>();
export type LocalRuleId = z.infer<typeof LocalRuleId>;

const SECTION_CHARACTERS_MAX = 10_000;
/** What the operating rules say under each of their five headings; '' where nothing is written yet. */
export const Sections = z.record(LocalRuleSection, z.string().trim().max(SECTION_CHARACTERS_MAX));
export type Sections = z.infer<typeof Sections>;
const WrittenSections = z.record(
  LocalRuleSection,
  z.string().trim().min(1).max(SECTION_CHARACTERS_MAX),
);

const Title = z.string().trim().min(1).max(200);
/** 文号 */
const DocumentNumber = z.string().trim().min(1).max(100);
const Reason = z.string().trim().min(1).max(1000);
/** SHA-256 of each file, in hexadecimal. */
const Files = z.array(EvidenceHash).max(20);
const of = { authority: AuthorityId, rule: LocalRuleId };
const whose = { ...of, division: DivisionCode };

/** 本级制度已起草: the whole draft, in place of an earlier one of the same version. Companion systems have no sections. */
export const localRuleDrafted = event(
  'LocalRuleDrafted',
  1,
  z.object({
    ...whose,
    kind: LocalRuleKind,
    title: Title,
    sections: Sections.optional(),
    files: Files,
  }),
);

/** In force from `effectiveFrom` until another version takes its place, or it is repealed. */
const adoption = {
  title: Title,
  number: DocumentNumber,
  adoptedOn: Day,
  publishedOn: Day,
  effectiveFrom: Day,
  files: Files.min(1),
};
const facts = { correctable: ['title', 'number', 'adoptedOn', 'files'] } as const;

/** 本级制度已出台, with all five sections (四(三)2-1). */
export const localRuleAdopted = event(
  'LocalRuleAdopted',
  1,
  z.object({ ...whose, sections: WrittenSections, ...adoption }),
  { correctable: [...facts.correctable] },
);

/** 配套制度已出台: one of the four (四(三)2-2). */
export const companionRuleAdopted = event(
  'CompanionRuleAdopted',
  1,
  z.object({ ...whose, kind: CompanionKind, ...adoption }),
  { correctable: [...facts.correctable] },
);

/** 制度已被替代: from `on` the version `by` holds in its place. */
export const localRuleSuperseded = event(
  'LocalRuleSuperseded',
  1,
  z.object({ ...of, kind: LocalRuleKind, by: LocalRuleId, on: Day }),
);

/** 制度已废止: from `on` it holds no longer, and nothing in its place. */
export const localRuleRepealed = event(
  'LocalRuleRepealed',
  1,
  z.object({ ...of, kind: LocalRuleKind, on: Day, reason: Reason, number: DocumentNumber }),
);

const definitions = [
  localRuleDrafted,
  localRuleAdopted,
  companionRuleAdopted,
  localRuleSuperseded,
  localRuleRepealed,
] as const;
export const localRulesEvents = catalogue(...definitions);
export type LocalRulesEvent = EventOf<(typeof definitions)[number]>;
