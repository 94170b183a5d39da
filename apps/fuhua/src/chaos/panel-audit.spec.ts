import { expect, test } from '@jest/globals';
import { audit } from './audit.ts';
import { historyOf } from './history.suite.ts';
import { auditAdmissions, auditPanels, auditTold, together } from './panel-audit.ts';
import type { Said } from './panel-audit.ts';

type Telling = readonly [type: string, data: Readonly<Record<string, unknown>>];

/** Events that stand one after the other, each in a stream of its own. */
function said(...tellings: readonly Telling[]): readonly Said[] {
  const told = tellings.map(
    ([type], n) => ({ at: `case-${String(n)}@0`, id: `e${String(n)}`, type }) as const,
  );
  return historyOf(...told).map((entry, n) => ({ ...entry, data: tellings[n]![1] }));
}

const request = { request: 'r' };
const asked: Telling = ['EvaluationRequested', request];
const received: Telling = ['EvaluationReceived', request];
const opened: Telling = ['PanelOpened', request];
const concluded: Telling = ['PanelConcluded', request];
const nothing = { lost: [], duplicated: [] };

test('a panel that opened, concluded and moved its case once is whole', () => {
  const histories = { incubation: said(asked, received), evaluation: said(opened, concluded) };
  expect(auditPanels(histories)).toEqual(nothing);
});

test.each([
  ['PanelOpened', said(asked, received), said(concluded)],
  ['PanelConcluded', said(asked, received), said(opened)],
  ['EvaluationReceived', said(asked), said(opened, concluded)],
])('a request without its %s is lost', (type, incubation, evaluation) => {
  expect(auditPanels({ incubation, evaluation })).toEqual({
    lost: [`${type} of request r`],
    duplicated: [],
  });
});

test.each([
  ['PanelOpened', said(asked, received), said(opened, opened, concluded)],
  ['PanelConcluded', said(asked, received), said(opened, concluded, concluded)],
  ['EvaluationReceived', said(asked, received, received), said(opened, concluded)],
])('a second %s of a request is a duplicate', (type, incubation, evaluation) => {
  expect(auditPanels({ incubation, evaluation })).toEqual({
    lost: [],
    duplicated: [`${type} of request r`],
  });
});

test('a step that nobody asked for is a duplicate', () => {
  const evaluation = said(opened);
  expect(auditPanels({ incubation: [], evaluation }).duplicated).toEqual([
    'PanelOpened of r, which nobody asked for',
  ]);
});

/** One organization asks at two bases with one place each, and is in at the first. */
const taking: readonly Telling[] = [
  ['EntryApprovalSought', { case: 'a', base: 'x', capacity: 1 }],
  ['EntryApprovalSought', { case: 'b', base: 'y', capacity: 1 }],
  ['ResidencyGranted', { case: 'a', organization: 'o', base: 'x' }],
  ['ResidencyRefused', { case: 'b', organization: 'o', base: 'y', holder: 'a' }],
  ['SpaceAllocated', { case: 'a', base: 'x' }],
  ['EntryApproved', { case: 'a', applicant: 'o', base: 'x', sought: 's1' }],
  ['EntryAdmissionRefused', { case: 'b', applicant: 'o', base: 'y', sought: 's2' }],
];

test('one case is in, with residency and a place; what was refused or given back is held by nobody', () => {
  expect(auditAdmissions(said(...taking))).toEqual(nothing);
  const back: readonly Telling[] = [
    ['ResidencyGranted', { case: 'c', organization: 'p', base: 'x' }],
    ['ResidencyReleased', { case: 'c', organization: 'p' }],
  ];
  expect(auditAdmissions(said(...taking, ...back))).toEqual(nothing);
});

test.each([
  ['ResidencyGranted', 'residency'],
  ['SpaceAllocated', 'a place'],
])('%s to a case that is not in is %s held for nobody', (type, what) => {
  const held: Telling = [type, { case: 'c', organization: 'p', base: 'y' }];
  expect(auditAdmissions(said(...taking, held)).lost).toEqual([
    `${what} is held for c, which is not in`,
  ]);
});

test.each([
  ['ResidencyGranted', 'residency'],
  ['SpaceAllocated', 'a place'],
])('a case that is in without %s is found', (type, what) => {
  const without = taking.filter(([each]) => each !== type);
  expect(auditAdmissions(said(...without)).lost).toEqual([`${what} is not held for a`]);
});

test('an organization that is in twice, and a question that is answered twice, are duplicates', () => {
  const second: readonly Telling[] = [
    ['ResidencyGranted', { case: 'b', organization: 'o', base: 'y' }],
    ['SpaceAllocated', { case: 'b', base: 'y' }],
    ['EntryApproved', { case: 'b', applicant: 'o', base: 'y', sought: 's2' }],
  ];
  expect(auditAdmissions(said(...taking, ...second)).duplicated).toEqual([
    'answer to s2',
    'residency of o',
  ]);
});

test('a base that takes in more than it has places for is found', () => {
  const second: readonly Telling[] = [
    ['ResidencyGranted', { case: 'c', organization: 'p', base: 'x' }],
    ['SpaceAllocated', { case: 'c', base: 'x' }],
    ['EntryApproved', { case: 'c', applicant: 'p', base: 'x', sought: 's3' }],
  ];
  expect(auditAdmissions(said(...taking, ...second)).duplicated).toEqual([
    'base x takes in 2 with places for 1',
  ]);
});

test('an entry that was sought and never answered is left half-way', () => {
  const sought = { at: 'case-a@0', id: 'e1', type: 'EntryApprovalSought' } as const;
  const answers = [{ id: 'a', revision: 0, events: [{ id: 'e1', type: 'EntryApprovalSought' }] }];
  expect(audit(historyOf(sought), answers).lost).toEqual(['case-a asked and was not answered']);
  const refused = { at: 'case-a@1', id: 'e2', type: 'EntryAdmissionRefused', cause: 'e1' } as const;
  expect(audit(historyOf(sought, refused), [])).toEqual(nothing);
});

test('a topic or a copy holds each event once and in order', () => {
  expect(auditTold('t', ['a', 'b', 'c'], ['a', 'b', 'c'])).toEqual(nothing);
  expect(auditTold('t', ['a', 'b', 'c'], ['a', 'c'])).toEqual({
    lost: ['t: event b'],
    duplicated: [],
  });
  expect(auditTold('t', ['a', 'b'], ['a', 'b', 'a'])).toEqual({
    lost: [],
    duplicated: ['t: event a'],
  });
  expect(auditTold('t', ['a', 'b'], ['a', 'b', 'x'])).toEqual({
    lost: [],
    duplicated: ['t: event x is not public'],
  });
  expect(auditTold('t', ['a', 'b', 'c'], ['a', 'c', 'b'])).toEqual({
    lost: [],
    duplicated: ['t: event c is out of order'],
  });
});

test('findings of all places are told together', () => {
  const one = { lost: ['a'], duplicated: [] };
  const other = { lost: ['b'], duplicated: ['c'] };
  expect(together([one, other])).toEqual({ lost: ['a', 'b'], duplicated: ['c'] });
});
