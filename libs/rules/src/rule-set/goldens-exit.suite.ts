/** Values of the facts of plans and of early exits; the same value more than once comes up more often. */

const id = (number: number): string => `0192f0c1-0000-7000-8000-00000000000${String(number)}`;

const planItems = (topics: readonly string[], evidence = '记录', dueOn = '2024-12-31') =>
  topics.map((topic) => ({ topic, task: `${topic} 事项`, evidence, dueOn }));
const common = [
  ...['party-work', 'governance', 'finance', 'project', 'talent', 'brand'],
  ...['resource-need', 'grade-readiness'],
];
export const planValues: Readonly<Record<string, readonly unknown[]>> = {
  'plan.type': ['foundation', 'foundation', 'filed-community'],
  'plan.stage': ['seed', 'start-up', 'growth', 'hub'],
  'plan.items': [
    planItems([...common, 'spending-ratio', 'disclosure', 'fundraising-filing']),
    planItems([...common, 'spending-ratio', 'disclosure', 'fundraising-filing']),
    planItems([...common, 'disclosure']),
    planItems([...common, 'registration-path', 'basic-accounts', 'volunteers']),
    planItems(common.slice(1)),
    planItems(common, ''),
    planItems([...common, 'disclosure'], '记录', 'none'),
  ],
  'plan.inapplicable': [
    [],
    [],
    [{ topic: 'spending-ratio', reason: '尚无年度收入' }],
    [{ topic: 'party-work', reason: '无' }],
  ],
};

const outcome = (measure: string, ground: string) => ({ measure, ground });
export const exitValues: Readonly<Record<string, readonly unknown[]>> = {
  'exit.ground': ['G1', 'G1', 'G2', 'G2', 'G3', 'G3', 'G4', 'G5'],
  'exit.evidence': [
    [{ source: '现场检查记录', date: '2024-01-10' }],
    [{ source: '现场检查记录', date: '2024-01-10' }],
    [{ source: '', date: '2024-01-10' }],
    [],
  ],
  'exit.brokenDuty': ['第五条：不得闲置场地', '第五条：不得闲置场地', ''],
  'exit.fiscalYear': [2022, 2023, 2023, 2024],
  'exit.offence': [
    { is: 'decision', number: '苏民罚〔2024〕1号', effectiveOn: '2024-02-29' },
    { is: 'decision', number: '苏民罚〔2024〕9号', effectiveOn: '2025-01-25' },
    { is: 'investigation', since: '2024-01-05' },
    'none',
  ],
  'exit.curable': [true, true, false],
  'exit.cure': [
    { orderedOn: '2024-01-11', dueOn: '2024-02-18', curedOn: 'not-cured' },
    { orderedOn: '2024-01-11', dueOn: '2024-02-19', curedOn: 'not-cured' },
    { orderedOn: '2024-08-31', dueOn: '2024-09-30', curedOn: 'not-cured' },
    { orderedOn: '2024-01-11', dueOn: '2024-02-18', curedOn: '2024-02-18' },
    { orderedOn: '2024-01-11', dueOn: '2024-02-18', curedOn: '2024-02-19' },
    'not-ordered',
  ],
  'exit.defence': [
    'none',
    [{ point: '已按期使用场地', answer: '与检查记录不符' }],
    [
      { point: '已按期使用场地', answer: '与检查记录不符' },
      { point: '未收到整改通知', answer: '' },
    ],
  ],
  'exit.outcome': [
    ...[outcome('early-exit', 'G1'), outcome('early-exit', 'G4')],
    ...[outcome('warn', 'G1'), outcome('rectify', 'G1')],
  ],
  'exit.decidedBy': [id(5), id(5), id(5), id(6)],
  'exit.officers': [
    [id(1), id(2)],
    [id(1), id(2)],
    [id(1), id(1)],
  ],
  'exit.operatorOfficers': [[], [], [], [id(2)]],
  'exit.reasonsGiven': [true, true, false],
  'exit.servedOn': ['2024-01-08', '2024-09-13', '2025-01-02'],
  'exit.finalOn': ['2024-01-31', '2024-09-13', '2025-01-24'],
  'base.competentAuthority': [id(5)],
  'base.reviewAuthority': [id(6)],
  'notice.parts': [
    ['facts', 'ground', 'basis', 'evidence', 'rights'],
    ['facts', 'ground', 'basis', 'evidence', 'rights'],
    ['facts', 'ground', 'evidence'],
  ],
  'notice.servedOn': ['2024-02-05', '2024-09-23'],
  'notice.defenceUntil': ['2024-02-18', '2024-02-28', '2024-09-30', '2024-10-10', '2024-09-29'],
  'notice.outcome': [
    outcome('early-exit', 'G1'),
    outcome('early-exit', 'G4'),
    outcome('warn', 'G1'),
  ],
  'review.askedOn': ['2024-01-29', '2024-01-30', '2024-10-10', '2025-01-23', '2025-01-24'],
  'review.authority': [id(6), id(6), id(5)],
  'handover.items': [
    [
      { item: 'space', doneOn: '2024-02-20' },
      { item: 'seals', doneOn: '2024-02-22' },
      { item: 'data-export', doneOn: '2024-02-27' },
    ],
    [
      { item: 'space', doneOn: '2024-02-20' },
      { item: 'seals', doneOn: '2024-02-22' },
      { item: 'data-export', doneOn: '2024-02-28' },
    ],
    [{ item: 'space', doneOn: '2024-02-20' }],
    [],
  ],
};
