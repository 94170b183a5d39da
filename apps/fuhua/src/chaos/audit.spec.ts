import { expect, test } from '@jest/globals';
import { acknowledgedBefore, audit } from './audit.ts';
import { historyOf } from './history.suite.ts';
import type { Acknowledged } from './journal.ts';

function acknowledged(id: string, revision: number, ...events: readonly string[]): Acknowledged {
  return { id, revision, events: events.map((event) => ({ id: event, type: 'PersonRegistered' })) };
}

test('a history of what was acknowledged and what followed from it is whole', () => {
  const history = historyOf(
    { at: 'person-a@0', id: 'e1', command: 'c1' },
    { at: 'person-a@1', id: 'e2', command: 'c1' },
    { at: 'person-b@0', id: 'e3', cause: 'e1' },
    { at: 'person-a@2', id: 'e4' },
  );
  const answers = [acknowledged('a', 1, 'e1', 'e2'), acknowledged('a', 2, 'e4')];
  expect(audit(history, answers)).toEqual({ lost: [], duplicated: [] });
});

test('an acknowledged event that is missing, or stands elsewhere, is lost', () => {
  const history = historyOf({ at: 'person-a@0', id: 'e1' }, { at: 'person-b@0', id: 'e2' });
  const answers = [
    acknowledged('a', 0, 'e1'),
    acknowledged('a', 1, 'e2'),
    acknowledged('c', 0, 'e3'),
  ];
  expect(audit(history, answers).lost).toEqual(['event e2', 'event e3']);
});

test('a hole among the revisions of a stream is lost, acknowledged or not', () => {
  const history = historyOf({ at: 'person-a@0', id: 'e1' }, { at: 'person-a@2', id: 'e3' });
  expect(audit(history, acknowledgedBefore(history)).lost).toEqual(['person-a@1']);
});

test('an id, a revision or a position that occurs again is a duplicate', () => {
  const [first, second] = historyOf({ at: 'person-a@0', id: 'e1' }, { at: 'person-a@1', id: 'e2' });
  const answers = [acknowledged('a', 0, 'e1'), acknowledged('a', 1, 'e2')];
  const sameId = { ...second!, id: first!.id };
  expect(audit([first!, second!, sameId], answers).duplicated).toEqual([
    'event e1',
    'person-a@1',
    'position 2',
    'command e2',
  ]);
  expect(audit([second!, first!], answers).duplicated).toEqual(['position 1']);
});

test('a command whose events stand in two places was carried out twice', () => {
  const history = historyOf(
    { at: 'person-a@0', id: 'e1', command: 'c1', cause: 'e0' },
    { at: 'person-b@0', id: 'e2', command: 'c2', cause: 'e0' },
    { at: 'person-c@0', id: 'e3', command: 'c1', cause: 'e0' },
  );
  expect(audit(history, []).duplicated).toEqual(['command c1']);
});

test('an event that a client asked for and no answer names is a second effect', () => {
  const history = historyOf({ at: 'person-a@0', id: 'e1' }, { at: 'person-b@0', id: 'e2' });
  expect(audit(history, [acknowledged('a', 0, 'e1')]).duplicated).toEqual(['event e2']);
});
