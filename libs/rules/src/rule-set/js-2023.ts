import type { Day, DivisionCode } from '@fuhua/kernel';
import { caseProcedures, caseRules } from './js-2023-case.ts';
import type { RuleSet } from './rule-set.ts';

/** 三(二), 5.9. The guidance is silent on the province: its bases may have all of them. */
const city = ['resource-link', 'brand', 'supervise-assess'];
const county = [
  ...['integrate', 'startup-guidance', 'research', 'policy', 'standard', 'showcase'],
  ...['grading', 'venture', 'capability', 'talent'],
];
const neighbourhood = [
  ...['space', 'capacity', 'finance-guidance', 'training', 'information', 'demand-link'],
  'project-supervision',
];

/** 江苏省民政厅《关于深化拓展社会组织孵化基地建设的指导意见》, signed 2023-10-11; it names no other day to begin on. */
export const JS_2023: RuleSet = {
  id: 'JS-2023',
  version: 1,
  scope: '32' as DivisionCode,
  effectiveFrom: '2023-10-11' as Day,
  rules: [
    {
      rule: 'R-FUN-01',
      impl: 1,
      clause: '三(二)',
      params: {
        common: ['incubation', 'party-service', 'training-exchange', 'information'],
        byLevel: {
          province: [...city, ...county, ...neighbourhood],
          city,
          county,
          township: neighbourhood,
          village: neighbourhood,
        },
      },
    },
    {
      rule: 'R-REG-01',
      impl: 1,
      clause: '四(四)2',
      params: {
        largeCriteriaMin: 2,
        areaM2Min: 200,
        fullTimeStaffMin: 3,
        liveIncubateesMin: 10,
        yearlyFundsFenMin: '20000000',
        filingMonthsMax: 6,
        reviewMonths: 12,
      },
    },
    {
      rule: 'R-OPR-01',
      impl: 1,
      clause: '四(三)1-2',
      params: {
        gradeMin: '3A',
        kinds: ['hub', 'social-work-agency'],
        exceptionMonthsMax: 12,
        waivable: ['grade', 'kind', 'capability', 'route'],
      },
    },
    {
      rule: 'R-OPR-02',
      impl: 1,
      clause: '四(三)1-2',
      params: {
        yearsMax: 1,
        recurringYearsMax: 3,
        institutionClassesBarred: ['I'],
        lineKindsBarred: ['public-welfare-post'],
        lineWordsBarred: ['公益性岗位', '公益岗位'],
      },
    },
    {
      rule: 'R-OPR-03',
      impl: 1,
      clause: '四(三)1-4',
      params: { gradeMin: '3A', alertWorkingDays: 1, cureDays: 90 },
    },
    { rule: 'R-OPR-04', impl: 1, clause: '四(三)1-3', params: { lookBackMonths: 24 } },
    { rule: 'R-STF-01', impl: 1, clause: '四(二)1-2', params: {} },
    ...caseRules,
  ],
  procedures: {
    'base.functions': ['R-FUN-01'],
    'base.staff-choice': ['R-STF-01'],
    'base.regime': ['R-REG-01'],
    'operator.nomination': ['R-OPR-01'],
    'operator.signing': ['R-OPR-01', 'R-OPR-02'],
    'delegation.mandate': ['R-OPR-04'],
    ...caseProcedures,
  },
};
