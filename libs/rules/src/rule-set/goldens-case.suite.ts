/** Values of the facts of a case, from application to graduation; the same value more than once comes up more often. */

const id = (number: number): string => `0192f0c1-0000-7000-8000-00000000000${String(number)}`;

const sections = [
  ...['service-content', 'entry-conditions', 'application-procedure'],
  ...['incubation-term', 'incubation-flow'],
];
const filings = [
  { fiscalYear: 2021, charity: false, filedOn: '2022-05-31' },
  { fiscalYear: 2022, charity: false, filedOn: '2023-05-31' },
  { fiscalYear: 2023, charity: false, filedOn: '2024-05-31' },
  { fiscalYear: 2024, charity: false, filedOn: '2025-06-03' },
];
const concluded = (fiscalYear: number, outcome: string, publishedOn: string) =>
  filings.map((one) =>
    one.fiscalYear === fiscalYear ? { ...one, conclusion: { outcome, publishedOn } } : one,
  );

const applicant = {
  'applicant.kind': [
    ...['registered', 'registered', 'registered', 'registered'],
    ...['filed', 'preparing-team'],
  ],
  'applicant.uscc': ['5332000050917103XB', '5332000050917103XB', '53100000500020462H', 'none'],
  'applicant.organization': [id(7), id(8), id(9)],
  'applicant.legalKind': [
    ...['social-association', 'social-service-organization', 'social-service-organization'],
    'foundation',
  ],
  'applicant.charity': [false, false, true],
  'applicant.registeredOn': ['2019-03-01', '2022-02-28', '2023-01-24', '2024-01-01', '2024-02-01'],
  'applicant.filedOn': ['2022-02-28', '2022-09-29', '2024-01-01'],
  'applicant.classifications': [[], ['hub'], ['support'], ['community'], ['community']],
  'applicant.activeCases': [
    [],
    [],
    [{ case: id(1), mode: 'virtual' }],
    [{ case: id(1), mode: 'in-shell' }],
    [
      { case: id(1), mode: 'in-shell' },
      { case: id(2), mode: 'virtual' },
    ],
  ],
  'applicant.relatedParties': [
    { organization: id(8), related: [] },
    { organization: id(8), related: [] },
    {
      organization: id(8),
      related: [
        {
          relation: 'controlled-by',
          counterparty: { is: 'organization', organization: id(7) },
          validFrom: '2023-01-01',
        },
      ],
    },
  ],
  'applicant.personLinks': [
    [],
    [],
    [{ organization: id(7), relation: 'works-for', validFrom: '2023-06-01' }],
  ],
  'applicant.bar': ['none', 'none', { until: '2024-09-30' }, { until: '2024-09-29' }],
  'applicant.registrationPath': ['approved', 'approved', 'none'],
};

const organization = {
  'organization.filings': [
    [],
    filings,
    filings,
    filings,
    concluded(2023, 'pass', '2024-08-30'),
    concluded(2023, 'fail', '2024-08-30'),
    concluded(2022, 'basic-pass', '2023-08-30'),
    [{ fiscalYear: 2023, charity: true, filedOn: '2024-04-02' }],
    [{ fiscalYear: 2023, charity: false, exemptByRegistrar: true }],
    [{ fiscalYear: 2023, charity: false, localDeadline: '2024-09-28', filedOn: '2024-10-01' }],
    [
      {
        ...{ fiscalYear: 2023, charity: false },
        ...{ filedOn: '2024-06-10', acceptedAsTimelyOn: '2024-06-20' },
      },
    ],
  ],
  'organization.filingsSynchronisedOn': ['2024-02-25', '2024-09-23', '2025-01-20', '2025-12-28'],
  'organization.listings': [
    ...[[], [], [], []],
    [{ list: 'abnormal-activity', from: '2024-01-02' }],
    [{ list: 'serious-violation', from: '2024-10-01' }],
  ],
  'organization.listsSynchronisedOn': [
    ...['2024-02-25', '2024-09-23', '2025-01-20', '2025-12-28'],
    ...['2024-09-22', 'never'],
  ],
  'organization.penalties': [
    ...[[], [], []],
    [{ decision: '苏民罚〔2022〕3号', decidedOn: '2022-09-30' }],
    [{ decision: '苏民罚〔2023〕3号', decidedOn: '2023-10-01' }],
  ],
  'organization.penaltiesSynchronisedOn': ['2024-02-25', '2024-09-23', '2025-01-20', '2025-12-28'],
  'organization.accountsSeparate': [true, true, true, false],
  'organization.active': [true, true, false],
};

