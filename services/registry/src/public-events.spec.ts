import { expect, test } from '@jest/globals';
import * as contracts from '@fuhua/contracts';
import type { EventType } from '@fuhua/kernel';
import { authorityEvents } from './authority/authority.events.ts';
import { baseEvents } from './base/base.events.ts';
import { delegationEvents } from './delegation/delegation.events.ts';
import { operatorContractEvents } from './operatorcontract/operatorcontract.events.ts';
import { operatorSeatEvents } from './operatorseat/operatorseat.events.ts';
import { organizationEvents } from './organization/organization.events.ts';
import { personEvents } from './person/person.events.ts';
import { usccEvents } from './uscc/uscc.events.ts';

const slices = [
  ...[authorityEvents, baseEvents, organizationEvents, personEvents, usccEvents],
  ...[operatorContractEvents, operatorSeatEvents, delegationEvents],
];
const stored = slices.flatMap((events) => Object.keys(events));

const declared = Object.entries(contracts)
  .filter(([module]) => module.startsWith('registry'))
  .flatMap(([, events]) => Object.values(events) as readonly EventType[]);

test('what others are told of has the name under which it is stored', () => {
  expect(declared.length).toBeGreaterThan(40);
  expect(declared.map(({ type }) => type).filter((type) => !stored.includes(type))).toEqual([]);
});

test('a type is stored by one slice', () => {
  expect(stored.toSorted()).toEqual([...new Set(stored)].sort());
});
