/** What specs of running cases say: papers, a notice of an early exit, what a graduation is rated by. */

export const files = ['a'.repeat(64)];

/** Points of each dimension of a graduation (R-GRD-03). */
export const weights = {
  ...{ governance: 20, 'party-work': 10, 'finance-compliance': 20, 'project-service': 20 },
  ...{ 'self-financing-resources': 15, 'staff-volunteers': 10, 'social-evaluation': 5 },
};

export const evidence = [{ title: '检查记录', source: '现场检查', date: '2024-10-28' }];
/** A duty that is broken and cannot be cured. */
export const ground = {
  ...{ ground: 'G1', brokenDuty: '每月开展一次活动', curable: false, midterm: false, evidence },
};
export const paper = (number: string) => ({
  ...{ number, text: { inline: '文书正文' }, method: 'in-person', proof: files },
});
export const notice = {
  ...{ ground, measure: 'early-exit', document: paper('澄民〔2024〕88号') },
  text: { facts: '三个月未开展活动', basis: '孵化协议第八条', rights: '可陈述申辩、申请听证' },
};

/** It answers no point of a defence. */
export const draft = {
  ...{ outcome: { measure: 'early-exit', ground: 'G1' }, reasons: '违反约定事实清楚' },
  ...{ answers: [], remedies: '可依法申请复议或提起合同诉讼' },
};
