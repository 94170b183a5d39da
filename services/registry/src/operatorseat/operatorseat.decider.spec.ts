import { expect, test } from '@jest/globals';
import {
  addDays,
  fold,
  parseDay,
  type Day,
  type EventId,
  type OperatorContractId,
} from '@fuhua/kernel';
import { baseId, eventId, given, told, uuidNamed } from '@fuhua/testing';
import fc from 'fast-check';
import {
  operatorSeat,
  operatorSeatDecider,
  type OperatorSeatCommand,
} from './operatorseat.decider.ts';
import {
  operatorSeatRefused,
  operatorSeatReleased,
  operatorSeatTaken,
  type OperatorSeatEvent,
} from './operatorseat.events.ts';
import { publishOperatorSeat } from './operatorseat.publish.ts';

const base = baseId('huashi');
const contractId = (name: string) => uuidNamed('contract', name) as OperatorContractId;
const [first, second] = [contractId('first'), contractId('second')];
const [asked, askedLater, ended] = [eventId('asked'), eventId('askedLater'), eventId('ended')];
const day = parseDay;

const term = (contract: OperatorContractId, start: string, end: string, askedBy: EventId) => ({
  ...{ base, contract, start: day(start), end: day(end), askedBy },
});
const ofFirst = term(first, '2024-01-01', '2024-12-31', asked);
const take = (data: ReturnType<typeof term>): OperatorSeatCommand => ({
  type: 'TakeSeat',
  ...data,
});
const release = (contract: OperatorContractId, through: string): OperatorSeatCommand => ({
  ...{ type: 'ReleaseSeat', base, contract, through: day(through), becauseOf: ended },
});
const released = (through: string) =>
  operatorSeatReleased({ base, contract: first, through: day(through), becauseOf: ended });
const held = given(operatorSeat, operatorSeatTaken(ofFirst));

test('the first to ask has the seat', () => {
  given(operatorSeat).when(take(ofFirst)).then(operatorSeatTaken(ofFirst));
});

test.each([
  ['the last day', '2024-12-31', '2025-12-30'],
  ['the first day', '2023-01-01', '2024-01-01'],
  ['days within', '2024-03-01', '2024-03-01'],
])('a term that shares %s is refused and told who holds the seat', (_, start, end) => {
  const late = term(second, start, end, askedLater);
  held.when(take(late)).then(operatorSeatRefused({ ...late, holder: first }));
});

test.each([
  ['begins the day after', '2025-01-01', '2025-12-31'],
  ['ends the day before', '2023-01-01', '2023-12-31'],
])('a term that %s is granted', (_, start, end) => {
  const next = term(second, start, end, askedLater);
  held.when(take(next)).then(operatorSeatTaken(next));
});

test('a contract’s corrected term takes the place of its older one', () => {
  const corrected = term(first, '2024-02-01', '2024-11-30', askedLater);
  held.when(take(corrected)).then(operatorSeatTaken(corrected));
  const next = term(second, '2024-12-01', '2025-11-30', eventId('next'));
  given(operatorSeat, operatorSeatTaken(ofFirst), operatorSeatTaken(corrected))
    .when(take(next))
    .then(operatorSeatTaken(next));
});

test('an asking event is answered once', () => {
  held.when(take(ofFirst)).thenNothing();
  const late = term(second, '2024-06-01', '2025-05-31', askedLater);
  const refused = operatorSeatRefused({ ...late, holder: first });
  given(operatorSeat, operatorSeatTaken(ofFirst), refused, released('2024-03-31'))
    .when(take(late))
    .thenNothing();
});

test('after an early end the next may begin the day after', () => {
  held.when(release(first, '2024-03-31')).then(released('2024-03-31'));
  const after = given(operatorSeat, operatorSeatTaken(ofFirst), released('2024-03-31'));
  const next = term(second, '2024-04-01', '2025-03-31', askedLater);
  after.when(take(next)).then(operatorSeatTaken(next));
  const tooEarly = { ...next, start: day('2024-03-31') };
  after.when(take(tooEarly)).then(operatorSeatRefused({ ...tooEarly, holder: first }));
});

test('a contract ended before its first day holds no day', () => {
  const next = term(second, '2023-06-01', '2024-05-31', askedLater);
  given(operatorSeat, operatorSeatTaken(ofFirst), released('2023-12-15'))
    .when(take(next))
    .then(operatorSeatTaken(next));
});

test('an end in time gives nothing back, and a release is settled once', () => {
  held.when(release(first, '2024-12-31')).thenNothing();
  given(operatorSeat, operatorSeatTaken(ofFirst), released('2024-03-31'))
    .when(release(first, '2024-03-31'))
    .thenNothing();
});

test('nobody releases what was never held', () => {
  held.when(release(second, '2024-03-31')).thenRefused({
    ...{ code: 'registry.seat-not-held', base, contract: second },
  });
});

test('the guard tells nobody outside', () => {
  const late = term(second, '2024-06-01', '2025-05-31', askedLater);
  const events = [
    operatorSeatTaken(ofFirst),
    operatorSeatRefused({ ...late, holder: first }),
    released('2024-03-31'),
  ];
  expect(told<OperatorSeatEvent>(...events).map(publishOperatorSeat)).toEqual([
    ...['private', 'private', 'private'],
  ]);
});

test('whatever the interleaving: no day has two holders, and each asking event one answer', () => {
  const from = day('2024-01-01');
  const dayAt = fc.integer({ min: 0, max: 40 }).map((days) => addDays(from, days));
  const who = fc.constantFrom('a', 'b', 'c').map(contractId);
  const n = fc.integer({ min: 0, max: 5 });
  const taking = fc.record({ who, start: dayAt, days: fc.integer({ min: 0, max: 20 }), n });
  const anyCommand = fc.oneof(
    taking.map(({ who: contract, start, days, n: ask }): OperatorSeatCommand => {
      const askedBy = eventId(`${contract} asks ${String(ask)}`);
      return { type: 'TakeSeat', base, contract, start, end: addDays(start, days), askedBy };
    }),
    fc.record({ who, through: dayAt, n }).map(({ who: contract, through, n: end }) => {
      const becauseOf = eventId(`${contract} ends ${String(end)}`);
      return { type: 'ReleaseSeat' as const, base, contract, through, becauseOf };
    }),
  );
  fc.assert(
    fc.property(fc.array(anyCommand, { maxLength: 40 }), (commands) => {
      let history: readonly OperatorSeatEvent[] = [];
      for (const command of commands) {
        const decided = operatorSeatDecider.decide(
          command,
          fold(operatorSeatDecider, told(...history)),
        );
        if (decided.ok) history = [...history, ...decided.value];
      }
      const state = fold(operatorSeatDecider, told(...history));
      const days = (state.stage === 'asked' ? [...state.held.values()] : []).flatMap(daysOf);
      expect(days).toHaveLength(new Set(days).size);
      const answers = history.flatMap(({ data }) => ('askedBy' in data ? [data.askedBy] : []));
      expect(answers).toHaveLength(new Set(answers).size);
    }),
  );
});

function daysOf({ start, end }: { start: Day; end: Day }): readonly Day[] {
  const days: Day[] = [];
  for (let on = start; on <= end; on = addDays(on, 1)) days.push(on);
  return days;
}
