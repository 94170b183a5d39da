import { expect, test } from '@jest/globals';
import type { PersonId } from '@fuhua/kernel';
import type { TodoRow } from '@fuhua/platform/views';
import { personId, told } from '@fuhua/testing';
import { panelCancelled, raterOverdue, raterReplaced, type PanelEvent } from './panel.events.ts';
import { panelTodos } from './panel-todo.view.ts';
import {
  after,
  assigned,
  calibrate,
  conclude,
  day,
  declared,
  li,
  of,
  opened,
  qian,
  scored,
  sign,
  sun,
  three,
  zhao,
} from './panel.suite.ts';

const rowsAfter = (events: readonly PanelEvent[]): readonly TodoRow[] =>
  told<PanelEvent>(...events).reduce<readonly TodoRow[]>(
    (rows, event) => panelTodos.view.fold(rows, event),
    [],
  );
const names = new Map<PersonId | null, string>(
  ['zhao', 'qian', 'sun', 'li'].map((name) => [personId(name), name]),
);
const open = (events: readonly PanelEvent[]) =>
  rowsAfter(events)
    .filter(({ kind }) => kind !== '')
    .map(({ kind, assignee, person, dueOn }) =>
      [kind, assignee === 'person' ? names.get(person) : assignee, dueOn].join(' '),
    );

const short = 'raters authority 2024-03-29';
const allIn = 'conclusion authority 2024-03-29';
const owing = (kind: string, due: string, who: readonly string[]) =>
  who.map((name) => `${kind} ${name} ${due}`);
const declaring = (...who: readonly string[]) => owing('declaration', '2024-03-07', who);
const scoring = (...who: readonly string[]) => owing('scores', '2024-03-29', who);
const revising = (...who: readonly string[]) => owing('revision', '2024-03-29', who);

test.each<[string, readonly PanelEvent[], readonly string[]]>([
  ['is opened', [opened], [short]],
  ['has one rater', [opened, assigned(zhao)], [short, ...declaring('zhao')]],
  [
    'has enough raters',
    [opened, ...three.map((rater) => assigned(rater))],
    declaring('zhao', 'qian', 'sun'),
  ],
  [
    'has nobody from outside',
    [opened, ...[qian, sun, li].map((rater) => assigned(rater, false))],
    [short, ...declaring('qian', 'sun', 'li')],
  ],
  ['is declared', after(...declared), scoring('zhao', 'qian', 'sun')],
  [
    'has a rater that stands back',
    after(...declared.slice(0, 3), sign(zhao, 'conflict')),
    [short, ...declaring('qian', 'sun')],
  ],
  [
    'has a rater replaced',
    [
      ...[opened, ...three.map((rater) => assigned(rater))],
      raterReplaced({ ...of, rater: sun, by: li, on: day }),
      assigned(li),
    ],
    declaring('zhao', 'qian', 'li'),
  ],
  [
    'has a late rater',
    [opened, assigned(zhao), raterOverdue({ ...of, rater: zhao, duty: 'declaration', due: day })],
    [short, ...declaring('zhao')],
  ],
  ['is scored in part', after(...scored(80, 70)), scoring('sun')],
  ['is scored', after(...scored(80, 70, 50)), [allIn]],
  [
    'is calibrated',
    after(...scored(80, 70, 50), calibrate),
    [allIn, ...revising('zhao', 'qian', 'sun')],
  ],
  ['is concluded', after(...scored(80, 78, 76), conclude), []],
  [
    'is cancelled',
    [opened, assigned(zhao), panelCancelled({ ...of, becauseOf: of.request, on: day })],
    [],
  ],
])('when a panel %s, this waits', (_, events, expected) => {
  expect(open(events)).toEqual(expected);
});

test('what a rater owes is told to that rater alone, and what was scored to nobody', () => {
  const rows = rowsAfter(after(...scored(80, 70)));
  const told = JSON.stringify(rows.filter(({ assignee }) => assignee !== 'person'));
  expect(rows.filter(({ kind }) => kind === 'scores').map(({ person }) => person)).toEqual([sun]);
  expect(JSON.stringify(rows)).not.toContain('理由');
  expect(told).not.toContain('"person":"');
});
