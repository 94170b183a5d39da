import type { DivisionCode } from '@fuhua/kernel';
import { dueAfterMonths, type Due } from '../clocks/limits.ts';
import { joined, listed, text, valueOn } from '../findings/findings.ts';
import type { Text } from '../result.ts';
import type { At, Known, Rule } from '../rule-set/rule.ts';
import { committee, townshipBody, type DivisionBody } from './bodies.ts';
import { regimeFacts, RegimeParams, type RegimeFacts } from './facts.ts';
import { largeness, looseness, words, type Measure } from './measures.ts';

/** Which row matched, and the bodies that follow. Of D a person names the body, with the reason. */
export type RegimeOutcome =
  | { readonly regime: 'A'; readonly body: { readonly kind: 'registrar' }; readonly filing: Due }
  | { readonly regime: 'B'; readonly body: DivisionBody }
  | { readonly regime: 'C'; readonly lead: DivisionBody; readonly guide: DivisionBody }
  | { readonly regime: 'D'; readonly body: { readonly kind: 'to-be-named' } }
  /** Closed by an officer with a second approver and a named body (definition 14). */
  | { readonly regime: 'manual'; readonly because: 'small-and-tight'; readonly suggested: 'B' }
  | { readonly regime: 'manual'; readonly because: 'quasi-township' | 'quasi-village' };

/** `filing` and `review`: the last days to file for registration (A), and to look at the regime again. */
export type RegimeConclusion = RegimeOutcome & { readonly review: Due };

interface Row {
  readonly outcome: RegimeOutcome;
  readonly reason: Text;
  readonly facts: readonly FactName[];
}
type FactName = keyof RegimeFacts;
/** What could change the row, or the body it names. */
type Missing = readonly FactName[];

/**
 * R-REG-01 (四(四)2-2 … 2-5; table 5.8, definition 14). The first matching row:
 * - nature not definable: **D** [S], a responsible body named with the reason
 * - meets the conditions of registration: **A** [S], to file within `filingMonthsMax` months [D]
 * - large: **B** [S], the township government or subdistrict office of the location
 * - small and loose: **C** [S], led by the community Party organisation, guided by the villagers' or residents' committee
 * - small and tight: **manual**, suggested B [D], as the guidance has no such row
 *
 * *Large* [D]: `largeCriteriaMin` or more of area, full-time staff, live incubatees and yearly funds reach their minimum.
 * *Loose* [D]: no charter, no regular meeting or no own account. Where the code of B's township or C's village tells no
 * body: manual [D]. Reviewed after `reviewMonths` months [D] and on any change; both limits roll (definition 1).
 *
 * Unknown only where what is missing could change the row or its body; reason and conclusion (`missing`) name all that
 * could. Never `fail`: every base has a regime.
 */
export const regimeRule: Rule<RegimeParams, RegimeFacts> = {
  rule: 'R-REG-01',
  impl: 1,
  params: RegimeParams,
  facts: regimeFacts,
  evaluate(known, params, at) {
    const found = rowOf(known, params, at);
    if (isMissing(found)) {
      const { zh, en } = listed(found.map((name) => words[name]));
      const reason = text(`依据不足，尚缺：${zh}`, `not enough is known, missing: ${en}`);
      return { outcome: 'unknown', reason, facts: allNames, conclusion: { missing: found } };
    }
    const review = dueAfterMonths(at.on, params.reviewMonths, at.calendar);
    const conclusion: RegimeConclusion = { ...found.outcome, review };
    return { outcome: 'pass', reason: found.reason, facts: found.facts, conclusion };
  },
};

const allNames = Object.keys(regimeFacts) as FactName[];

function isMissing(found: Row | Missing): found is Missing {
  return Array.isArray(found);
}

function rowOf(known: Known<RegimeFacts>, params: RegimeParams, at: At): Row | Missing {
  const definable = valueOn(known['base.natureDefinable'], at.on);
  if (definable === false) return rowD;
  const meets = valueOn(known['base.meetsRegistrationConditions'], at.on);
  const missing: Missing = [
    ...(definable === undefined ? (['base.natureDefinable'] as const) : []),
    ...(meets === undefined ? (['base.meetsRegistrationConditions'] as const) : []),
  ];
  if (meets === true) return missing.length > 0 ? missing : rowA(params, at);
  const below = rowBelow(
    largeness(known, params, at.on),
    looseness(known, at.on),
    valueOn(known['base.location'], at.on),
  );
  if (missing.length === 0) return below;
  return isMissing(below) ? [...missing, ...below] : missing;
}

