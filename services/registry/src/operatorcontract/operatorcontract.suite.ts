import { fold, parseDay, type DivisionCode, type OperatorContractId } from '@fuhua/kernel';
import { calendarOf, shippedRuleSets, type Authority, type Facts } from '@fuhua/rules';
import {
  at,
  authorityId,
  baseId,
  by,
  eventId,
  organizationId,
  personId,
  told,
  uuidNamed,
  type Placed,
} from '@fuhua/testing';
import type { NominateOperator } from './nomination.decider.ts';
import {
  capabilityFileApproved,
  capabilityFileSubmitted,
  contractSigningSought,
  operatorContractSigned,
  operatorNominated,
  type Agreed,
  type OperatorContractEvent,
  type Terms,
} from './operatorcontract.events.ts';
import {
  operatorContractDecider,
  type OperatorContractCommand,
} from './operatorcontract.decider.ts';
import type { Act, Gathered, Opening } from './record.decider.ts';
import type { SignContract } from './signing.decider.ts';

/** Whom and what the slice's specs speak of: the base of 华士镇, 江阴市 (SC-03). */

export const day = parseDay;
export const contractId = (name: string): OperatorContractId =>
  uuidNamed('contract', name) as OperatorContractId;
const division = (code: string): DivisionCode => code as DivisionCode;

function bureau(
  level: Authority['level'],
  code: string,
  ...above: readonly Authority[]
): Authority {
  const id = authorityId(code);
  return { id, kind: 'civil-affairs', level, division: division(code), above: above.map(idOf) };
}
const idOf = ({ id }: Authority): Authority['id'] => id;

export const province = bureau('province', '32');
export const wuxi = bureau('city', '3202', province);
export const jiangyin = bureau('county', '320281', wuxi, province);
export const huishan = bureau('county', '320206', wuxi, province);

export const officer = personId('officer');
export const superior = personId('superior');

const township = {
  ...({ kind: 'incubation-base', level: 'township', active: true } as const),
  location: division('320281107001'),
};
const authorities = [province, wuxi, jiangyin, huishan];

/** 江阴市's officer, on that day. */
export const on = (today: string): Act => ({
  ...{ acting: jiangyin, person: officer, base: township, directory: { authorities } },
  today: day(today),
  ruleSets: shippedRuleSets,
});
/** 无锡市's. */
export const above = (today: string): Act => ({ ...on(today), acting: wuxi, person: superior });

export const subject = {
  contract: contractId('huashi'),
  base: baseId('huashi'),
  operator: organizationId('nuanyang'),
};
export const opening = (today: string): Opening => ({ ...on(today), subject });

export const calendar = calendarOf('CN-2026-1');
export const gathered: Pick<Gathered, 'calendar' | 'knownThrough'> = { calendar, knownThrough: {} };

export const award = eventId('award');
const listedAs = eventId('classification');

/** A grade through `validTo`, a social work agency, and no bar. */
export const factsWith = (validTo: string, grade = '3A'): Facts => ({
  'operator.grade': {
    ...{ value: grade, validFrom: day('2021-06-01'), validTo: day(validTo) },
    sources: [award],
  },
  ...standing,
});
const standing: Facts = {
  'operator.classifications': {
    ...{ value: ['social-work-agency'], validFrom: day('2021-06-01'), sources: [listedAs] },
  },
  'operator.bar': { value: 'none', validFrom: day('2021-06-01'), sources: [] },
};
export const without = (facts: Facts, name: string): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([key]) => key !== name));

const files = ['a'.repeat(64)];
export const submitted = capabilityFileSubmitted({
  ...{ ...subject, division: township.location, files },
});
/** The capability file, submitted and approved on the last days of 2023. */
export const prepared = [
  at<OperatorContractEvent>('2023-12-04', submitted),
  at<OperatorContractEvent>(
    '2023-12-06',
    capabilityFileApproved({ ...subject, submitted: eventId(0), on: day('2023-12-06') }),
  ),
] as const;

export const submitting = (today: string): OperatorContractCommand => ({
  ...{ ...opening(today), type: 'SubmitCapabilityFile', files },
});

/** Nominated on 2023-12-11 to be signed on the 25th for a year, with a grade that is valid long after. */
export const nominating = (changes: Partial<NominateOperator> = {}): OperatorContractCommand => ({
  ...{ ...opening('2023-12-11'), ...gathered, type: 'NominateOperator' },
  ...{ facts: factsWith('2026-05-31'), route: 'government-purchase', recurring: false },
  ...{ signingDay: day('2023-12-25'), term: { start: day('2024-01-01'), end: day('2024-12-31') } },
  ...{ award, awards: [award] },
  ...changes,
});

export const terms: Terms = {
  ...{ signedOn: day('2023-12-25'), start: day('2024-01-01'), end: day('2024-12-31') },
  ...{ priceFen: '40000000', institutionClass: 'none' },
  kpis: [{ name: '新入壳组织（家）', target: '12' }],
  lines: [{ kind: 'incubation-service', text: '基地日常运营与培育服务' }],
};

/** Signed on the day the terms say, with a grade valid long after. */
export const signing = (
  changes: Partial<Terms> = {},
  command: Partial<SignContract> = {},
): OperatorContractCommand => {
  const agreed = { ...terms, ...changes };
  return {
    ...{ ...on(agreed.signedOn), ...gathered, type: 'SignContract', terms: agreed },
    facts: factsWith('2026-05-31'),
    ...command,
  };
};

export type Story = readonly Placed<OperatorContractEvent>[];

/** What these commands decide after a history, one after the other, each on its day. @throws Error when one is refused */
export function storyOf(
  history: Story,
  ...commands: readonly (readonly [string, OperatorContractCommand])[]
): Story {
  let events: Story = [];
  for (const [when, command] of commands) {
    const heard = told<OperatorContractEvent>(...history, ...events);
    const decided = operatorContractDecider.decide(command, fold(operatorContractDecider, heard));
    if (!decided.ok) throw new Error(`a story is refused: ${JSON.stringify(decided.refusal)}`);
    events = [
      ...events,
      ...decided.value.map((event) =>
        by(command.type === 'ApproveException' ? superior : officer, at(when, event)),
      ),
    ];
  }
  return events;
}

const agreed: Agreed = {
  ...{ ...subject, division: township.location, ...terms, route: 'government-purchase' },
  ...{ recurring: false, publishBy: { due: day('2023-12-27'), provisional: false } },
};

/** A contract concluded on 2023-12-25 for the year 2024. */
export const contractOf = (changes: Partial<Agreed> = {}): Story => {
  const signed = { ...agreed, ...changes };
  const { start, end } = signed;
  const sought = contractSigningSought({ ...subject, start, end, agreed: signed });
  return [
    at<OperatorContractEvent>('2023-12-25', sought),
    at<OperatorContractEvent>(
      '2023-12-25',
      operatorContractSigned({ ...signed, sought: eventId(0), grantedBy: eventId('taken') }),
    ),
  ];
};

/** As `nominating` has it, without a capability file. */
export const nominated = operatorNominated({
  ...{ ...subject, division: township.location, route: 'government-purchase', recurring: false },
  ...{ signingDay: day('2023-12-25'), term: { start: day('2024-01-01'), end: day('2024-12-31') } },
  ...{ award, ruleSet: { id: 'JS-2023', version: 1 } },
});
