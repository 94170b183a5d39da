import type { Day, DivisionCode } from '@fuhua/kernel';
import type { RuleSet } from './rule-set.ts';

/** 江苏省民政厅《关于深化拓展社会组织孵化基地建设的指导意见》, signed 2023-10-11; it names no other day to begin on. */
export const JS_2023: RuleSet = {
  id: 'JS-2023',
  version: 1,
  scope: '32' as DivisionCode,
  effectiveFrom: '2023-10-11' as Day,
  rules: [
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
  ],
  procedures: {
    'base.regime': ['R-REG-01'],
  },
};
