import { BaseId, Day, event, EventId, PersonId, type EventOf } from '@fuhua/kernel';
import { z } from 'zod';
import { ending } from './upkeep-values.events.ts';
import { fact, Name, Reason } from './values.events.ts';

/** Where a base is at home and how it is run (四(一)1-3, 三(一)-1, 四(三)1-1). */

/** 乡镇（街道）综合服务设施 · 城乡社区综合服务设施 · 社会工作服务站点 · 其他 */
export const FacilityKind = z.enum([
  'township-service-facility',
  'community-service-facility',
  'social-work-station',
  'other',
]);
export type FacilityKind = z.infer<typeof FacilityKind>;

/** 依托设施已关联. `validTo`: the last day of the lease, or of the agreement on shared use. */
export const hostFacilityLinked = event(
  'HostFacilityLinked',
  1,
  z.object({
    ...fact,
    kind: FacilityKind,
    name: Name,
    /** Of what the base uses, in square metres. */
    areaM2: z.number().positive().max(1_000_000),
    /** 共用协议: its title or number, where the facility is shared. */
    sharedUse: Name.optional(),
    validFrom: Day,
    validTo: Day.optional(),
  }),
  { correctable: ['kind', 'name', 'areaM2', 'sharedUse', 'validFrom', 'validTo', 'source'] },
);

/** 依托设施已解除. From `on` the base is there no longer. */
export const hostFacilityUnlinked = event(
  'HostFacilityUnlinked',
  1,
  z.object({ ...ending, reason: Reason }),
  { correctable: ['on', 'reason', 'source'] },
);

/** 设施使用期将届满, 90, 60 and 30 days before `validTo`. */
export const hostLeaseExpiring = event(
  'HostLeaseExpiring',
  1,
  z.object({ base: BaseId, recorded: EventId, validTo: Day, daysLeft: z.int().positive() }),
);

/** 设施使用期已届满: used through `validTo`, and the link was neither ended nor followed by a newer one. */
export const hostLeaseEnded = event(
  'HostLeaseEnded',
  1,
  z.object({ base: BaseId, recorded: EventId, validTo: Day }),
);

/** 专用房间 · 服务窗口 */
export const PartyServicePlace = z.enum(['room', 'desk']);
export type PartyServicePlace = z.infer<typeof PartyServicePlace>;

/** 党群服务已设立. Its source carries evidence. */
export const partyServiceEnabled = event(
  'PartyServiceEnabled',
  1,
  z.object({ ...fact, place: PartyServicePlace, responsible: PersonId, validFrom: Day }),
  { correctable: ['place', 'responsible', 'validFrom', 'source'] },
);

/** 党群服务已停止. From `on` there is none at that place. */
export const partyServiceEnded = event(
  'PartyServiceEnded',
  1,
  z.object({ ...ending, reason: Reason }),
  { correctable: ['on', 'reason', 'source'] },
);

/** 自主运营 · 政府购买 · 合作共建 · 其他 */
export const OperatingModel = z.enum(['self-run', 'purchased', 'co-run', 'other']);
export type OperatingModel = z.infer<typeof OperatingModel>;

/** 运营模式已确定, from `since` until the next. `legalBasis`: the rule or document it rests on. */
export const operatingModelSet = event(
  'OperatingModelSet',
  1,
  z.object({ ...fact, model: OperatingModel, legalBasis: Name, since: Day }),
  { correctable: ['model', 'legalBasis', 'since', 'source'] },
);

export const facilityEvents = [
  hostFacilityLinked,
  hostFacilityUnlinked,
  hostLeaseExpiring,
  hostLeaseEnded,
  partyServiceEnabled,
  partyServiceEnded,
  operatingModelSet,
] as const;
export type FacilityEvent = EventOf<(typeof facilityEvents)[number]>;
