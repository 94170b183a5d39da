import { namedOn, stageOn } from '@fuhua/directory';
import { describe, expect, test } from '@jest/globals';
import {
  eventCorrected,
  parseDay,
  type DivisionCode,
  type DomainEvent,
  type Told,
} from '@fuhua/kernel';
import { foldAsOf, type AsOf } from '@fuhua/platform/views';
import { at, authorityId, eventId, told, type Given } from '@fuhua/testing';
import {
  authorityContactSet,
  authorityDissolved,
  authorityRegistered,
  authorityRenamed,
  filingDeadlineSet,
  policyAcknowledged,
  zoneMappingSet,
} from './authority.events.ts';
import { authorityView, filingDeadlineView, zoneMappingView } from './authority.view.ts';

const day = parseDay;
const authority = authorityId('320506');
const officePhone = '0512-65250000';
const document = '苏民函〔2024〕1号(测试)';
const registered = authorityRegistered({
  authority,
  kind: 'civil-affairs',
  division: '320506' as DivisionCode,
  level: 'county',
  name: '吴中区民政局(测试)',
  officePhone,
  validFrom: day('2020-01-01'),
});
const renamed = authorityRenamed({
  authority,
  name: '吴中区民政和社会事务局(测试)',
  validFrom: day('2024-03-01'),
  document,
});
const dissolved = authorityDissolved({ authority, on: day('2024-06-01'), document });

const heard = (...events: readonly Given<DomainEvent>[]): readonly Told[] =>
  told<DomainEvent>(...events) as unknown as readonly Told[];

describe('the row of an authority', () => {
  test('bears the name of the day, from its first instant', () => {
    const [row] = foldAsOf(authorityView, heard(registered, renamed), {});
    const names = row!.names;
    expect(namedOn(names, day('2024-02-29'))).toBe(registered.data.name);
    expect(namedOn(names, day('2024-03-01'))).toBe(renamed.data.name);
    expect(namedOn(names, day('2019-12-31'))).toBe(registered.data.name);
  });

  test('is in being from its first day until the day before its dissolution', () => {
    const [row] = foldAsOf(authorityView, heard(registered, dissolved), {});
    const stages = ['2019-12-31', '2020-01-01', '2024-05-31', '2024-06-01'].map((on) =>
      stageOn(row!, day(on)),
    );
    expect(stages).toEqual(['not-yet', 'active', 'active', 'dissolved']);
  });

  test('shows a corrected name from the correction on, not before it was known', () => {
    const name = '吴中区民政部门(测试)';
    const correction = eventCorrected({
      request: eventId('request'),
      event: eventId(0),
      eventType: 'AuthorityRegistered',
      shape: 1,
      data: { ...registered.data, name },
    });
    const history = heard(at('2024-01-02', registered), at('2024-02-01', correction));
    const nameAt = (asked: AsOf): string =>
      namedOn(foldAsOf(authorityView, history, asked)[0]!.names, day('2024-01-02'));
    expect(nameAt({})).toBe(name);
    expect(nameAt({ asOf: day('2024-01-02') })).toBe(name);
    expect(nameAt({ knownAt: history[0]!.origin.recordedAt })).toBe(registered.data.name);
  });

  test('names the contact from the day it was recorded, a document received from any', () => {
    const later = '0512-65250001';
    const receivedOn = day('2023-12-01');
    const history = heard(
      at('2024-01-02', registered),
      at('2024-02-01', authorityContactSet({ authority, officePhone: later })),
      at('2024-02-01', policyAcknowledged({ authority, document, receivedOn })),
    );
    const [before] = foldAsOf(authorityView, history, { asOf: day('2024-01-31') });
    expect(before).toMatchObject({ officePhone, acknowledged: [{ document, receivedOn }] });
    const [after] = foldAsOf(authorityView, history, { asOf: day('2024-02-01') });
    expect(after).toMatchObject({ officePhone: later });
  });
});

test('a replaced deadline is gone, and stood while the replacement was not known', () => {
  const deadline = {
    authority,
    fiscalYear: 2024,
    organizationKind: 'foundation',
    charity: false,
    namedDay: day('2025-03-31'),
    due: day('2025-03-31'),
    provisional: false,
    calendar: 'CN-2026-1',
  } as const;
  const history = heard(
    registered,
    filingDeadlineSet(deadline),
    filingDeadlineSet({
      ...deadline,
      due: day('2025-04-30'),
      replaces: eventId(1),
      reason: '延期',
    }),
  );
  const rowsAt = (asked: AsOf): readonly unknown[] =>
    foldAsOf(filingDeadlineView, history, asked).map(({ event, due }) => [event, due]);
  expect(rowsAt({})).toEqual([[eventId(2), '2025-04-30']]);
  expect(rowsAt({ knownAt: history[1]!.origin.recordedAt })).toEqual([[eventId(1), '2025-03-31']]);
});

test('a zone’s mappings end the day before the next, also after one was taken back', () => {
  const mapping = (zone: string, validFrom: string, replaces?: number): DomainEvent =>
    zoneMappingSet({
      authority,
      zone: zone as DivisionCode,
      actingAuthority: authorityId('3205'),
      countsFor: 'none',
      validFrom: day(validFrom),
      ...(replaces !== undefined && { replaces: eventId(replaces), reason: '误录' }),
    });
  const history = heard(
    registered,
    mapping('320576', '2024-01-01'),
    mapping('320671', '2024-02-01'),
    mapping('320576', '2024-07-01'),
    mapping('320576', '2024-08-01', 3),
  );
  const termsAt = (asked: AsOf): readonly string[] =>
    foldAsOf(zoneMappingView, history, asked).map((row) =>
      [row.zone, row.validFrom, row.validTo ?? 'open'].join(' '),
    );
  expect([...termsAt({})].sort()).toEqual([
    '320576 2024-01-01 2024-07-31',
    '320576 2024-08-01 open',
    '320671 2024-02-01 open',
  ]);
  expect([...termsAt({ knownAt: history[3]!.origin.recordedAt })].sort()).toEqual([
    '320576 2024-01-01 2024-06-30',
    '320576 2024-07-01 open',
    '320671 2024-02-01 open',
  ]);
});