const baseAndCase = {
  'base.active': [true, true, true, false],
  'base.functions': [
    ['incubation', 'space'],
    ['incubation', 'space'],
    ['training', 'information'],
  ],
  'base.freePlaces': [0, 1, 12],
  'authority.localRules': [
    { publishedOn: '2023-11-01', sections },
    { publishedOn: '2023-11-01', sections },
    { publishedOn: '2024-09-30', sections: sections.slice(1) },
    'none',
  ],
  'case.mode': ['in-shell', 'in-shell', 'virtual'],
  'case.outsideTargetReason': ['none', 'none', '本地急需'],
  'case.stage': ['seed', 'start-up', 'growth', 'hub', 'support'],
  'case.startedOn': ['2023-06-01', '2023-08-31', '2024-02-29', '2024-03-31'],
  'case.termEnd': ['2024-03-30', '2024-10-30', '2025-02-23', '2025-03-27', '2026-01-30'],
  'case.pausedDays': [0, 0, 30],
  'case.extendedMonths': [0, 0, 6, 12],
  'case.extensions': [0, 0, 0, 1],
  'case.exitOpen': [false, false, false, false, true],
  'case.midtermBand': ['continue', 'continue', 'continue', 'improve', 'warn', 'none'],
  'case.midtermOn': ['2024-02-29', '2024-01-15', 'none'],
  'case.graduatedOn': ['2023-11-30', '2024-02-29', '2024-06-30'],
  'team.corePersons': [2, 3, 5],
  'team.name': ['pre-approved', 'applied-for', 'not-applied-for'],
  'entry.decider': [
    { person: id(3), links: [] },
    { person: id(3), links: [] },
    {
      person: id(3),
      links: [{ organization: id(7), relation: 'heads', validFrom: '2020-01-01' }],
    },
  ],
};

const dimensions = (...means: readonly string[]) => {
  const weights = [
    ['governance', '20'],
    ['party-work', '10'],
    ['finance-compliance', '20'],
    ['project-service', '20'],
    ['self-financing-resources', '15'],
    ['staff-volunteers', '10'],
    ['social-evaluation', '5'],
  ] as const;
  return weights.map(([code, max], index) => ({ code, mean: means[index] ?? max, max }));
};
const panel = (mean: string, ...means: readonly string[]) => ({
  ...{ raters: 3, outsideRaters: 1 },
  ...{ mean, dimensions: dimensions(...means) },
});

const judged = {
  'review.clocks': [
    [],
    [{ clock: 'completeness', day0: '2024-02-08', doneOn: '2024-02-21' }],
    [{ clock: 'completeness', day0: '2024-02-08', doneOn: '2024-02-22' }],
    [{ clock: 'decision', day0: '2024-09-12', doneOn: 'open' }],
    [
      { clock: 'notice', day0: '2024-01-24', doneOn: '2024-01-31' },
      { clock: 'agreement', day0: '2024-01-31', doneOn: 'open' },
    ],
    [{ clock: 'notice', day0: '2024-01-24', doneOn: '2024-01-30' }],
  ],
  'panel.conclusion': [
    ...['100', '90', '89.995', '89.994', '80', '79.99', '70', '69.995', '69.994', '60'].map((m) =>
      panel(m),
    ),
    panel('59.99'),
    panel('75', '9.995'),
    panel('75', '9.994'),
    { ...panel('75'), raters: 2 },
    { ...panel('75'), outsideRaters: 0 },
    { ...panel('75'), dimensions: [{ code: 'need', mean: '20', max: '25' }] },
  ],
  'midterm.score': ['100', '60', '59.995', '59.994', '50', '49.995', '49.99', '0'],
  'midterm.previous': ['none', 'none', 'continue', 'improve', 'warn'],
  'agreement.midtermBreach': [true, false],
  'agreement.openDuties': [[], [], [], ['按月报送进展']],
  'extension.origin': ['request', 'request', 'graduation'],
  'extension.askedOn': ['2024-02-28', '2024-02-29', '2024-09-30', '2025-01-24', '2025-12-31'],
  'extension.months': [0, 1, 3, 6, 7],
  'extension.reason': ['registration-pending', 'project-closing', 'force-majeure', 'other'],
  'extension.beyondCapBy': ['none', id(5)],
  'pause.reason': ['force-majeure', 'force-majeure', 'other'],
  'pause.period': [
    { from: '2024-02-29', until: '2024-05-28' },
    { from: '2024-02-29', until: '2024-05-29' },
    { from: '2024-06-01', until: '2024-06-30' },
    { from: '2025-01-24', until: '2025-02-23' },
  ],
  'followUp.month': [3, 6, 12, 12, 9],
  'followUp.openConditions': [[], [], ['完成等级评估申报']],
};

export const caseValues: Readonly<Record<string, readonly unknown[]>> = {
  ...applicant,
  ...organization,
  ...baseAndCase,
  ...judged,
};
