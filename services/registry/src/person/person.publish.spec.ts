import { expect, test } from '@jest/globals';
import { registryPerson } from '@fuhua/contracts';
import { parseDay, type EventType, type Sealed } from '@fuhua/kernel';
import { authorityId, eventId, personId, told } from '@fuhua/testing';
import {
  delegationRevoked,
  delegationSet,
  personEvents,
  personForgotten,
  personRegistered,
  roleGranted,
  roleRevoked,
  type PersonEvent,
} from './person.events.ts';
import { publishPerson } from './person.publish.ts';

const person = personId('lin');
const delegate = personId('chen');
const grant = eventId('grant');
const delegation = eventId('delegation');
const reach = { authority: authorityId('320506') };
const validFrom = parseDay('2024-01-01');
const validTo = parseDay('2024-12-31');
const on = parseDay('2024-06-10');
const reason = '岗位调整';
const sealed: Sealed = { sealed: 'v1', subject: person, event: 'e', path: 'name', data: 'AAAA' };

/** Each event with everything it may hold, and all that others are told of it: past output never changes. */
const golden: readonly (readonly [PersonEvent, object])[] = [
  [personRegistered({ person, name: sealed, phone: sealed }), { person }],
  [
    roleGranted({ person, grant, role: 'officer', reach, validFrom, validTo }),
    { person, grant, role: 'officer', reach, validFrom, validTo },
  ],
  [
    roleGranted({ person, grant, role: 'auditor', reach: {}, validFrom }),
    { person, grant, role: 'auditor', reach: {}, validFrom },
  ],
  [roleRevoked({ person, grant, on, reason }), { person, grant, on }],
  [
    delegationSet({ person, delegation, grant, delegate, validFrom, validTo, reason }),
    { person, delegation, grant, delegate, validFrom, validTo },
  ],
  [delegationRevoked({ person, delegation, on, reason }), { person, delegation, on }],
  [personForgotten({ person, reason }), { person }],
];

test.each(golden)('$type is told without names, phones and reasons', (event, data) => {
  const [heard] = told<PersonEvent>(event);
  const published: unknown = JSON.parse(JSON.stringify(publishPerson(heard!)));
  expect(published).toEqual({ type: event.type, data });
});

test('what is told satisfies the contract', () => {
  const contract = new Map<string, EventType>(
    Object.values(registryPerson).map((definition) => [definition.type, definition]),
  );
  for (const [{ type }, data] of golden) {
    expect(contract.get(type)?.schema.strict().parse(data)).toEqual(data);
  }
});

test('every event of the catalogue has its golden form', () => {
  expect(new Set(golden.map(([{ type }]) => type))).toEqual(new Set(Object.keys(personEvents)));
});
