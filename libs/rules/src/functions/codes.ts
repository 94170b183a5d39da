import { z } from 'zod';
import { text } from '../findings/findings.ts';
import type { Text } from '../result.ts';

/** What a base may be for, as the guidance names it (一-1, 三(二)). */
export const FunctionCode = z.enum([
  ...['incubation', 'party-service', 'training-exchange', 'information'],
  ...['resource-link', 'brand', 'supervise-assess'],
  ...['integrate', 'startup-guidance', 'research', 'policy', 'standard', 'showcase'],
  ...['grading', 'venture', 'capability', 'talent'],
  ...['space', 'capacity', 'finance-guidance', 'training', 'demand-link', 'project-supervision'],
] as const);
export type FunctionCode = z.infer<typeof FunctionCode>;

/** Their names. `information` is both 信息服务 of every base (一-1) and 信息发布 of a township's (三(二)-3). */
export const functionNames = {
  incubation: text('培育孵化', 'incubation'),
  'party-service': text('党群服务', 'Party-mass service'),
  'training-exchange': text('培训交流', 'training and exchange'),
  information: text('信息服务', 'information service'),
  'resource-link': text('资源链接', 'resource linking'),
  brand: text('品牌培育', 'brand building'),
  'supervise-assess': text('督导考核', 'supervision and assessment'),
  integrate: text('资源整合', 'resource integration'),
  'startup-guidance': text('创业指导', 'start-up guidance'),
  research: text('课题研究', 'research'),
  policy: text('政策参与', 'taking part in policy'),
  standard: text('标准制定', 'standard setting'),
  showcase: text('成果展示', 'showcase'),
  grading: text('等级评估', 'grading'),
  venture: text('公益创投', 'venture philanthropy'),
  capability: text('能力提升', 'raising of capability'),
  talent: text('人才培养', 'training of talent'),
  space: text('场地设备', 'space and equipment'),
  capacity: text('能力建设', 'capacity building'),
  'finance-guidance': text('财务指导', 'financial guidance'),
  training: text('人员培训', 'staff training'),
  'demand-link': text('需求对接', 'linking of demand'),
  'project-supervision': text('项目策划督导', 'project planning and supervision'),
} satisfies Record<FunctionCode, Text>;
