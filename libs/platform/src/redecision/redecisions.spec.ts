import { expect, test } from '@jest/globals';
import { redecisionClosed, redecisionRequired, type Day } from '@fuhua/kernel';
import { eventId, given } from '@fuhua/testing';
import { changesBetween, type Concluded } from './changes.ts';
import { decide, permit, permitDecided, permitNoted, someFacts } from './permits.suite.ts';
import { redecisionsOf } from './redecisions.ts';

const permits = redecisionsOf(permit);
const on = '2024-03-01' as Day;
const decided = permitDecided({
  holder: 'anna',
  decision: decide(someFacts(3), on, 'x'),
}) as never;
const now = decide(someFacts(2), on, 'x');

type Required = ReturnType<typeof redecisionRequired>['data'];

const required = (name: string, more: Partial<Required> = {}): Required => ({
  redecision: eventId(name),
  decision: eventId(0),
  cause: { stream: 'holder-anna', event: eventId(`fact ${name}`) },
  ruleSet: { id: 'TEST', version: 1 },
  before: 'granted',
  after: 'refused',
  rules: [...changesBetween(decide(someFacts(3), on, 'x'), now)],
  factsDigest: `facts ${name}`,
  ...more,
});
const require = (data: Required) => ({ type: 'RequireRedecision', ...data }) as const;
const first = redecisionRequired(required('first'));
const done = redecisionClosed({ redecision: eventId('first'), reason: '已重新决定' });

test('a task names the rules that say otherwise, with what they said and say', () => {
  given(permits, decided)
    .when(require(required('first')))
    .then(first);
  expect(first.data.rules).toEqual([
    {
      rule: 'R-TST-01',
      clause: '一',
      before: 'pass',
      after: 'fail',
      reason: { zh: '等级 2', en: 'grade 2' },
    },
  ]);
});

test('another conclusion is a change where it decides; another reason or explanation is none', () => {
  const [result] = now.results;
  const concluding = (regime: string, because: string) => ({
    results: [{ ...result!, conclusion: { regime, because } }],
  });
  const regime: Concluded = ({ conclusion }) => conclusion?.['regime'];
  const [a, explained, b] = [concluding('A', 'x'), concluding('A', 'y'), concluding('B', 'x')];
  expect(changesBetween(a, explained, regime)).toEqual([]);
  expect(changesBetween(a, b, regime)).toHaveLength(1);
  expect(changesBetween(a, b)).toEqual([]);
  const reworded = { results: [{ ...result!, reason: { zh: '二', en: 'two' } }] };
  expect(changesBetween(now, reworded)).toEqual([]);
  expect(changesBetween({ results: [] }, now)).toMatchObject([{ after: 'fail' }]);
});

test('there is one task for a decision and a cause, also when it is closed', () => {
  const again = require(required('again', { cause: first.data.cause }));
  given(permits, decided, first).when(again).thenNothing();
  given(permits, decided, first, done).when(again).thenNothing();
});

test('a later fact repeats no open task that says the same, and none after the same facts', () => {
  const later = required('later');
  given(permits, decided, first).when(require(later)).thenNothing();
  const unknown = required('later', { after: 'insufficient-evidence' });
  given(permits, decided, first).when(require(unknown)).then(redecisionRequired(unknown));
  const same = required('later', { factsDigest: first.data.factsDigest });
  given(permits, decided, first, done).when(require(same)).thenNothing();
  given(permits, decided, first, done).when(require(later)).then(redecisionRequired(later));
});

test('only a decision gets a task', () => {
  for (const decision of [eventId(1), eventId(9)]) {
    given(permits, decided, permitNoted({}) as never)
      .when(require(required('first', { decision })))
      .thenRefused('redecision.unknown-decision');
  }
});

test('it is closed once, with what was done', () => {
  const close = {
    type: 'CloseRedecision',
    redecision: eventId('first'),
    reason: '已重新决定',
  } as const;
  given(permits, decided, first).when(close).then(done);
  given(permits, decided, first, done).when(close).thenRefused('redecision.not-open');
  given(permits, decided).when(close).thenRefused('redecision.not-open');
});
