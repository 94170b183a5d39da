import { expect, test } from '@jest/globals';
import { correctionRequested, sharedEvents, type DomainEvent, type EventId } from '@fuhua/kernel';
import { eventId, personId } from '@fuhua/testing';
import { commandIdOfReaction, eventIdsOf, newIdOf, uuidOf } from './identity.ts';
import { loan, loanEvents, loanExtended, loanGranted, loanReviewed } from './loans.suite.ts';

const anna = personId('anna');
const granted = { borrower: anna, name: '张伟', copies: 3 };
const reviewed = { outcome: 'granted' as const, reason: 'kept well' };

const ids = (
  events: readonly DomainEvent[],
  commandId = 'c',
  stream = loan('a'),
): readonly EventId[] => eventIdsOf(commandId, stream, { ...loanEvents, ...sharedEvents }, events);

test('derived identities are the same in every release', () => {
  expect([uuidOf('a'), newIdOf('a'), commandIdOfReaction('g', eventId(0))]).toEqual([
    '670512cd-2903-5b27-9dba-7ca91d25e128',
    '2bd6bb93-e06c-5f22-88e6-2f0854b083d4',
    '2793f3ea-4a06-559d-b30f-8545d9afaf10',
  ]);
  expect(ids([loanGranted(granted), loanExtended({ days: 1 })])).toEqual([
    '27e3af63-b371-58af-bf4b-956254752e80',
    'e7d3161e-b9da-59b2-bb06-1b3d92746b98',
  ]);
});

test('parts of an identity do not run into each other', () => {
  const all = [
    uuidOf('ab'),
    uuidOf('a', 'b'),
    uuidOf('', 'ab'),
    uuidOf('ab', ''),
    uuidOf('["ab"]'),
  ];
  expect(new Set(all).size).toBe(all.length);
});

test('a group’s reaction to an event is one command, and no other group’s', () => {
  const command = commandIdOfReaction('g', eventId(0));
  expect(commandIdOfReaction('g', eventId(0))).toBe(command);
  expect(commandIdOfReaction('h', eventId(0))).not.toBe(command);
  expect(commandIdOfReaction('g', eventId(1))).not.toBe(command);
});

test('each event of a batch has an id of its own, told by command, stream and place', () => {
  const twice = [loanExtended({ days: 1 }), loanExtended({ days: 1 })];
  const all = [...ids(twice), ...ids(twice, 'd'), ...ids(twice, 'c', loan('b'))];
  expect(new Set(all).size).toBe(6);
  expect(ids(twice)).toEqual(ids(twice));
});

const batch = [loanGranted(granted), loanReviewed({ decision: reviewed })];
test.each<readonly [string, readonly DomainEvent[]]>([
  ['a value', [loanGranted({ ...granted, copies: 4 }), batch[1]!]],
  ['a value more', [loanGranted({ ...granted, note: '' }), batch[1]!]],
  ['whose personal value it is', [loanGranted({ ...granted, borrower: personId('b') }), batch[1]!]],
  ['a later event', [batch[0]!, loanReviewed({ decision: { ...reviewed, outcome: 'refused' } })]],
  ['a type', [batch[0]!, { ...batch[1]!, type: 'LoanSold' }]],
  ['an event more', [...batch, loanExtended({ days: 1 })]],
  ['an event less', [batch[0]!]],
  ['the order', batch.toReversed()],
])('when %s changes, every id of the batch does', (_, changed) => {
  const before = new Set(ids(batch));
  expect(ids(changed).filter((id) => before.has(id))).toEqual([]);
});

test.each<readonly [string, readonly DomainEvent[]]>([
  ['the order of members', [loanGranted({ copies: 3, name: '张伟', borrower: anna }), batch[1]!]],
  ['a member that is undefined', [loanGranted({ ...granted, note: undefined }), batch[1]!]],
  ['a personal value', [loanGranted({ ...granted, name: '李娜' }), batch[1]!]],
  [
    'what was known',
    [batch[0]!, loanReviewed({ decision: { ...reviewed, knownThrough: { registry: '7' } } })],
  ],
])('%s changes no id', (_, changed) => {
  expect(ids(changed)).toEqual(ids(batch));
});

test('a correction’s ids leave out the personal values of the event it corrects, and nothing else', () => {
  const asked = (data: object): readonly EventId[] =>
    ids([
      correctionRequested({
        request: eventId('r'),
        event: eventId(0),
        eventType: 'LoanGranted',
        shape: 1,
        fields: ['name'],
        before: {},
        data: { ...granted, ...data },
        reason: 'misspelt',
        evidence: [],
      }),
    ]);
  expect(asked({ name: '李娜' })).toEqual(asked({}));
  expect(asked({ copies: 4 })).not.toEqual(asked({}));
});
