import { describe, expect, test } from '@jest/globals';
import { addDays, parseDay } from '@fuhua/kernel';
import fc from 'fast-check';
import { anyDay } from '../clocks/any-day.suite.ts';
import {
  calendarOf,
  filingFaults,
  filingStanding,
  type FilingConclusion,
  type FilingFacts,
  type FilingStanding,
} from '../index.ts';

const day = parseDay;
const calendar = calendarOf('CN-2026-1');

/** For 2024, due on 2025-05-31, which rolls to 2025-06-03. */
const inspected: FilingFacts = {
  kind: 'social-service-organization',
  charity: false,
  fiscalYear: 2024,
  registeredOn: day('2023-09-20'),
};
/** For 2024, due on 2025-03-31. */
const charity: FilingFacts = { ...inspected, charity: true };

const standing = (facts: Partial<FilingFacts>, on: string): FilingStanding =>
  filingStanding({ ...inspected, ...facts }, day(on), calendar);
const timeliness = (facts: Partial<FilingFacts>, on: string): string =>
  standing(facts, on).timeliness;
const concluded = (outcome: FilingConclusion, publishedOn: string) => ({
  conclusion: { outcome, publishedOn: day(publishedOn) },
});

describe('what was filed', () => {
  test.each([
    ['2025-01-02', 'on-time'],
    ['2025-05-31', 'on-time'],
    ['2025-06-02', 'on-time'],
    ['2025-06-03', 'on-time'],
    ['2025-06-04', 'late'],
    ['2025-12-01', 'late'],
  ])('on %s is %s', (filedOn, expected) => {
    expect(timeliness({ filedOn: day(filedOn) }, '2025-12-31')).toBe(expected);
  });

  test('is measured against the local deadline where one is on record', () => {
    const filed = { filedOn: day('2025-07-21') };
    expect(timeliness({ ...filed, localDeadline: day('2025-07-20') }, '2025-08-01')).toBe(
      'on-time',
    );
    expect(timeliness({ ...filed, localDeadline: day('2025-07-18') }, '2025-08-01')).toBe('late');
    expect(timeliness(filed, '2025-08-01')).toBe('late');
  });

  test('late is accepted as timely from the day of the registrar’s receipt', () => {
    const accepted = { filedOn: day('2025-06-10'), acceptedAsTimelyOn: day('2025-06-20') };
    expect(timeliness(accepted, '2025-06-19')).toBe('late');
    expect(timeliness(accepted, '2025-06-20')).toBe('accepted-as-timely');
  });

  test('is accepted by a receipt that names no day of filing', () => {
    const accepted = { acceptedAsTimelyOn: day('2025-06-20'), synchronisedOn: day('2025-06-20') };
    expect(timeliness(accepted, '2025-06-19')).toBe('unknown');
    expect(timeliness(accepted, '2025-06-20')).toBe('accepted-as-timely');
  });

  test('on time is on time whatever receipt there is', () => {
    const filed = { filedOn: day('2025-06-03'), acceptedAsTimelyOn: day('2025-06-20') };
    expect(timeliness(filed, '2025-06-20')).toBe('on-time');
  });
});

describe('what is not filed', () => {
  const fresh = { synchronisedOn: day('2025-06-04') };

  test.each([
    ['2025-02-01', 'pending'],
    ['2025-05-31', 'pending'],
    ['2025-06-03', 'pending'],
    ['2025-06-04', 'none'],
    ['2025-06-11', 'none'],
    ['2025-06-12', 'unknown'],
  ])('is on %s, in a register synchronised on 2025-06-04: %s', (on, expected) => {
    expect(timeliness(fresh, on)).toBe(expected);
  });

  test('is unknown after the deadline in a register never synchronised', () => {
    expect(timeliness({}, '2025-06-03')).toBe('pending');
    expect(timeliness({}, '2025-06-04')).toBe('unknown');
  });

  test('yet was not filed before: later days are not seen', () => {
    const filed = { ...fresh, filedOn: day('2025-06-10') };
    const days = ['2025-06-03', '2025-06-09', '2025-06-10'];
    expect(days.map((on) => timeliness(filed, on))).toEqual(['pending', 'none', 'late']);
  });
});

describe('what need not be filed', () => {
  test('is exempt in the first half year, and due for the next year', () => {
    expect(standing({ fiscalYear: 2023 }, '2024-12-31')).toEqual({ timeliness: 'exempt' });
    expect(timeliness({ fiscalYear: 2024 }, '2025-01-01')).toBe('pending');
  });

  test('is nothing before the organization was registered', () => {
    expect(standing({ fiscalYear: 2022 }, '2024-12-31')).toEqual({ timeliness: 'nothing-due' });
  });

  test('is what the registrar exempts by its own rule', () => {
    const association = { kind: 'social-association', registeredOn: day('2024-09-20') } as const;
    expect(timeliness(association, '2025-08-01')).toBe('unknown');
    expect(standing({ ...association, exemptByRegistrar: true }, '2025-08-01')).toEqual({
      timeliness: 'exempt',
    });
    expect(timeliness({ ...association, exemptByRegistrar: false }, '2025-08-01')).toBe('unknown');
  });
});

