import { parseDay, type DivisionCode } from '@fuhua/kernel';
import { newestCalendar, shippedRuleSets, type Authority, type ZoneMapping } from '@fuhua/rules';
import { authorityId, baseId } from '@fuhua/testing';
import { baseRegistered, specialFieldBaseRegistered, type Source } from './base.events.ts';
import type { Act } from './record.decider.ts';

/** Whom and what the slice's specs speak of. */

export const day = parseDay;
export const place = (text: string): DivisionCode => text as DivisionCode;
export const source: Source = { name: '基地台账（测试）' };
export const migrated: Source = { ...source, migrated: true };

export const province = bureau('province', '32');
export const wuxi = bureau('city', '3202', province);
export const jiangyin = bureau('county', '320281', wuxi, province);
export const suzhou = bureau('city', '3205', province);
export const wuzhong = bureau('county', '320506', suzhou, province);
export const education: Authority = {
  id: authorityId('320281-education'),
  kind: 'sponsor',
  level: 'county',
  division: place('320281'),
  department: 'education',
  above: [],
};

function bureau(
  level: Authority['level'],
  code: string,
  ...above: readonly Authority[]
): Authority {
  return {
    id: authorityId(code),
    kind: 'civil-affairs',
    level,
    division: place(code),
    above: above.map(({ id }) => id),
  };
}

/** 苏州工业园区 is Wuzhong's to act for. */
export const zone: ZoneMapping = {
  zone: place('320576'),
  actingAuthority: wuzhong.id,
  countsFor: place('320506'),
  validFrom: day('2023-01-01'),
};

/** Jiangyin's officer, on 2024-06-28. */
export const act: Act = {
  acting: jiangyin,
  directory: { authorities: [province, wuxi, jiangyin, suzhou, wuzhong, education] },
  today: day('2024-06-28'),
  ruleSets: shippedRuleSets,
  calendar: newestCalendar(),
  knownThrough: { registry: 'registry:1:10' },
};

export const huashi = baseId('huashi');

/** 江阴市华士镇华士社区 */
export const opening = {
  name: '华士镇社会组织孵化基地（测试）',
  kind: 'incubation-base',
  level: 'township',
  location: place('320281107001'),
  address: '测试路1号',
  establishedOn: day('2022-03-01'),
  capacity: 20,
  source,
} as const;

export const registered = baseRegistered({ base: huashi, ...opening });

/** A sponsor's own, at the same place. */
export const special = { sponsor: education.id, field: 'education' };
export const specialRegistered = specialFieldBaseRegistered({
  base: huashi,
  ...opening,
  ...special,
});
