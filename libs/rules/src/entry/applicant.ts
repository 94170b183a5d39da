import { fail, pass, text, unknown, valuesOn, type Verdict } from '../findings/findings.ts';
import type { Text } from '../result.ts';
import type { Rule } from '../rule-set/rule.ts';
import { explainUscc } from '../uscc/uscc.ts';
import { ApplicantParams, applicantFacts, type ApplicantFacts } from './facts.ts';
import type { ApplicantKind } from './values.ts';

export const applicantKindNames = {
  registered: text('已登记社会组织', 'registered social organization'),
  filed: text('备案社区社会组织', 'filed community social organization'),
  'preparing-team': text('筹备团队', 'preparing team'),
} satisfies Record<ApplicantKind, Text>;

/**
 * R-ENT-01 (四(三)2-2) [D, practice P21]: the applicant is of one of `kinds`. A registered one has a unified social credit
 * code whose two check digits are right; others go by the platform's id, which they keep when they get a code.
 */
export const applicantRule: Rule<ApplicantParams, ApplicantFacts> = {
  rule: 'R-ENT-01',
  impl: 1,
  params: ApplicantParams,
  facts: applicantFacts,
  evaluate(known, { kinds }, { on }) {
    const values = valuesOn(known, on);
    return { ...identified(values, kinds), facts: Object.keys(applicantFacts) };
  },
};

function identified(values: Partial<ApplicantFacts>, kinds: readonly ApplicantKind[]): Verdict {
  const kind = values['applicant.kind'];
  if (kind === undefined) return unknown('申请主体类别未知', 'the kind of applicant is not known');
  const { zh, en } = applicantKindNames[kind];
  if (!kinds.includes(kind)) return fail(`${zh}不得申请入壳`, `a ${en} may not apply`);
  if (kind === 'registered') return coded(values['applicant.uscc']);
  const id = values['applicant.organization'];
  return id === undefined
    ? unknown(`${zh}尚无平台标识`, `the ${en} has no id of the platform yet`)
    : pass(`${zh}，平台标识 ${id}`, `a ${en}, by the platform’s id ${id}`);
}

function coded(uscc: string | undefined): Verdict {
  if (uscc === undefined) return unknown('统一社会信用代码未知', 'its USCC is not known');
  if (uscc === 'none') return fail('无统一社会信用代码', 'it has no USCC');
  const explained = explainUscc(uscc);
  return explained.ok
    ? pass(`统一社会信用代码 ${uscc} 有效`, `the USCC ${uscc} is valid`)
    : fail(
        `统一社会信用代码 ${uscc} 无效：${explained.reason.zh}`,
        `the USCC ${uscc} is not valid: ${explained.reason.en}`,
      );
}
