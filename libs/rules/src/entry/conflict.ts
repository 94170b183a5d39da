import { isInForce, type Day, type OrganizationId } from '@fuhua/kernel';
import { joined, pass, text, valuesOn, verdictOf, type Verdict } from '../findings/findings.ts';
import { independenceOf, linksOf, type JudgedParty } from '../independence/independence.ts';
import type { Rule } from '../rule-set/rule.ts';
import { conflictFacts, ConflictParams, type ConflictFacts } from './facts.ts';

/**
 * R-ENT-09 (四(三)2-2; definitions 11 and 19) [D]: the operator's own staff, or an organization related to it, may apply; but
 * nobody bound to the operator or the applicant decides, and nobody bound to the applicant rates. Bound is as R-OPR-04 has
 * it, payments within `lookBackMonths` included. While nobody decides or rates it passes.
 *
 * Conclusion: `related`, whether the applicant is, or relates to, the operator: true, false or `unknown`; `preReviewer`, the
 * `operator` only where it is known not to relate, else the `authority`.
 */
export const conflictRule: Rule<ConflictParams, ConflictFacts> = {
  rule: 'R-ENT-09',
  impl: 1,
  params: ConflictParams,
  facts: conflictFacts,
  evaluate(known, { lookBackMonths }, { on }) {
    const values = valuesOn(known, on);
    const related = relatedOf(values, on);
    const hasOperator = values['operator.relatedParties'] !== 'none';
    return {
      ...judged(values, lookBackMonths, on),
      facts: Object.keys(conflictFacts),
      conclusion: {
        related,
        preReviewer: hasOperator && related === false ? 'operator' : 'authority',
      },
    };
  },
};

type Values = Partial<ConflictFacts>;

function judged(values: Values, lookBackMonths: number, on: Day): Verdict {
  const applicant = values['applicant.relatedParties'];
  const operator = values['operator.relatedParties'];
  const decider = values['entry.decider'];
  const found: Verdict[] = [];
  if (decider !== undefined) {
    const about = text(`决定人 ${decider.person}`, `decider ${decider.person}`);
    const ofApplicant = linksOf(decider, { party: applicant, on, lookBackMonths });
    found.push({ ...ofApplicant, reason: joined([about, ofApplicant.reason]) });
    if (operator !== 'none') {
      const ofOperator = linksOf(decider, { party: operator, on, lookBackMonths });
      found.push({ ...ofOperator, reason: joined([about, ofOperator.reason]) });
    }
  }
  for (const rater of values['panel.raters'] ?? []) {
    const about = text(`评委 ${rater.person}`, `rater ${rater.person}`);
    const { outcome, reason } = independenceOf(rater, { party: applicant, on, lookBackMonths });
    found.push({ outcome, reason: joined([about, reason]) });
  }
  return found.length === 0
    ? pass('尚无决定人或评委', 'nobody decides or rates yet')
    : verdictOf(found);
}

function relatedOf(values: Values, on: Day): boolean | 'unknown' {
  const operator = values['operator.relatedParties'];
  if (operator === 'none') return false;
  const applicant = values['applicant.organization'];
  if (operator === undefined || applicant === undefined) return 'unknown';
  const parties = values['applicant.relatedParties'];
  const links = values['applicant.personLinks'];
  const isRelated =
    applicant === operator.organization ||
    relates(operator, applicant, on) ||
    (parties !== undefined && relates(parties, operator.organization, on)) ||
    links?.some((link) => link.organization === operator.organization && isInForce(link, on)) ===
      true;
  if (isRelated) return true;
  return parties === undefined || links === undefined ? 'unknown' : false;
}

function relates({ related }: JudgedParty, other: OrganizationId, on: Day): boolean {
  return related.some(
    (link) =>
      link.counterparty.is === 'organization' &&
      link.counterparty.organization === other &&
      isInForce(link, on),
  );
}