/** Of the rows for what cannot register. */
function rowBelow(
  scale: Measure,
  tightness: Measure,
  location: DivisionCode | undefined,
): Row | Missing {
  const missing: Missing = [
    ...scale.missing,
    ...(scale.holds === true ? [] : tightness.missing),
    ...(location === undefined ? (['base.location'] as const) : []),
  ];
  if (scale.holds === undefined) return missing;
  if (scale.holds) return location === undefined ? missing : rowB(scale, location);
  if (tightness.holds === undefined) return missing;
  if (!tightness.holds) return gap(scale, tightness);
  return location === undefined ? missing : rowC(scale, tightness, location);
}

const rowD: Row = {
  outcome: { regime: 'D', body: { kind: 'to-be-named' } },
  reason: text(
    '性质无法界定，暂时难以登记：根据实际情况落实管理责任主体，并写明理由',
    'its nature cannot be defined, so it cannot register for now: a responsible body is named, with the reason',
  ),
  facts: ['base.natureDefinable'],
};

function rowA({ filingMonthsMax }: RegimeParams, { on, calendar }: At): Row {
  const filing = dueAfterMonths(on, filingMonthsMax, calendar);
  return {
    outcome: { regime: 'A', body: { kind: 'registrar' }, filing },
    reason: text(
      `性质可界定且符合登记条件：依法登记为事业单位或社会服务机构，申请不迟于 ${filing.due}`,
      `its nature is definable and it meets the conditions: it registers as a public institution or a social service organization, filed by ${filing.due}`,
    ),
    facts: namesAbove,
  };
}

const namesAbove: readonly FactName[] = [
  'base.natureDefinable',
  'base.meetsRegistrationConditions',
];
const namesOfScale: readonly FactName[] = [
  ...namesAbove,
  'base.areaM2',
  'base.fullTimeStaff',
  'base.liveIncubatees',
  'base.yearlyFundsFen',
];

function rowB(scale: Measure, location: DivisionCode): Row {
  const body = townshipBody(location);
  const because = becauseOf(text('规模较大', 'large'), scale);
  return {
    facts: [...namesOfScale, 'base.location'],
    ...(body === undefined
      ? {
          outcome: { regime: 'manual', because: 'quasi-township' },
          reason: joined([because, noBody(location.slice(0, 9))]),
        }
      : {
          outcome: { regime: 'B', body },
          reason: joined([because, nameOf(body, text('实施管理', 'manages it'))]),
        }),
  };
}

function rowC(scale: Measure, tightness: Measure, location: DivisionCode): Row {
  const guide = committee(location);
  const lead: DivisionBody = { kind: 'community-party-organization', division: location };
  const because = joined([
    becauseOf(text('规模较小', 'small'), scale),
    becauseOf(text('组织松散', 'loose'), tightness),
  ]);
  return {
    facts: allNames,
    ...(guide === undefined
      ? {
          outcome: { regime: 'manual', because: 'quasi-village' },
          reason: joined([because, noBody(location)]),
        }
      : {
          outcome: { regime: 'C', lead, guide },
          reason: joined([
            because,
            nameOf(lead, text('领导', 'leads it')),
            nameOf(guide, text('指导', 'guides it')),
          ]),
        }),
  };
}

function gap(scale: Measure, tightness: Measure): Row {
  return {
    outcome: { regime: 'manual', because: 'small-and-tight', suggested: 'B' },
    reason: joined([
      becauseOf(text('规模较小', 'small'), scale),
      becauseOf(text('组织不松散', 'not loose'), tightness),
      text(
        '指导意见未规定此种情形，建议参照乡镇（街道）管理',
        'the guidance has no such case, B is suggested',
      ),
      byTwo,
    ]),
    facts: allNames.filter((name) => name !== 'base.location'),
  };
}

const byTwo = text(
  '由经办人提出、第二人批准并指明责任主体',
  'an officer decides with a second approver and names the body',
);

function becauseOf(what: Text, { reason }: Measure): Text {
  return text(`${what.zh}（${reason.zh}）`, `${what.en} (${reason.en})`);
}

function nameOf({ kind, division }: DivisionBody, does: Text): Text {
  const { zh, en } = bodyNames[kind];
  return text(`由 ${division} 的${zh}${does.zh}`, `the ${en} of ${division} ${does.en}`);
}

const bodyNames = {
  'township-government': text('乡镇人民政府', 'township government'),
  'subdistrict-office': text('街道办事处', 'subdistrict office'),
  'community-party-organization': text('城乡社区党组织', 'community Party organisation'),
  'villagers-committee': text('村民委员会', "villagers' committee"),
  'residents-committee': text('居民委员会', "residents' committee"),
} satisfies Record<DivisionBody['kind'], Text>;

function noBody(division: string): Text {
  const none = text(`${division} 无法确定对应机构`, `the code ${division} tells no body`);
  return joined([none, byTwo]);
}
