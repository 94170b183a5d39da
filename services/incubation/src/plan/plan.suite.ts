import { parseDay, type CaseId, type DivisionCode } from '@fuhua/kernel';
import { newestCalendar, shippedRuleSets, type Authority } from '@fuhua/rules';
import { authorityId, baseId, organizationId, uuidNamed } from '@fuhua/testing';
import type { PlannedCase } from './approval.decider.ts';
import type { OfficerAct, Subject } from './record.decider.ts';

/** A start-up at a township base, and the bureau of its county, for specs. */

export const day = parseDay;
const code = (text: string): DivisionCode => text as DivisionCode;
export const wuzhong: Authority = {
  id: authorityId('320506'),
  kind: 'civil-affairs',
  level: 'county',
  division: code('320506'),
  above: [],
};
export const suzhou: Authority = {
  ...{ ...wuzhong, id: authorityId('3205'), level: 'city', division: code('3205') },
};
export const subject: Subject = {
  case: uuidNamed('case', 'one') as CaseId,
  base: baseId('wuzhong'),
  organization: organizationId('sunny'),
};
const [set] = shippedRuleSets;
export const ruleSet = { id: set!.id, version: set!.version };
export const planned: PlannedCase = {
  ...subject,
  division: code('320506104200'),
  developmentStage: 'start-up',
  ruleSet,
  caseStage: 'planning',
};
export const calendar = newestCalendar();
export const knownThrough = { incubation: 'incubation:e:1' };
export const term = { start: day('2024-04-01'), end: day('2025-03-31') };
export const source = { name: '服务记录（测试）' };
export const file = 'a'.repeat(64);
export const today = day('2024-03-20');
export const officer: OfficerAct = {
  acting: wuzhong,
  base: { kind: 'incubation-base', level: 'township', location: code('320506104200') },
  directory: { authorities: [wuzhong, suzhou] },
  today,
};
export const party = { today };
