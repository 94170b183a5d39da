import { BaseId, Day, event, EventId, OrganizationId, type EventOf } from '@fuhua/kernel';
import { Decision, Due, RuleSetPin, Uscc } from '@fuhua/rules';
import { z } from 'zod';
import { Body, Regime, RegimeInputs, Responsible } from './regime-values.events.ts';
import { fact, Reason } from './values.events.ts';

/** How a base is managed (四(四)2-2 … 2-5, R-REG-01): what is known of it, what follows, and who is responsible. */

/** 管理方式认定事实已记录, as found on `on`. What is missing is not known (definition 5). */
export const baseRegimeInputsRecorded = event(
  'BaseRegimeInputsRecorded',
  1,
  z.object({ ...fact, ...RegimeInputs.shape, on: Day }),
  { correctable: [...RegimeInputs.keyof().options, 'on', 'source'] },
);

/**
 * 管理方式已认定. `review` is the last day by which it is looked at again; `filing` the last day to apply for
 * registration, of regime A only. A recorded history may lack the decision, and tells its source instead.
 */
export const managementRegimeClassified = event(
  'ManagementRegimeClassified',
  1,
  z.object({
    base: BaseId,
    regime: Regime,
    on: Day,
    review: Due,
    filing: Due.optional(),
    decision: Decision.optional(),
    source: fact.source.optional(),
  }),
);

/** 管理方式认定依据不足: a task to find out what is unknown; once for the same facts. */
export const regimeEvidenceMissing = event(
  'RegimeEvidenceMissing',
  1,
  z.object({ base: BaseId, on: Day, decision: Decision }),
);

/** 管理方式人工认定已提出, where the table has no row. */
export const regimeManualOutcomeProposed = event(
  'RegimeManualOutcomeProposed',
  1,
  z.object({ ...fact, responsible: Responsible, reason: Reason, on: Day }),
);

/** 管理方式人工认定已批准, by another person than the one who proposed it. */
export const regimeManualOutcomeApproved = event(
  'RegimeManualOutcomeApproved',
  1,
  z.object({
    base: BaseId,
    proposed: EventId,
    responsible: Responsible,
    on: Day,
  }),
);

/** 管理方式复核已到期: the review was due by that day and is not done. */
export const regimeReviewDue = event('RegimeReviewDue', 1, z.object({ base: BaseId, due: Day }));

/** 管理方式复核已启动: something changed that the classification rests on. Opens the procedure (definition 7). */
export const regimeReviewOpened = event(
  'RegimeReviewOpened',
  1,
  z.object({ base: BaseId, on: Day, ruleSet: RuleSetPin }),
);

/** 登记申请已提交 (regime A) */
export const baseRegistrationFiled = event(
  'BaseRegistrationFiled',
  1,
  z.object({ ...fact, filedOn: Day }),
  { correctable: ['source'] },
);

/** 登记申请已逾期: nothing was filed within six months (regime A). */
export const baseRegistrationOverdue = event(
  'BaseRegistrationOverdue',
  1,
  z.object({ base: BaseId, due: Day }),
);

/** 公益一类、二类事业单位 · 社会服务机构 */
export const LegalForm = z.enum([
  'public-institution-i',
  'public-institution-ii',
  'social-service-organization',
]);
export type LegalForm = z.infer<typeof LegalForm>;

/** 基地已依法登记. `organization`: its record here, where it has one. */
export const baseLegallyRegistered = event(
  'BaseLegallyRegistered',
  1,
  z.object({
    ...fact,
    form: LegalForm,
    uscc: Uscc,
    organization: OrganizationId.optional(),
    registeredOn: Day,
  }),
  { correctable: ['form', 'uscc', 'organization', 'registeredOn', 'source'] },
);

/** 镇街管理已落实 (regime B) */
export const townshipManagementAssigned = event(
  'TownshipManagementAssigned',
  1,
  z.object({ ...fact, manager: Body, since: Day }),
  { correctable: ['source'] },
);

/** 社区党组织领导已落实 (regime C): led by one, guided by another. */
export const communityPartyLeadershipAssigned = event(
  'CommunityPartyLeadershipAssigned',
  1,
  z.object({ ...fact, lead: Body, guide: Body, since: Day }),
  { correctable: ['source'] },
);

/** 责任主体已落实 (regime D), looked at again by `review` at the latest. */
export const responsibleBodyAssigned = event(
  'ResponsibleBodyAssigned',
  1,
  z.object({ ...fact, body: Body, reason: Reason, since: Day, review: Due }),
  { correctable: ['reason', 'source'] },
);

export const regimeEvents = [
  baseRegimeInputsRecorded,
  managementRegimeClassified,
  regimeEvidenceMissing,
  regimeManualOutcomeProposed,
  regimeManualOutcomeApproved,
  regimeReviewDue,
  regimeReviewOpened,
  baseRegistrationFiled,
  baseRegistrationOverdue,
  baseLegallyRegistered,
  townshipManagementAssigned,
  communityPartyLeadershipAssigned,
  responsibleBodyAssigned,
] as const;
export type RegimeEvent = EventOf<(typeof regimeEvents)[number]>;
