import { z } from 'zod';
import type { Text } from '../result.ts';

/** What a base may be for (三(二), 5.9). `capacity` is 能力建设 of residents, `capability` 能力提升 taken over for the county. */
const labels = {
  incubation: { zh: '培育扶持', en: 'incubation' },
  'party-service': { zh: '党群服务', en: 'Party-mass service' },
  'training-exchange': { zh: '培训交流', en: 'training and exchange' },
  information: { zh: '信息服务', en: 'information' },
  'resource-link': { zh: '资源链接', en: 'linking resources' },
  brand: { zh: '品牌培育', en: 'building brands' },
  'supervise-assess': { zh: '督导考核', en: 'supervision and assessment' },
  integrate: { zh: '资源整合', en: 'integrating resources' },
  'startup-guidance': { zh: '创业指导', en: 'guiding start-ups' },
  research: { zh: '课题研究', en: 'research' },
  policy: { zh: '政策参与', en: 'taking part in policy' },
  standard: { zh: '标准制定', en: 'laying down standards' },
  showcase: { zh: '成果展示', en: 'showcasing' },
  grading: { zh: '承接等级评估', en: 'grading, as delegated' },
  venture: { zh: '承接公益创投', en: 'venture philanthropy, as delegated' },
  capability: { zh: '承接能力提升', en: 'raising capability, as delegated' },
  talent: { zh: '承接人才培养', en: 'training talent, as delegated' },
  space: { zh: '场地设备', en: 'space and equipment' },
  capacity: { zh: '能力建设', en: 'building capacity' },
  'finance-guidance': { zh: '财务指导', en: 'financial guidance' },
  training: { zh: '人员培训', en: 'training staff' },
  'demand-link': { zh: '需求对接', en: 'linking demand' },
  'project-supervision': { zh: '项目策划督导', en: 'planning and supervising projects' },
} as const satisfies Readonly<Record<string, Text>>;

type Code = keyof typeof labels;
export const FunctionCode = z.enum(Object.keys(labels) as [Code, ...Code[]]);
export type FunctionCode = z.infer<typeof FunctionCode>;

/** What officers read; of a code that is none, the code itself. */
export function functionLabel(code: string): Text {
  const { data } = FunctionCode.safeParse(code);
  return data === undefined ? { zh: code, en: code } : labels[data];
}
