import { expect, test } from '@jest/globals';
import { incubationCase as contract } from '@fuhua/contracts';
import type { EventType } from '@fuhua/kernel';
import { told } from '@fuhua/testing';
import {
  decidingGraduation,
  exitServed,
  graduationConcluded,
  midtermOf,
  passed,
  pausing,
  resuming,
} from './active.suite.ts';
import type { CaseEvent } from './case.events.ts';
import { publishCase } from './case.publish.ts';
import { rejected, served, started, storyOf, type Story } from './case.suite.ts';

const graduated = storyOf(graduationConcluded(passed, '92.00', '2025-03-20'), [
  '2025-03-20',
  decidingGraduation('2025-03-20'),
]);
const paused = storyOf(
  started,
  ['2024-06-03', pausing('2024-06-03', '2024-06-30')],
  ['2024-06-17', resuming('2024-06-17')],
);
const stories: readonly Story[] = [
  ...[served, rejected, started, paused, graduated, exitServed],
  midtermOf(started, '40.00', '2024-10-24'),
];

const definitions = Object.values(contract) as readonly EventType[];

const publishedOf = (story: Story) =>
  told<CaseEvent>(...story).flatMap((event) => {
    const shown = publishCase(event);
    return shown === 'private' ? [] : [shown];
  });

test('what is told is of the contract, with no field that it does not name', () => {
  for (const event of stories.flatMap(publishedOf)) {
    const definition = definitions.find(({ type }) => type === event.type);
    expect(definition?.schema.strict().parse(event.data)).toEqual(event.data);
  }
});

test('a case that graduates is told from its application to its end', () => {
  expect(publishedOf(graduated).map(({ type }) => type)).toEqual([
    ...['EntryApplied', 'EntryAccepted', 'EvaluationRequested', 'EntryApprovalSought'],
    ...['EntryApproved', 'PublicNoticePosted', 'AgreementSigned', 'IncubationStarted'],
    ...['EvaluationRequested', 'MidtermEvaluated', 'EvaluationRequested', 'Graduated'],
  ]);
});

test('no decision, reason, file or paper leaves the service', () => {
  const words = /decision|files|evidence|remarks|findings|"text"|"number"|dimensions/;
  for (const event of stories.flatMap(publishedOf)) {
    expect(JSON.stringify(event.data)).not.toMatch(words);
  }
});
