import { expect, test } from '@jest/globals';
import { fold, type CaseId, type EventId } from '@fuhua/kernel';
import { baseId, eventId, given, organizationId, told, uuidNamed } from '@fuhua/testing';
import fc from 'fast-check';
import { space, spaceDecider, type SpaceCommand } from './space.decider.ts';
import { placeRefused, spaceAllocated, spaceReleased, type SpaceEvent } from './space.events.ts';
import { publishSpace } from './space.publish.ts';

const base = baseId('huashi');
const caseId = (name: string): CaseId => uuidNamed('case', name) as CaseId;
const [first, second] = [caseId('first'), caseId('second')];
const [asked, later, ended] = [eventId('asked'), eventId('later'), eventId('ended')];

const asking = (id: CaseId, askedBy: EventId, capacity: number) => ({
  ...{ base, case: id, organization: organizationId('nuanyang'), askedBy, capacity },
});
const allocate = (data: ReturnType<typeof asking>): SpaceCommand => ({
  ...{ type: 'AllocateSpace', ...data },
});
const release = (id: CaseId, becauseOf: EventId): SpaceCommand => ({
  ...{ type: 'ReleaseSpace', base, case: id, becauseOf },
});
const released = spaceReleased({ base, case: first, becauseOf: ended });
const held = given(space, spaceAllocated(asking(first, asked, 1)));

test('the last place goes to whoever asks first', () => {
  given(space)
    .when(allocate(asking(first, asked, 1)))
    .then(spaceAllocated(asking(first, asked, 1)));
  const late = asking(second, later, 1);
  held.when(allocate(late)).then(placeRefused({ ...late, held: 1 }));
});

test('a base without places takes nobody in', () => {
  const none = asking(first, asked, 0);
  given(space)
    .when(allocate(none))
    .then(placeRefused({ ...none, held: 0 }));
});

test('a second place is free where the base has two', () => {
  held.when(allocate(asking(second, later, 2))).then(spaceAllocated(asking(second, later, 2)));
});

test('a case takes one place, however often it asks', () => {
  const again = asking(first, later, 1);
  held.when(allocate(again)).then(spaceAllocated(again));
});

test('an asking event is answered once', () => {
  held.when(allocate(asking(first, asked, 1))).thenNothing();
  const late = asking(second, later, 1);
  given(
    space,
    spaceAllocated(asking(first, asked, 1)),
    placeRefused({ ...late, held: 1 }),
    released,
  )
    .when(allocate(late))
    .thenNothing();
});

test('what a case gives back the next may have, and it is given back once', () => {
  held.when(release(first, ended)).then(released);
  const after = given(space, spaceAllocated(asking(first, asked, 1)), released);
  after.when(release(first, ended)).thenNothing();
  after.when(allocate(asking(second, later, 1))).then(spaceAllocated(asking(second, later, 1)));
});

test('an old end does not take the place of a case that was allocated one again', () => {
  const again = asking(first, later, 1);
  given(space, spaceAllocated(asking(first, asked, 1)), released, spaceAllocated(again))
    .when(release(first, ended))
    .thenNothing();
});

test('a case that holds no place gives none back', () => {
  held.when(release(second, ended)).thenNothing();
});

test('the guard tells nobody outside', () => {
  const late = asking(second, later, 1);
  const events = [
    spaceAllocated(asking(first, asked, 1)),
    placeRefused({ ...late, held: 1 }),
    released,
  ];
  expect(told<SpaceEvent>(...events).map(publishSpace)).toEqual(['private', 'private', 'private']);
});

test('whatever the interleaving: never more cases than places, and each asking event one answer', () => {
  const capacity = 2;
  const who = fc.constantFrom('a', 'b', 'c', 'd').map(caseId);
  const n = fc.integer({ min: 0, max: 4 });
  const anyCommand = fc
    .tuple(who, n, fc.boolean())
    .map(([id, time, takes]) =>
      takes
        ? allocate(asking(id, eventId(`${id} asks ${String(time)}`), capacity))
        : release(id, eventId(`${id} ends ${String(time)}`)),
    );
  fc.assert(
    fc.property(fc.array(anyCommand, { maxLength: 40 }), (commands) => {
      let history: readonly SpaceEvent[] = [];
      for (const command of commands) {
        const decided = spaceDecider.decide(command, fold(spaceDecider, told(...history)));
        if (decided.ok) history = [...history, ...decided.value];
        expect(fold(spaceDecider, told(...history)).held.size).toBeLessThanOrEqual(capacity);
      }
      const answers = history.flatMap(({ data }) => ('askedBy' in data ? [data.askedBy] : []));
      expect(answers).toHaveLength(new Set(answers).size);
    }),
  );
});
