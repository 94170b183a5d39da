import { parseDay, type DivisionCode } from '@fuhua/kernel';
import { calendarOf, type Authority } from '@fuhua/rules';
import { authorityId, baseId, organizationId, uuidNamed } from '@fuhua/testing';
import type { Act, DelegateBase } from './act.decider.ts';
import type { DelegationId } from './delegation.events.ts';

/** A county base, its authority and what it is asked to do, for specs and stories. */

export const day = parseDay;
const code = (text: string): DivisionCode => text as DivisionCode;
const bureau = (division: string, level: Authority['level']): Authority => ({
  id: authorityId(division),
  kind: 'civil-affairs',
  level,
  division: code(division),
  above: [],
});
export const wuzhong = bureau('320506', 'county');
export const suzhou = bureau('3205', 'city');
export const source = { name: '委托书（测试）' };
export const id = uuidNamed('delegation', 'one') as DelegationId;
export const base: DelegateBase = {
  base: baseId('wuzhong'),
  kind: 'incubation-base',
  level: 'county',
  location: code('320506104200'),
  stage: 'active',
  functions: ['grading', 'venture', 'capability', 'research', 'standard'],
};
export const act: Act = {
  delegation: id,
  acting: wuzhong,
  base,
  directory: { authorities: [wuzhong, suzhou] },
  today: day('2024-03-04'),
};
export const identity = { delegation: id, base: base.base };
export const opening = { ...identity, division: base.location };
export const mandate = {
  scope: '承接2024年度社会组织等级评估的材料初审和现场考察（测试）',
  validFrom: day('2024-03-04'),
  validTo: day('2024-12-31'),
  source,
};
export const calendar = calendarOf('CN-2026-1');
export const [sunny, rainy] = [organizationId('sunny'), organizationId('rainy')];
