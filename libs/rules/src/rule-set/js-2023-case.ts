import { commonTopics, topicsByType } from '../plan/facts.ts';
import type { RuleSet } from './rule-set.ts';

/** What JS-2023 v1 says of a case, from application to exit: 5.1 to 5.6. Numbers are [D] or practice unless the rule says else. */

const entry = '四(三)2-2';
const lists = ['abnormal-activity', 'serious-violation'];
const barMonths = { G1: 12, G2: 12, G3: 12, G4: 24 };
const neighbourhood = ['start-up-community'];

const entryRules: RuleSet['rules'] = [
  {
    rule: 'R-ENT-01',
    impl: 1,
    clause: entry,
    params: { kinds: ['registered', 'filed', 'preparing-team'] },
  },
  {
    rule: 'R-ENT-02',
    impl: 1,
    clause: '四(三)2-1',
    params: {
      function: 'incubation',
      sections: [
        ...['service-content', 'entry-conditions', 'application-procedure'],
        ...['incubation-term', 'incubation-flow'],
      ],
    },
  },
  { rule: 'R-ENT-03', impl: 1, clause: entry, params: { lists } },
  { rule: 'R-ENT-04', impl: 1, clause: entry, params: { cleanMonths: 24 } },
  {
    rule: 'R-ENT-05',
    impl: 1,
    clause: '三(二)',
    params: {
      targets: {
        province: [],
        city: ['hub', 'support'],
        county: [],
        township: neighbourhood,
        village: neighbourhood,
      },
      startUpMonths: 24,
    },
  },
  { rule: 'R-ENT-06', impl: 1, clause: '三(二)', params: { startUpMonths: 24 } },
  { rule: 'R-ENT-07', impl: 1, clause: entry, params: { inShellMax: 1, virtualMax: 1 } },
  {
    rule: 'R-ENT-08',
    impl: 1,
    clause: entry,
    params: { corePersonsMin: 3, preApprovalMonths: 6 },
  },
  { rule: 'R-ENT-09', impl: 1, clause: entry, params: { lookBackMonths: 24 } },
  { rule: 'R-ENT-10', impl: 1, clause: '四(三)2-4', params: {} },
];

const reviewRules: RuleSet['rules'] = [
  {
    rule: 'R-REV-02',
    impl: 1,
    clause: entry,
    params: {
      completenessWorkingDays: 5,
      supplementWorkingDays: 15,
      preReviewWorkingDays: 5,
      decisionWorkingDays: 20,
      decisionExtensionWorkingDays: 10,
      noticeWorkingDays: 5,
      objectionAnswerWorkingDays: 15,
      agreementWorkingDays: 10,
      planWorkingDays: 20,
      notificationWorkingDays: 5,
    },
  },
  {
    rule: 'R-REV-03',
    impl: 1,
    clause: entry,
    params: { ratersMin: 3, outsideRatersMin: 1, meanMin: 70, dimensionPercentMin: 50 },
  },
];

const planRules: RuleSet['rules'] = [
  {
    rule: 'R-PLN-01',
    impl: 1,
    clause: '四(三)2-3',
    params: {
      itemsMin: 8,
      topics: commonTopics,
      topicsOf: topicsByType,
      waivable: ['spending-ratio'],
    },
  },
];

const termRules: RuleSet['rules'] = [
  {
    rule: 'R-TRM-01',
    impl: 1,
    clause: '四(三)2-1',
    params: {
      months: { seed: 12, 'start-up': 12, growth: 6, hub: 12 },
      virtualMonths: 12,
      capMonths: 24,
    },
  },
  {
    rule: 'R-TRM-02',
    impl: 1,
    clause: '四(三)2-2',
    params: {
      continueMin: 60,
      improveMin: 50,
      atPercent: 50,
      windowMonths: 1,
      improveDays: 60,
      warnDays: 90,
    },
  },
  {
    rule: 'R-TRM-03',
    impl: 1,
    clause: '四(三)2-1',
    params: {
      askDaysBefore: 30,
      monthsMax: 6,
      timesMax: 1,
      reasons: ['registration-pending', 'project-closing', 'force-majeure'],
    },
  },
  {
    rule: 'R-TRM-04',
    impl: 1,
    clause: '四(三)2-1',
    params: { monthsMax: 3, reasons: ['force-majeure'] },
  },
];

