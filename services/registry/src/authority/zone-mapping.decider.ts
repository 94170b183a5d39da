import {
  ok,
  refuse,
  type AuthorityId,
  type Day,
  type DivisionCode,
  type EventId,
  type Result,
} from '@fuhua/kernel';
import { division } from '@fuhua/rules';
import { zoneMappingSet, type AuthorityEvent } from './authority.events.ts';
import { unfit, type OtherAuthority, type Unfit } from './competence.decider.ts';
import type { Replacing } from './filing-deadline.decider.ts';

/** `replacing` takes the zone's newest mapping back whole; without it this one must begin later. */
export interface SetZoneMapping {
  readonly type: 'SetZoneMapping';
  readonly zone: DivisionCode;
  readonly acting: OtherAuthority;
  readonly countsFor: DivisionCode | 'none';
  readonly validFrom: Day;
  readonly document?: string | undefined;
  readonly replacing?: Replacing | undefined;
}

export type ZoneMappingRefusal =
  | Unfit
  | {
      readonly code: 'registry.not-a-zone';
      readonly division: DivisionCode;
      readonly on: Day;
    }
  | {
      readonly code: 'registry.not-a-county';
      readonly division: DivisionCode;
      readonly on: Day;
    }
  | { readonly code: 'registry.not-later'; readonly day: Day; readonly last: Day }
  | { readonly code: 'registry.replaces-unknown'; readonly replaces: EventId };

interface Mapping {
  readonly event: EventId;
  readonly validFrom: Day;
}

/** The mappings of each zone, the earliest first; each ends the day before the next. */
export type ZoneMap = ReadonlyMap<DivisionCode, readonly Mapping[]>;

type ZoneMappingSet = Extract<AuthorityEvent, { type: 'ZoneMappingSet' }>;

/** Definition 9. A zone is never a county, and nobody but a civil-affairs bureau acts for it. */
export function setZoneMapping(
  command: SetZoneMapping,
  authority: AuthorityId,
  map: ZoneMap,
): Result<readonly ZoneMappingSet[], ZoneMappingRefusal> {
  const { zone, acting, countsFor, validFrom, document, replacing } = command;
  if (division(zone, validFrom)?.level !== 'functional-zone') {
    return refuse({ code: 'registry.not-a-zone', division: zone, on: validFrom });
  }
  if (countsFor !== 'none' && division(countsFor, validFrom)?.level !== 'county') {
    return refuse({ code: 'registry.not-a-county', division: countsFor, on: validFrom });
  }
  const misfit = unfit(acting, 'civil-affairs');
  if (misfit !== undefined) return refuse(misfit);
  const mappings = map.get(zone) ?? [];
  if (replacing !== undefined && mappings.at(-1)?.event !== replacing.event) {
    return refuse({ code: 'registry.replaces-unknown', replaces: replacing.event });
  }
  const last = without(mappings, replacing?.event).at(-1);
  if (last !== undefined && validFrom <= last.validFrom) {
    return refuse({ code: 'registry.not-later', day: validFrom, last: last.validFrom });
  }
  return ok([
    zoneMappingSet({
      authority,
      zone,
      actingAuthority: acting.id,
      countsFor,
      validFrom,
      ...(document !== undefined && { document }),
      ...(replacing && { replaces: replacing.event, reason: replacing.reason }),
    }),
  ]);
}

export function withMapping(
  map: ZoneMap,
  { zone, validFrom, replaces }: ZoneMappingSet['data'],
  event: EventId,
): ZoneMap {
  const mappings = without(map.get(zone) ?? [], replaces);
  return new Map(map).set(zone, [...mappings, { event, validFrom }]);
}

function without(mappings: readonly Mapping[], event: EventId | undefined): readonly Mapping[] {
  return mappings.filter((mapping) => mapping.event !== event);
}
