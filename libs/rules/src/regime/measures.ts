import type { Day } from '@fuhua/kernel';
import { listed, text, valueOn } from '../findings/findings.ts';
import type { Text } from '../result.ts';
import type { Known } from '../rule-set/rule.ts';
import type { RegimeFacts, RegimeParams } from './facts.ts';

/** Three-valued: `holds` is undefined while what is missing could still decide it. */
export interface Measure {
  readonly holds: boolean | undefined;
  /** What could decide it; nothing once it is decided. */
  readonly missing: readonly (keyof RegimeFacts)[];
  /** Of what is known, each value beside its limit. */
  readonly reason: Text;
}

interface Criterion {
  readonly fact: keyof RegimeFacts;
  /** Undefined is unknown. */
  readonly holds: boolean | undefined;
  readonly reason: Text;
}

/** Whether so many of the four criteria reach their minimum, whatever the unknown ones turn out to be. */
export function largeness(known: Known<RegimeFacts>, params: RegimeParams, on: Day): Measure {
  const { largeCriteriaMin, areaM2Min, fullTimeStaffMin, liveIncubateesMin } = params;
  const fundsFen = valueOn(known['base.yearlyFundsFen'], on);
  const criteria = [
    reaches('base.areaM2', valueOn(known['base.areaM2'], on), areaM2Min),
    reaches('base.fullTimeStaff', valueOn(known['base.fullTimeStaff'], on), fullTimeStaffMin),
    reaches('base.liveIncubatees', valueOn(known['base.liveIncubatees'], on), liveIncubateesMin),
    reaches(
      'base.yearlyFundsFen',
      fundsFen === undefined ? undefined : BigInt(fundsFen),
      BigInt(params.yearlyFundsFenMin),
      yuan,
    ),
  ];
  const reached = criteria.filter(({ holds }) => holds === true).length;
  const open = criteria.filter(({ holds }) => holds === undefined).length;
  const isOpen = reached < largeCriteriaMin && reached + open >= largeCriteriaMin;
  return measure(isOpen ? undefined : reached >= largeCriteriaMin, criteria);
}

/** Whether a charter, a regular meeting or an own account is missing for certain, or all three are there. */
export function looseness(known: Known<RegimeFacts>, on: Day): Measure {
  const criteria = tightnessNames.map((fact): Criterion => {
    const has = valueOn(known[fact], on);
    const { zh, en } = words[fact];
    const reason = has === true ? text(`有${zh}`, `has ${en}`) : text(`无${zh}`, `has no ${en}`);
    return { fact, holds: has === undefined ? undefined : !has, reason };
  });
  const isLoose = criteria.some(({ holds }) => holds === true);
  const isOpen = !isLoose && criteria.some(({ holds }) => holds === undefined);
  return measure(isOpen ? undefined : isLoose, criteria);
}

const tightnessNames = ['base.hasCharter', 'base.hasRegularMeeting', 'base.hasOwnAccount'] as const;

function measure(holds: boolean | undefined, criteria: readonly Criterion[]): Measure {
  const open = criteria.filter((one) => one.holds === undefined);
  const told = criteria.filter((one) => one.holds !== undefined);
  return {
    holds,
    missing: holds === undefined ? open.map(({ fact }) => fact) : [],
    reason: listed(told.map(({ reason }) => reason)),
  };
}

function reaches<N extends number | bigint>(
  fact: keyof RegimeFacts,
  value: N | undefined,
  min: N,
  shown: (value: N) => string = String,
): Criterion {
  if (value === undefined) return { fact, holds: undefined, reason: words[fact] };
  const holds = value >= min;
  const says = `${shown(value)} ${holds ? '≥' : '<'} ${shown(min)}`;
  return { fact, holds, reason: text(`${words[fact].zh} ${says}`, `${words[fact].en} ${says}`) };
}

function yuan(fen: bigint): string {
  const cents = String(fen % 100n).padStart(2, '0');
  return `${String(fen / 100n)}${cents === '00' ? '' : `.${cents}`}`;
}

/** Names of the facts for people. */
export const words = {
  'base.natureDefinable': text('性质可否界定', 'whether its nature is definable'),
  'base.meetsRegistrationConditions': text(
    '是否符合登记条件',
    'whether it meets the conditions of registration',
  ),
  'base.areaM2': text('面积（平方米）', 'area in m²'),
  'base.fullTimeStaff': text('专职人数', 'full-time staff'),
  'base.liveIncubatees': text('在孵组织数', 'live incubatees'),
  'base.yearlyFundsFen': text('年度经费（元）', 'yearly funds in yuan'),
  'base.hasCharter': text('章程', 'charter'),
  'base.hasRegularMeeting': text('定期会议', 'regular meeting'),
  'base.hasOwnAccount': text('独立账户', 'own account'),
  'base.location': text('所在村（社区）', 'location'),
} satisfies Record<keyof RegimeFacts, Text>;
