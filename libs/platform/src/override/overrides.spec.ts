import { expect, test } from '@jest/globals';
import {
  overrideApproved,
  overrideDeclined,
  overrideRequested,
  type Day,
  type Instant,
} from '@fuhua/kernel';
import { by, eventId, given, personId, told } from '@fuhua/testing';
import {
  decide,
  overridePermit,
  permit,
  permitDecided,
  permitIssued,
  permitNoted,
  permitTaken,
  someFacts,
} from '../redecision/permits.suite.ts';
import { outcomeInForce, overrideRequestsIn } from './override-requests.ts';
import { overridesOf, type OverrideCommand } from './overrides.ts';

const permits = overridesOf(permit, overridePermit);
const now = '2024-03-04T01:00:00.000Z' as Instant;
const request = eventId('request');
const decision = eventId(0);
const because = { reason: '全县唯一', evidence: ['a'.repeat(64)] };

const decided = (grade: number): ReturnType<typeof permitDecided> =>
  permitDecided({ holder: 'anna', decision: decide(someFacts(grade), '2024-03-01' as Day, 'x') });
const ask = (more: Partial<OverrideCommand> = {}): OverrideCommand =>
  ({
    type: 'RequestOverride',
    request,
    decision,
    outcome: 'granted',
    ...because,
    now,
    ...more,
  }) as never;
const asked = overrideRequested({
  request,
  decision,
  before: 'refused',
  outcome: 'granted',
  ...because,
});
const approved = overrideApproved({ request, decision, outcome: 'granted' });
const approve = (person: string): OverrideCommand => ({
  type: 'ApproveOverride',
  request,
  by: personId(person),
  now,
});

test('it is asked for with reason and evidence, and what held before stands beside', () => {
  given(permits, decided(2)).when(ask()).then(asked);
});

test('another person approves it, and what follows is stored with the approval', () => {
  const history = given(permits, decided(2), by(personId('lin'), asked));
  history.when(approve('lin')).thenRefused('override.same-person');
  history.when(approve('mei')).then(approved, permitIssued({ because: decision }));
});

test('it is decided once, and whoever declines says why', () => {
  const decline = { type: 'DeclineOverride', request, reason: '证据不足' } as const;
  const declined = overrideDeclined({ request, reason: '证据不足' });
  given(permits, decided(2), asked).when(decline).then(declined);
  for (const end of [approved, declined]) {
    const over = given(permits, decided(2), asked, end);
    over.when(approve('mei')).thenRefused('override.not-open');
    over.when(decline).thenRefused('override.not-open');
  }
});

test('a second request for the same decision waits for the first', () => {
  const again = ask({ request: eventId('again') });
  given(permits, decided(2), asked).when(again).thenRefused({
    code: 'override.already-open',
    request,
  });
});

test('what would change nothing is refused, measured by what was put in place last', () => {
  given(permits, decided(4)).when(ask()).thenRefused('override.no-change');
  const over = given(permits, decided(2), asked, approved, permitIssued({ because: decision }));
  over.when(ask({ request: eventId('again') })).thenRefused('override.no-change');
  over.when(ask({ request: eventId('again'), outcome: 'refused' })).then({
    ...asked,
    data: { ...asked.data, request: eventId('again'), before: 'granted', outcome: 'refused' },
  });
});

test('only a decision is overridden, and only one of which the slice offers it', () => {
  const history = given(permits, decided(2), permitNoted({}));
  history.when(ask({ decision: eventId(1) })).thenRefused('override.unknown-decision');
  history.when(ask({ decision: eventId(7) })).thenRefused('override.unknown-decision');
  const none = overridesOf(permit, () => 'not-offered');
  given(none, decided(2)).when(ask()).thenRefused('platform.override-not-offered');
});

test('the slice refuses what can no longer be done, at the request and at the approval', () => {
  const taken = permitTaken({ because: decision });
  given(permits, decided(2), taken).when(ask()).thenRefused('permit.taken-for-good');
  given(permits, decided(2), by(personId('lin'), asked), taken)
    .when(approve('mei'))
    .thenRefused('permit.taken-for-good');
});

test('a conclusion takes the place of one, also under the same outcome', () => {
  const conclusion = { regime: 'B' };
  given(permits, decided(4))
    .when(ask({ conclusion }))
    .then({ ...asked, data: { ...asked.data, before: 'granted', conclusion } });
});

test('every request is listed with what became of it', () => {
  const history = told<ReturnType<typeof decided> | typeof asked | typeof approved>(
    decided(2),
    by(personId('lin'), asked),
    by(personId('mei'), approved),
  ) as never;
  expect(overrideRequestsIn(history)).toMatchObject([
    { request, state: 'approved', requestedBy: personId('lin'), decidedBy: personId('mei') },
  ]);
  expect(outcomeInForce(history, decision)).toBe('granted');
});
