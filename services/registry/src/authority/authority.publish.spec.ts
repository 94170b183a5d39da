import { expect, test } from '@jest/globals';
import { registryAuthority } from '@fuhua/contracts';
import { parseDay, type DivisionCode, type EventType } from '@fuhua/kernel';
import { authorityId, eventId, personId, told } from '@fuhua/testing';
import {
  authorityContactSet,
  authorityDissolved,
  authorityEvents,
  authorityRegistered,
  authorityRenamed,
  filingDeadlineSet,
  policyAcknowledged,
  zoneMappingSet,
  type AuthorityEvent,
} from './authority.events.ts';
import { publishAuthority } from './authority.publish.ts';

const authority = authorityId('320506');
const successor = authorityId('3205');
const contact = personId('lin');
const officePhone = '0512-65250000';
const document = '苏民函〔2024〕1号';
const reason = '误录';
const replaces = eventId('earlier');
const name = '苏州市吴中区教育局';
const validFrom = parseDay('2024-01-01');
const registered = {
  authority,
  kind: 'sponsor',
  division: '320506' as DivisionCode,
  level: 'county',
  department: { code: 'education', name: '教育' },
  name,
  validFrom,
} as const;
const deadline = {
  authority,
  fiscalYear: 2023,
  organizationKind: 'foundation',
  charity: true,
  namedDay: parseDay('2024-03-31'),
  due: parseDay('2024-04-01'),
  provisional: false,
  calendar: 'CN-2026-1',
  document,
  replaces,
} as const;
const mapping = {
  zone: '320576' as DivisionCode,
  actingAuthority: successor,
  countsFor: 'none',
  validFrom,
  replaces,
} as const;
const dissolved = { authority, on: validFrom, successor };
const acknowledged = { authority, document, receivedOn: validFrom };

/** Each event with everything it may hold, and all that others are told of it: past output never changes. */
const golden: readonly (readonly [AuthorityEvent, object | 'private'])[] = [
  [authorityRegistered({ ...registered, contact, officePhone }), registered],
  [authorityRenamed({ authority, name, validFrom, document }), { authority, name, validFrom }],
  [authorityContactSet({ authority, contact, officePhone }), 'private'],
  [authorityDissolved({ ...dissolved, document }), dissolved],
  [policyAcknowledged(acknowledged), acknowledged],
  [filingDeadlineSet({ ...deadline, reason }), deadline],
  [zoneMappingSet({ authority, ...mapping, document, reason }), mapping],
];

test.each(golden)('$type is told without contacts, phones and reasons', (event, data) => {
  const [heard] = told<AuthorityEvent>(event);
  const published: unknown = JSON.parse(JSON.stringify(publishAuthority(heard!)));
  expect(published).toEqual(data === 'private' ? data : { type: event.type, data });
});

test('what is told satisfies the contract', () => {
  const contract = new Map<string, EventType>(
    Object.values(registryAuthority).map((definition) => [definition.type, definition]),
  );
  for (const [{ type }, data] of golden) {
    if (data === 'private') expect(contract.has(type)).toBe(false);
    else expect(contract.get(type)?.schema.strict().parse(data)).toEqual(data);
  }
});

test('every event of the catalogue has its golden form', () => {
  expect(new Set(golden.map(([{ type }]) => type))).toEqual(new Set(Object.keys(authorityEvents)));
});
