import { CaseId, Day, OrganizationId } from '@fuhua/kernel';
import { z } from 'zod';
import { Judge, JudgedParty, PersonLink } from '../independence/independence.ts';
import { OperatorKind } from '../operator/values.ts';
import { filingFacts, penaltyFacts } from './organization-facts.ts';
import { ApplicantKind, CaseMode, LevelOfBase, LocalRuleSection } from './values.ts';

/** What R-ENT-01 … R-ENT-10 look at, and what a rule set sets for them (5.1, definition 11). */

type Values<F extends Record<string, z.ZodType>> = { [K in keyof F]: z.infer<F[K]> };

/** R-ENT-01 */
export const applicantFacts = {
  'applicant.kind': ApplicantKind,
  /** As given, checked or not; `none` is known to have none. */
  'applicant.uscc': z.string(),
  /** The platform's id, which every applicant has; of those not registered it is their name until they have a code. */
  'applicant.organization': OrganizationId,
};
export type ApplicantFacts = Values<typeof applicantFacts>;
export const ApplicantParams = z.strictObject({ kinds: z.array(ApplicantKind).min(1) });
export type ApplicantParams = z.infer<typeof ApplicantParams>;

/** R-ENT-02 */
export const baseReadyFacts = {
  /** 正常运行: neither suspended nor closed. */
  'base.active': z.boolean(),
  /** Function codes that are approved, extensions included. */
  'base.functions': z.array(z.string()),
  /** Capacity less places held, not below 0. */
  'base.freePlaces': z.int().nonnegative(),
  'case.mode': CaseMode,
  /** 本级制度 in force of the base's authority; `none` is known to have none. */
  'authority.localRules': z.union([
    z.literal('none'),
    z.object({ publishedOn: Day, sections: z.array(LocalRuleSection) }),
  ]),
};
export type BaseReadyFacts = Values<typeof baseReadyFacts>;
export const BaseReadyParams = z.strictObject({
  function: z.string(),
  sections: z.array(LocalRuleSection).min(1),
});
export type BaseReadyParams = z.infer<typeof BaseReadyParams>;

/** R-ENT-03: `listingFacts`. */
export const ListingParams = z.strictObject({
  lists: z.array(z.enum(['abnormal-activity', 'serious-violation'])).min(1),
});
export type ListingParams = z.infer<typeof ListingParams>;

/** R-ENT-04 */
export const cleanRecordFacts = { ...filingFacts, ...penaltyFacts };
export type CleanRecordFacts = Values<typeof cleanRecordFacts>;
export const CleanRecordParams = z.strictObject({ cleanMonths: z.int().positive() });
export type CleanRecordParams = z.infer<typeof CleanRecordParams>;

const startedFacts = {
  'base.level': LevelOfBase,
  'applicant.kind': ApplicantKind,
  /** Of a registered one. */
  'applicant.registeredOn': Day,
  /** 备案日, of a filed one. */
  'applicant.filedOn': Day,
};

/** R-ENT-05 */
export const targetFacts = {
  ...startedFacts,
  /** [] is known to have none. */
  'applicant.classifications': z.array(OperatorKind),
  /** Why an applicant outside the target is to be taken in; `none` when no reason is given. */
  'case.outsideTargetReason': z.string().trim().min(1),
};
export type TargetFacts = Values<typeof targetFacts>;
/** What a base of a level is for: 枢纽型 · 支持型 · 初创阶段的社区社会组织. A level without any takes everybody. */
export const TargetKind = z.enum(['hub', 'support', 'start-up-community']);
export type TargetKind = z.infer<typeof TargetKind>;
export const TargetParams = z.strictObject({
  targets: z.strictObject({
    province: z.array(TargetKind),
    city: z.array(TargetKind),
    county: z.array(TargetKind),
    township: z.array(TargetKind),
    village: z.array(TargetKind),
  }),
  /** As R-ENT-06 has it. */
  startUpMonths: z.int().positive(),
});
export type TargetParams = z.infer<typeof TargetParams>;

/** R-ENT-06 */
export const startUpFacts = startedFacts;
export type StartUpFacts = Values<typeof startUpFacts>;
export const StartUpParams = z.strictObject({ startUpMonths: z.int().positive() });
export type StartUpParams = z.infer<typeof StartUpParams>;

/** R-ENT-07 */
export const residencyFacts = {
  'case.mode': CaseMode,
  /** Of the applicant, anywhere in the province: those from EntryApproved to the end, this case left out. */
  'applicant.activeCases': z.array(z.object({ case: CaseId, mode: CaseMode })),
};
export type ResidencyFacts = Values<typeof residencyFacts>;
export const ResidencyParams = z.strictObject({
  inShellMax: z.int().positive(),
  virtualMax: z.int().nonnegative(),
});
export type ResidencyParams = z.infer<typeof ResidencyParams>;

/** R-ENT-08 */
export const teamFacts = {
  'applicant.kind': ApplicantKind,
  'team.corePersons': z.int().nonnegative(),
  /** 名称: 已预先核准 · 已提出申请 · 尚未申请 */
  'team.name': z.enum(['pre-approved', 'applied-for', 'not-applied-for']),
};
export type TeamFacts = Values<typeof teamFacts>;
export const TeamParams = z.strictObject({
  corePersonsMin: z.int().positive(),
  /** From IncubationStarted; then the case ends, unless the name is pre-approved or applied for. */
  preApprovalMonths: z.int().positive(),
});
export type TeamParams = z.infer<typeof TeamParams>;

/** R-ENT-09 */
export const conflictFacts = {
  'applicant.organization': OrganizationId,
  /** The applicant with its related parties, those of the look-back included. */
  'applicant.relatedParties': JudgedParty,
  /** Links of its heads, or of a team's core persons, to organizations. */
  'applicant.personLinks': z.array(PersonLink),
  /** The operator as R-OPR-04 has it; `none` of a base without one. */
  'operator.relatedParties': z.union([z.literal('none'), JudgedParty]),
  /** Who decides; only when somebody does: at an application nobody decides. */
  'entry.decider': Judge.omit({ declaration: true }),
  /** Only when raters are named or have rated. */
  'panel.raters': z.array(Judge),
};
export type ConflictFacts = Values<typeof conflictFacts>;
export const ConflictParams = z.strictObject({ lookBackMonths: z.int().positive() });
export type ConflictParams = z.infer<typeof ConflictParams>;

/** R-ENT-10 */
export const entryBarFacts = {
  /** 再入壳限制期, through `until` (R-EXT-08). */
  'applicant.bar': z.union([z.literal('none'), z.object({ until: Day })]),
};
export type EntryBarFacts = Values<typeof entryBarFacts>;
export const EntryBarParams = z.strictObject({});
export type EntryBarParams = z.infer<typeof EntryBarParams>;
