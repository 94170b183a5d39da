import { stripVTControlCharacters } from 'node:util';
import { expect, test } from '@jest/globals';
import {
  addDays,
  catalogue,
  correctionDecider,
  correctionRequested,
  dayOf,
  Day,
  event,
  eventCorrected,
  Instant,
  ok,
  PersonId,
  refuse,
  startOfDay,
  type Decider,
  type EventOf,
  type Slice,
} from '@fuhua/kernel';
// eslint-disable-next-line @nx/enforce-module-boundaries -- only this spec declares events; the library needs no zod
import { z } from 'zod';
import { at, by, eventId, given, instantAt, personId, told, Unmet } from './index.ts';

const loanGranted = event(
  'LoanGranted',
  1,
  z.object({ borrower: PersonId, dueOn: Day, copies: z.int().positive() }),
  { correctable: ['copies'] },
);
const loanReminded = event(
  'LoanReminded',
  1,
  z.object({ at: Instant, note: z.string().optional() }),
);
const loanReturned = event('LoanReturned', 1, z.object({}));
type LoanEvent =
  EventOf<typeof loanGranted> | EventOf<typeof loanReminded> | EventOf<typeof loanReturned>;

type LoanCommand =
  | { type: 'Grant'; borrower: PersonId; copies: number }
  | { type: 'Return' }
  | { type: 'PassDeadline'; name: string; now: Instant };
type LoanRefusal =
  { code: 'loan.already-granted'; borrower: PersonId; on: Day } | { code: 'loan.none' };
type Loan =
  | { stage: 'none' }
  | { stage: 'granted'; borrower: PersonId; on: Day; dueOn: Day; copies: number; reminded: number }
  | { stage: 'returned' };

const REMINDERS_MAX = 2;

const loan: Decider<Loan, LoanCommand, LoanEvent, LoanRefusal> = {
  initial: { stage: 'none' },
  decide(command, state) {
    switch (command.type) {
      case 'Grant': {
        const { borrower, copies } = command;
        if (state.stage === 'granted') {
          return refuse({ code: 'loan.already-granted', borrower: state.borrower, on: state.on });
        }
        return ok([loanGranted({ borrower, copies, dueOn: '2024-02-01' as Day })]);
      }
      case 'Return':
        if (state.stage === 'none') return refuse({ code: 'loan.none' });
        return ok(state.stage === 'returned' ? [] : [loanReturned({})]);
      case 'PassDeadline':
        return ok([loanReminded({ at: command.now, note: undefined })]);
    }
  },
  evolve(state, happened, origin) {
    switch (happened.type) {
      case 'LoanGranted':
        return {
          ...happened.data,
          stage: 'granted',
          on: dayOf(origin.occurredAt),
          reminded: 0,
        };
      case 'LoanReminded': {
        if (state.stage !== 'granted') return state;
        return { ...state, reminded: state.reminded + 1, dueOn: addDays(state.dueOn, 7) };
      }
      case 'LoanReturned':
        return { stage: 'returned' };
    }
  },
  deadlines(state) {
    if (state.stage !== 'granted' || state.reminded >= REMINDERS_MAX) return [];
    return [{ name: 'remind', due: startOfDay(state.dueOn) }];
  },
};
const loans: Slice<Loan, LoanCommand, LoanEvent, LoanRefusal> = {
  category: 'loan',
  events: catalogue(loanGranted, loanReminded, loanReturned),
  decider: loan,
};

const anna = personId('anna');
const granted = loanGranted({ borrower: anna, dueOn: '2024-02-01' as Day, copies: 2 });
const grant: LoanCommand = { type: 'Grant', borrower: anna, copies: 2 };

function messageOf(spec: () => void): string {
  try {
    spec();
  } catch (error) {
    if (error instanceof Unmet) return stripVTControlCharacters(error.message);
    throw error;
  }
  throw new Error('the expectation was met');
}

test('what was decided is then', () => {
  given(loan).when(grant).then(granted);
  given(loan, granted).when({ type: 'Return' }).then(loanReturned({}));
  given(loan, granted, loanReturned({})).when({ type: 'Return' }).thenNothing();
  given(loan).when({ type: 'Return' }).thenRefused('loan.none');
});