describe('the deadline', () => {
  test('stands beside the timeliness, with what is filed', () => {
    expect(standing({ filedOn: day('2025-06-03') }, '2025-06-03')).toEqual({
      timeliness: 'on-time',
      deadline: { filing: 'annual-inspection', due: '2025-06-03', provisional: false },
    });
    expect(standing(charity, '2025-03-31')).toEqual({
      timeliness: 'pending',
      deadline: { filing: 'annual-report', due: '2025-03-31', provisional: false },
    });
    expect(timeliness({ ...charity, synchronisedOn: day('2025-04-01') }, '2025-04-01')).toBe(
      'none',
    );
  });
});

describe('the conclusion', () => {
  test.each<FilingConclusion>(['pass', 'basic-pass', 'fail'])(
    '%s of an inspection counts from its publication',
    (outcome) => {
      const facts = { filedOn: day('2025-05-20'), ...concluded(outcome, '2025-09-01') };
      expect(standing(facts, '2025-08-31')).not.toHaveProperty('conclusion');
      expect(standing(facts, '2025-09-01')).toMatchObject({
        timeliness: 'on-time',
        conclusion: { outcome, since: '2025-09-01' },
      });
    },
  );

  test('of a charity that files on time is pass, without any inspection', () => {
    expect(standing({ ...charity, filedOn: day('2025-03-31') }, '2025-04-01')).toMatchObject({
      timeliness: 'on-time',
      conclusion: { outcome: 'pass', since: '2025-03-31' },
    });
  });

  test('of a charity accepted as timely is pass from the receipt', () => {
    const late = { ...charity, filedOn: day('2025-04-10') };
    expect(standing(late, '2025-04-20')).toEqual({
      timeliness: 'late',
      deadline: { filing: 'annual-report', due: '2025-03-31', provisional: false },
    });
    const accepted = { ...late, acceptedAsTimelyOn: day('2025-04-20') };
    expect(standing(accepted, '2025-04-20')).toMatchObject({
      conclusion: { outcome: 'pass', since: '2025-04-20' },
    });
  });

  test('of a charity is never one of an inspection', () => {
    const facts = { ...charity, ...concluded('fail', '2025-04-01') };
    expect(standing(facts, '2025-12-31')).not.toHaveProperty('conclusion');
  });
});

describe('against an organization count', () => {
  const missed = { fault: 'missed', on: '2025-06-03' };
  const failed = { fault: 'failed', on: '2025-09-01' };
  const fail = concluded('fail', '2025-09-01');

  test.each<[string, Partial<FilingFacts>, readonly unknown[]]>([
    ['late, dated at the deadline', { filedOn: day('2025-06-04') }, [missed]],
    ['none, dated at the deadline', { synchronisedOn: day('2025-12-31') }, [missed]],
    ['failed, dated at its publication', { filedOn: day('2025-05-20'), ...fail }, [failed]],
    ['late and failed', { filedOn: day('2025-06-04'), ...fail }, [missed, failed]],
    ['none and failed', { synchronisedOn: day('2025-12-31'), ...fail }, [missed, failed]],
    ['not: on time, conclusion pending', { filedOn: day('2025-06-03') }, []],
    [
      'not: on time and passed',
      { filedOn: day('2025-06-03'), ...concluded('pass', '2025-09-01') },
      [],
    ],
    [
      'not: on time and basically passed',
      { filedOn: day('2025-06-03'), ...concluded('basic-pass', '2025-09-01') },
      [],
    ],
    [
      'not: accepted as timely',
      { filedOn: day('2025-06-04'), acceptedAsTimelyOn: day('2025-06-20') },
      [],
    ],
    ['not: unknown', {}, []],
    ['not: pending', { fiscalYear: 2025, synchronisedOn: day('2025-12-31') }, []],
    ['not: exempt', { fiscalYear: 2023, synchronisedOn: day('2025-12-31') }, []],
    ['not: nothing due', { fiscalYear: 2022, synchronisedOn: day('2025-12-31') }, []],
  ])('%s', (_, facts, expected) => {
    expect(filingFaults(standing(facts, '2025-12-31'))).toEqual(expected);
  });
});

test('a filing is on time or late by its own day, whenever it is asked for afterwards', () => {
  fc.assert(
    fc.property(anyDay('2025-01-01', '2025-12-31'), fc.nat(400), (filedOn, later) => {
      const on = addDays(filedOn, later);
      const expected = filedOn <= '2025-06-03' ? 'on-time' : 'late';
      expect(timeliness({ filedOn }, on)).toBe(expected);
    }),
  );
});