const graduationRules: RuleSet['rules'] = [
  {
    rule: 'R-GRD-01',
    impl: 1,
    clause: '四(三)2-2',
    params: {
      fromMonth: 6,
      fromMidterm: ['growth'],
      untilDaysBefore: 30,
      remindersDaysBefore: [60, 45],
      decisionWorkingDays: 20,
    },
  },
  { rule: 'R-GRD-02', impl: 1, clause: '四(三)2-2', params: { lists } },
  {
    rule: 'R-GRD-03',
    impl: 1,
    clause: '四(三)2-2',
    params: {
      excellentMin: 90,
      graduateMin: 80,
      conditionsMin: 70,
      extendMin: 60,
      extensionsMax: 1,
      weights: {
        governance: 20,
        'party-work': 10,
        'finance-compliance': 20,
        'project-service': 20,
        'self-financing-resources': 15,
        'staff-volunteers': 10,
        'social-evaluation': 5,
      },
    },
  },
  {
    rule: 'R-GRD-04',
    impl: 1,
    clause: '四(三)2-2',
    params: { months: [3, 6, 12], survivalMonth: 12 },
  },
];

const exitClause = '四(三)2-4';
const exitRules: RuleSet['rules'] = [
  { rule: 'R-EXT-01', impl: 1, clause: exitClause, params: { evidenceMin: 1 } },
  {
    rule: 'R-EXT-02',
    impl: 1,
    clause: exitClause,
    params: {
      parts: ['facts', 'ground', 'basis', 'evidence', 'rights'],
      defenceWorkingDays: 10,
      defenceWorkingDaysMin: 5,
      meetingAskWorkingDays: 5,
      meetingNoticeWorkingDays: 7,
    },
  },
  { rule: 'R-EXT-03', impl: 1, clause: exitClause, params: { cureDaysMax: 30 } },
  { rule: 'R-EXT-04', impl: 1, clause: exitClause, params: { barMonths } },
  {
    rule: 'R-EXT-05',
    impl: 1,
    clause: exitClause,
    params: { officersMin: 2, decisionWorkingDays: 30, serviceWorkingDays: 7 },
  },
  {
    rule: 'R-EXT-06',
    impl: 1,
    clause: exitClause,
    params: { askWorkingDays: 15, decideWorkingDays: 30, reconsiderationDays: 60 },
  },
  {
    rule: 'R-EXT-07',
    impl: 1,
    clause: exitClause,
    params: { items: ['space', 'seals', 'data-export'], handoverWorkingDays: 15 },
  },
  { rule: 'R-EXT-08', impl: 1, clause: exitClause, params: { months: barMonths } },
];

export const caseRules: RuleSet['rules'] = [
  ...entryRules,
  ...reviewRules,
  ...planRules,
  ...termRules,
  ...graduationRules,
  ...exitRules,
];

const entryIds = entryRules.map(({ rule }) => rule);

export const caseProcedures: RuleSet['procedures'] = {
  'case.application': entryIds,
  'case.review-clocks': ['R-REV-02'],
  'case.entry': [...entryIds, 'R-REV-03'],
  'plan.approval': ['R-PLN-01'],
  'case.midterm': ['R-TRM-02'],
  'case.extension': ['R-TRM-01', 'R-TRM-03'],
  'case.pause': ['R-TRM-04'],
  'case.graduation-application': ['R-GRD-01'],
  'case.graduation': ['R-GRD-02', 'R-GRD-03'],
  'case.follow-up': ['R-GRD-04'],
  'exit.notice': ['R-EXT-01'],
  'exit.notice-text': ['R-EXT-02'],
  'exit.cure': ['R-EXT-03'],
  'exit.decision': ['R-EXT-01', 'R-EXT-04', 'R-EXT-05', 'R-EXT-08'],
  'exit.review': ['R-EXT-06'],
  'exit.handover': ['R-EXT-07'],
  'panel.raters': ['R-OPR-04', 'R-ENT-09'],
  /** Of a base without an operator, where R-OPR-04 has nobody to ask about. */
  'panel.raters-without-operator': ['R-ENT-09'],
};
