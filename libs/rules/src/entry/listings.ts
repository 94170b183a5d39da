import type { Day } from '@fuhua/kernel';
import { registerIsFresh } from '../clocks/registers.ts';
import { fail, listed, pass, text, unknown, valuesOn, type Verdict } from '../findings/findings.ts';
import type { Text } from '../result.ts';
import type { Rule } from '../rule-set/rule.ts';
import { ListingParams } from './facts.ts';
import { listingFacts, type ListingRegisterFacts } from './organization-facts.ts';
import type { ListedEntry, SynchronisedOn } from './values.ts';

export const listNames = {
  'abnormal-activity': text('活动异常名录', 'the abnormal-activity list'),
  'serious-violation': text('严重违法失信名单', 'the serious-violation list'),
} satisfies Record<ListedEntry['list'], Text>;

/**
 * R-ENT-03 (四(三)2-2) [practice, on by default]: on none of `lists` on the day of the decision. Who is not registered is on
 * no list. Not being on one counts only while the register is at most 7 days old (definition 5).
 */
export const listingRule: Rule<ListingParams, ListingRegisterFacts> = {
  rule: 'R-ENT-03',
  impl: 1,
  params: ListingParams,
  facts: listingFacts,
  evaluate(known, { lists }, { on }) {
    return { ...unlisted(valuesOn(known, on), lists, on), facts: Object.keys(listingFacts) };
  },
};

/** Also of R-GRD-02. */
export function unlisted(
  values: Partial<ListingRegisterFacts>,
  lists: readonly ListedEntry['list'][],
  on: Day,
): Verdict {
  const kind = values['applicant.kind'];
  if (kind !== undefined && kind !== 'registered') {
    return pass('未登记，不适用名录核查', 'not registered: it is on no list');
  }
  const listings = values['organization.listings'];
  const found = listings?.filter(({ list, from }) => lists.includes(list) && from <= on) ?? [];
  if (found.length > 0) {
    const { zh, en } = listed(
      found.map(({ list, from }) =>
        text(`自 ${from} 起列入${listNames[list].zh}`, `on ${listNames[list].en} since ${from}`),
      ),
    );
    return fail(zh, en);
  }
  const synchronised = values['organization.listsSynchronisedOn'];
  if (kind === undefined || listings === undefined || !isFresh(synchronised, on)) {
    return unknown(...stale('名录', 'lists', synchronised));
  }
  return pass('未列入名录', 'on no list');
}

/** Whether what the register does not say counts as absent. */
export function isFresh(synchronised: SynchronisedOn | undefined, on: Day): boolean {
  return synchronised !== 'never' && registerIsFresh(synchronised, on);
}

/** What to say where a register's silence does not count. */
export function stale(
  zh: string,
  en: string,
  synchronised: SynchronisedOn | undefined,
): [string, string] {
  return synchronised === undefined || synchronised === 'never'
    ? [`${zh}情况未知`, `what the register of ${en} says is not known`]
    : [
        `${zh}数据于 ${synchronised} 同步，情况未知或已超过 7 日`,
        `the register of ${en} was synchronised on ${synchronised}: not known, or more than 7 days ago`,
      ];
}