test('a member that is undefined is no member, as in what is stored', () => {
  const due = instantAt('2024-02-01');
  given(loan, granted)
    .when({ type: 'PassDeadline', name: 'remind', now: due })
    .then(loanReminded({ at: due }));
});

test('another event shows the difference', () => {
  const other = loanGranted({ ...granted.data, copies: 3 });
  const message = messageOf(() => given(loan).when(grant).then(other));
  expect(message).toContain('other events were decided');
  expect(message).toMatch(/- Expected[\s\S]*\+ Decided/);
  expect(message).toMatch(/-\s+"copies": 3,\n\+\s+"copies": 2,/);
  expect(message).toContain('"type": "LoanGranted"');
});

test.each([
  ['no event', []],
  ['one event too many', [granted, granted]],
  ['another type', [loanReturned({})]],
  ['a member less', [{ ...granted, data: { borrower: anna, copies: 2 } }]],
  ['a member more', [{ ...granted, data: { ...granted.data, more: null } }]],
])('%s instead is unmet', (_, events) => {
  expect(() =>
    given(loan)
      .when(grant)
      .then(...(events as LoanEvent[])),
  ).toThrow(Unmet);
});

test('the stack of an unmet expectation begins in the spec', () => {
  try {
    given(loan).when(grant).thenNothing();
  } catch (error) {
    const first = (error as Error).stack!.split('\n').find((line) => line.includes(' at '))!;
    expect(first).toContain('given.spec.ts');
  }
  expect.assertions(1);
});

test('a refusal where events were expected, and events where a refusal was, are shown', () => {
  const refused = messageOf(() => given(loan).when({ type: 'Return' }).then(loanReturned({})));
  expect(refused).toContain('it was refused: {\n  "code": "loan.none"\n}');
  const accepted = messageOf(() => given(loan).when(grant).thenRefused('loan.none'));
  expect(accepted).toContain('it was accepted, where {\n  "code": "loan.none"\n} was expected');
  expect(accepted).toContain('"LoanGranted"');
  const something = messageOf(() => given(loan).when(grant).thenNothing());
  expect(something).toContain('something happened');
  expect(() => given(loan).when({ type: 'Return' }).thenNothing()).toThrow(Unmet);
});

test('a refusal is compared in what is named of it', () => {
  const again = given(loan, at('2024-01-05', granted)).when(grant);
  again.thenRefused('loan.already-granted');
  again.thenRefused({ borrower: anna });
  again.thenRefused({ code: 'loan.already-granted', on: '2024-01-05' as Day });
  const code = messageOf(() => again.thenRefused('loan.none'));
  expect(code).toMatch(/-\s+"code": "loan.none",\n\+\s+"code": "loan.already-granted",/);
  const on = messageOf(() => again.thenRefused({ on: '2024-01-06' as Day }));
  expect(on).toMatch(/-\s+"on": "2024-01-06",\n\+\s+"on": "2024-01-05",/);
  expect(on).toContain(anna);
});

test('origins are made up, always the same, and may be told', () => {
  const boris = personId('boris');
  const events = told<LoanEvent>(
    granted,
    at('2024-01-20', by(boris, loanReturned({}))),
    at('2024-01-10T12:00:00+08:00', granted),
    by(boris, at('2024-01-11', granted, '2024-01-21')),
    granted,
  );
  expect(events.map(({ origin }) => origin)).toEqual(
    told<LoanEvent>(...events).map(({ origin }) => origin),
  );
  expect(events.map(({ origin }) => [origin.revision, origin.id])).toEqual(
    [0, 1, 2, 3, 4].map((revision) => [revision, eventId(revision)]),
  );
  expect(new Set(events.map(({ origin }) => origin.stream)).size).toBe(1);
  expect(events.map(({ origin }) => [origin.occurredAt, origin.recordedAt])).toEqual([
    ['2024-01-02T01:00:00.000Z', '2024-01-02T01:00:00.000Z'],
    ['2024-01-19T16:00:00.000Z', '2024-01-19T16:00:00.000Z'],
    ['2024-01-10T04:00:00.000Z', '2024-01-19T16:00:00.000Z'],
    ['2024-01-10T16:00:00.000Z', '2024-01-20T16:00:00.000Z'],
    ['2024-01-20T16:01:00.000Z', '2024-01-20T16:01:00.000Z'],
  ]);
  const people = events.map(({ origin }) => origin.actor.person);
  expect(people.slice(1, 4)).toEqual([boris, personId('officer'), boris]);
  expect(() => at('2024-02-30', granted)).toThrow(RangeError);
});

