import { describe, expect, test } from '@jest/globals';
import { addDays, parseDay, type Day } from '@fuhua/kernel';
import { eventId } from '@fuhua/testing';
import type { FactKind, FactRow } from '@fuhua/directory';
import { knownOfOperator } from './operator-known.http.ts';

const day = parseDay;
const [on, today] = [day('2024-03-25'), day('2024-03-18')];

const row = (
  kind: FactKind,
  data: FactRow['data'],
  validFrom: string,
  { validTo = null, endedOn = null, name = kind }: Partial<FactRow> & { name?: string } = {},
): FactRow => ({
  ...{ stream: 'organization-1', revision: 0, sequence: 0, event: eventId(name), kind, data },
  ...{ validFrom: day(validFrom), validTo, endedOn, source: null },
});
const grade = (of: string, validFrom: string, validTo: string, endedOn: Day | null = null) =>
  row('grade', { grade: of }, validFrom, { validTo: day(validTo), endedOn, name: validFrom });
const synchronised = (of: Day, ...registers: readonly string[]) =>
  row('synchronisation', { registers }, of, { name: `synchronised ${of}` });
const known = (...rows: readonly FactRow[]) => knownOfOperator(rows, { on, today }).facts;

describe('the grade', () => {
  test('in force on the day is known as it is recorded, with its validity, however old the register', () => {
    expect(known(grade('3A', '2021-06-01', '2024-03-25'))['operator.grade']).toEqual({
      ...{ value: '3A', validFrom: '2021-06-01', validTo: '2024-03-25' },
      sources: [eventId('2021-06-01')],
    });
  });

  test('of two in force the newer one counts', () => {
    const rows = [grade('4A', '2023-01-01', '2027-12-31'), grade('3A', '2021-06-01', '2026-05-31')];
    expect(known(...rows)['operator.grade']?.value).toBe('4A');
  });

  test('lapsed is told with its last day, where the register would show a newer one', () => {
    const lapsed = grade('3A', '2019-06-01', '2024-03-24');
    expect(known(lapsed)['operator.grade']).toBeUndefined();
    expect(known(lapsed, synchronised(today, 'grades'))['operator.grade']).toMatchObject({
      ...{ value: '3A', validTo: '2024-03-24' },
    });
  });

  test('withdrawn ends the day before', () => {
    const withdrawn = grade('3A', '2021-06-01', '2026-05-31', day('2024-03-20'));
    const { 'operator.grade': fact } = known(withdrawn, synchronised(today, 'grades'));
    expect(fact).toMatchObject({ value: '3A', validTo: '2024-03-19' });
  });

  test.each([
    ['today', 0, 'none'],
    ['seven days ago', -7, 'none'],
    ['eight days ago', -8, undefined],
    ['tomorrow', 1, undefined],
  ])('none is known of a register synchronised %s: %s, %s', (_, age, value) => {
    const { 'operator.grade': fact } = known(synchronised(addDays(today, age), 'grades'));
    expect(fact?.value).toBe(value);
  });

  test('another register says nothing of it', () => {
    expect(known(synchronised(today, 'lists', 'registrations'))['operator.grade']).toBeUndefined();
  });
});

describe('the kinds', () => {
  const kind = (classification: string, more: Partial<FactRow> = {}) =>
    row('classification', { classification }, '2021-06-01', { ...more, name: classification });

  test('one that suffices is known as it is recorded', () => {
    expect(known(kind('hub'))['operator.classifications']).toEqual({
      ...{ value: ['hub'], validFrom: '2021-06-01', sources: [eventId('hub')] },
    });
  });

  test('that there is no other is known of a fresh register only', () => {
    expect(known(kind('support'))['operator.classifications']).toBeUndefined();
    expect(
      known(kind('support'), synchronised(today, 'registrations'))['operator.classifications'],
    ).toMatchObject({ value: ['support'] });
    expect(known(synchronised(today, 'registrations'))['operator.classifications']).toMatchObject({
      ...{ value: [], validFrom: today },
    });
  });

  test('they hold no longer than the first of them', () => {
    const rows = [kind('hub'), kind('support', { validTo: day('2024-06-30') })];
    expect(known(...rows)['operator.classifications']).toMatchObject({
      ...{ value: ['hub', 'support'], validTo: '2024-06-30' },
    });
  });

  test('one that has ended is none', () => {
    const ended = kind('hub', { endedOn: on });
    expect(known(ended)['operator.classifications']).toBeUndefined();
  });
});

test('every award is told, whenever it is of', () => {
  const rows = [grade('3A', '2015-06-01', '2020-05-31'), grade('3A', '2025-01-01', '2029-12-31')];
  expect(knownOfOperator(rows, { on, today }).awards).toEqual([
    ...[eventId('2015-06-01'), eventId('2025-01-01')],
  ]);
});
