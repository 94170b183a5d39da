import { BaseId, Day, event, type EventOf } from '@fuhua/kernel';
import { z } from 'zod';
import { facilityEvents, type FacilityEvent } from './facility.events.ts';
import { staffEvents, type StaffEvent } from './staff.events.ts';
import {
  ActorKind,
  ActorRef,
  ActorRole,
  BaseField,
  BaseSystem,
  Completeness,
  ending,
} from './upkeep-values.events.ts';
import { fact, Name, Reason, typesOf } from './values.events.ts';

export * from './facility.events.ts';
export * from './staff.events.ts';
export * from './upkeep-values.events.ts';

/** What is kept up over the years: actors, systems, verification (二(二)-1, 四(四)2-6, 五(一)-2). */

/** 参与主体已确定: who takes part, as which of the five, and in which role. */
export const baseActorAssigned = event(
  'BaseActorAssigned',
  1,
  z.object({
    ...fact,
    kind: ActorKind,
    actor: ActorRef,
    role: ActorRole,
    validFrom: Day,
    validTo: Day.optional(),
  }),
  { correctable: ['validFrom', 'validTo', 'source'] },
);

/** 参与主体已退出. From `on` it takes no part in that role. */
export const baseActorReleased = event('BaseActorReleased', 1, z.object(ending), {
  correctable: ['on', 'source'],
});

/** 管理制度已建立, from `since`, in place of the version before. `document`: its title, with its number if it has one. */
export const baseSystemEstablished = event(
  'BaseSystemEstablished',
  1,
  z.object({ ...fact, system: BaseSystem, document: Name, since: Day }),
  { correctable: ['document', 'since', 'source'] },
);

/** 管理制度已废止. From `on` there is none, whatever stood before it. */
export const baseSystemWithdrawn = event(
  'BaseSystemWithdrawn',
  1,
  z.object({ ...ending, reason: Reason }),
  { correctable: ['on', 'reason', 'source'] },
);

/**
 * 基地信息已核实 on that day, by whoever the event's metadata names. `completeness`: of the record at that moment, this
 * verification included; a recorded history lacks it.
 */
export const baseVerified = event(
  'BaseVerified',
  1,
  z.object({
    ...fact,
    on: Day,
    checked: z.array(BaseField).min(1),
    completeness: Completeness.optional(),
  }),
  { correctable: ['on', 'checked', 'source'] },
);

/** 核实已逾期: nobody verified the record in the 12 months up to the day before `overdueFrom`. */
export const baseVerificationOverdue = event(
  'BaseVerificationOverdue',
  1,
  z.object({ base: BaseId, lastVerifiedOn: Day.optional(), overdueFrom: Day }),
);

/** 数据存疑已标记. Another person than the one who flagged it closes it. */
export const baseDataFlagged = event(
  'BaseDataFlagged',
  1,
  z.object({ ...fact, field: BaseField, reason: Reason, on: Day }),
  { correctable: ['reason', 'on', 'source'] },
);

/** 存疑已核销, by another person; `finding` tells what came out. */
export const baseDataFlagCleared = event(
  'BaseDataFlagCleared',
  1,
  z.object({ ...ending, finding: Reason }),
  { correctable: ['on', 'finding', 'source'] },
);

export const upkeepEvents = [
  baseActorAssigned,
  baseActorReleased,
  baseSystemEstablished,
  baseSystemWithdrawn,
  baseVerified,
  baseVerificationOverdue,
  baseDataFlagged,
  baseDataFlagCleared,
  ...staffEvents,
  ...facilityEvents,
] as const;
export type UpkeepEvent = EventOf<(typeof upkeepEvents)[number]> | StaffEvent | FacilityEvent;

const upkeepTypes = typesOf(upkeepEvents);

export function isUpkeepEvent(event: { readonly type: string }): event is UpkeepEvent {
  return upkeepTypes.has(event.type);
}