test('deadlines are compared before and after a command', () => {
  given(loan, granted).thenDue({ name: 'remind', due: instantAt('2024-02-01') });
  given(loan)
    .when(grant)
    .thenDue({ name: 'remind', due: instantAt('2024-02-01') });
  given(loan, granted).when({ type: 'Return' }).thenDue();
  expect(messageOf(() => given(loan, granted).thenDue())).toContain('"name": "remind"');
  const early = { name: 'remind', due: instantAt('2024-01-31') };
  expect(() => given(loan).when(grant).thenDue(early)).toThrow('the open deadlines');
});

test('time passes deadline by deadline, each at its own instant', () => {
  const [first, second] = ['2024-02-01', '2024-02-08'].map((day) =>
    loanReminded({ at: instantAt(day) }),
  ) as [LoanEvent, LoanEvent];
  given(loan, granted).whenDue('2024-01-31').thenNothing();
  given(loan, granted).whenDue('2024-02-01').then(first);
  given(loan, granted).whenDue('2024-02-07T23:59:59+08:00').then(first);
  given(loan, granted).whenDue('2024-02-08').then(first, second);
  given(loan, granted).whenDue('2025-01-01').then(first, second);
  given(loan, granted).whenDue('2025-01-01').thenDue();
  const returned = given(loan, granted).whenDue('2025-01-01', () => ({ type: 'Return' }));
  returned.then(loanReturned({}));
});

test('a deadline that stays open, or comes again for ever, is unmet', () => {
  const deaf: typeof loan = { ...loan, decide: () => ok([]) };
  expect(() => given(deaf, granted).whenDue('2024-03-01')).toThrow(
    'deadline remind of 2024-01-31T16:00:00.000Z was passed and is open still',
  );
  let calls = 0;
  const restless: typeof loan = {
    ...loan,
    deadlines: () => [{ name: String((calls += 1)), due: instantAt('2024-02-01') }],
  };
  expect(() => given(restless, granted).whenDue('2024-03-01')).toThrow('1000 deadlines');
});

test('a slice applies corrections among the given events, and the newest holds', () => {
  const correct = (copies: number) =>
    eventCorrected({
      request: eventId('request'),
      event: eventId(0),
      eventType: 'LoanGranted',
      shape: 1,
      data: { ...granted.data, copies },
    });
  expect(given(loans, granted, correct(4), correct(5)).state).toMatchObject({ copies: 5 });
  const decider = correctionDecider(loans.events);
  given(decider, ...told(granted))
    .when({
      type: 'RequestCorrection',
      request: eventId('request'),
      event: eventId(0),
      values: { copies: 4 },
      reason: 'miscounted',
      evidence: [],
    })
    .then(
      correctionRequested({
        request: eventId('request'),
        event: eventId(0),
        eventType: 'LoanGranted',
        shape: 1,
        fields: ['copies'],
        before: { copies: 2 },
        data: { ...granted.data, copies: 4 },
        reason: 'miscounted',
        evidence: [],
      }),
    );
});

test("a slice's events must satisfy its catalogue", () => {
  given(loans).when(grant).then(granted);
  const invalid = loanGranted({ ...granted.data, copies: 0 });
  const message = messageOf(() => {
    given(loans, invalid);
  });
  expect(message).toMatch(/^given: LoanGranted does not satisfy its schema\ncopies: /);
  expect(() =>
    given(loans)
      .when({ ...grant, copies: -1 })
      .then({ ...granted, data: { ...granted.data, copies: -1 } }),
  ).toThrow('decided: LoanGranted does not satisfy its schema');
  const foreign = { type: 'Elsewhere', data: {} } as never;
  expect(() => given(loans, foreign)).toThrow('given: Elsewhere is not in the catalogue');
});
