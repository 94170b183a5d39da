import { expect, test } from '@jest/globals';
import {
  addDays,
  AuthorityId,
  BaseId,
  Day,
  dayOf,
  EventId,
  Instant,
  OrganizationId,
  parseInstant,
  PersonId,
} from '@fuhua/kernel';
import fc from 'fast-check';
import {
  anyAuthorityId,
  anyBaseId,
  anyDay,
  anyEventId,
  anyInstant,
  anyOrganizationId,
  anyPersonId,
  authorityId,
  baseId,
  endOfDay,
  eventId,
  instantAt,
  organizationId,
  personId,
} from './index.ts';

test('any day is a day within its span, and ends of months come up', () => {
  const span = { from: '2024-02-10', to: '2024-03-05' };
  fc.assert(
    fc.property(anyDay(span), (day) => {
      expect(Day.parse(day)).toBe(day);
      expect(day >= span.from && day <= span.to).toBe(true);
    }),
  );
  const days = fc.sample(anyDay(), { numRuns: 400, seed: 1 });
  expect(days.filter((day) => addDays(day, 1).endsWith('-01')).length).toBeGreaterThan(50);
});

test('any instant is stored as it is, and falls within its span of days', () => {
  const span = { from: '2024-02-28', to: '2024-02-29' };
  fc.assert(
    fc.property(anyInstant(span), (instant) => {
      expect(Instant.parse(instant)).toBe(instant);
      expect(parseInstant(instant)).toBe(instant);
      expect([span.from, span.to]).toContain(dayOf(instant));
    }),
  );
});

test.each([
  ['person', PersonId, anyPersonId(), personId],
  ['authority', AuthorityId, anyAuthorityId(), authorityId],
  ['organization', OrganizationId, anyOrganizationId(), organizationId],
  ['base', BaseId, anyBaseId(), baseId],
  ['event', EventId, anyEventId(), eventId],
] as const)('ids of a %s are ids, and by name always the same', (_, schema, any, named) => {
  fc.assert(fc.property(any, (id) => schema.safeParse(id).success));
  fc.assert(fc.property(fc.string(), (name) => schema.safeParse(named(name)).success));
  expect(named('anna')).toBe(named('anna'));
  expect(named('anna')).not.toBe(named('boris'));
});

test('ids of different kinds differ for one name, and are the same in every release', () => {
  const ids = [personId('a'), authorityId('a'), organizationId('a'), baseId('a'), eventId('a')];
  expect(new Set(ids).size).toBe(5);
  expect(eventId(0)).toBe(eventId('0'));
  expect(personId('anna')).toBe('224a8651-9bf5-5b2a-a5dd-9768ad6dead2');
});

test('a day begins and ends in Asia/Shanghai', () => {
  expect(instantAt('2024-03-04')).toBe('2024-03-03T16:00:00.000Z');
  expect(endOfDay('2024-03-04')).toBe('2024-03-04T15:59:59.999Z');
  expect(instantAt('2024-03-04T09:00:00+08:00')).toBe('2024-03-04T01:00:00.000Z');
});
