import { expect, test } from '@jest/globals';
import { registryBase, type PublicBaseEvent } from '@fuhua/contracts';
import { parseDay, type AuthorityId, type DivisionCode } from '@fuhua/kernel';
import type { CallerOfRequest, Reach } from '@fuhua/platform/auth';
import { authorityId, baseId, eventId, personId, told } from '@fuhua/testing';
import { authorityIdOf } from './authority-id.ts';
import type { KnownAuthority } from './authority.ts';
import { deskIn, type Known } from './desk.ts';
import { knownBaseView, type KnownBaseRow } from './known-base.ts';

const on = parseDay('2024-10-21');
const since = parseDay('2000-01-01');
const code = (text: string): DivisionCode => text as DivisionCode;
const bureauOf = (division: string): AuthorityId =>
  authorityIdOf({ kind: 'civil-affairs', division: code(division) });
const sponsor = authorityId('education');

function office(division: string, level: KnownAuthority['level'], own = {}): KnownAuthority {
  const known = { authority: bureauOf(division), kind: 'civil-affairs', department: null } as const;
  const names: KnownAuthority['names'] = [{ name: `${division}民政局（测试）`, validFrom: since }];
  const days = { validFrom: since, dissolvedOn: null };
  return { ...known, division: code(division), level, names, ...days, ...own };
}

function base(name: string, level: string, location: string, by?: AuthorityId): KnownBaseRow {
  const named = { base: baseId(name), name: `${name}（测试）`, kind: 'incubation-base' } as const;
  const place = { level, location: code(location), establishedOn: since, capacity: 9 } as const;
  const event =
    by === undefined
      ? registryBase.baseRegistered({ ...named, ...place })
      : registryBase.specialFieldBaseRegistered({ ...named, ...place, sponsor: by, field: '教育' });
  return told<PublicBaseEvent>(event).reduce<readonly KnownBaseRow[]>(
    (rows, one) => knownBaseView.fold(rows, one),
    [],
  )[0]!;
}

const known: Known = {
  authorities: [
    office('32', 'province'),
    office('3205', 'city'),
    office('320506', 'county'),
    office('3202', 'city'),
    office('320506', 'county', {
      ...{ authority: sponsor, kind: 'sponsor', department: { code: 'edu', name: '教育' } },
    }),
  ],
  zoneMappings: [
    {
      ...{ stream: 'authority-32', event: eventId('map'), revision: 0, zone: code('320571') },
      ...{ actingAuthority: bureauOf('320506'), countsFor: null, validFrom: since, validTo: null },
      document: null,
    },
  ],
  bases: [
    base('village', 'village', '320506104200'),
    base('county', 'county', '320506104200'),
    base('city', 'city', '320506104200'),
    base('province', 'province', '320506104200'),
    base('zone', 'township', '320571104200'),
    base('school', 'county', '320506104200', sponsor),
  ],
};

const officer = (...reaches: readonly Reach[]): CallerOfRequest => ({
  ...{ person: personId('officer'), role: 'officer' },
  grants: reaches.map((reach) => ({ role: 'officer', reach, validFrom: since })),
});
const names = new Map(
  ['village', 'county', 'city', 'province', 'zone', 'school'].map((name) => [baseId(name), name]),
);
const desk = (...reaches: readonly Reach[]) => {
  const { own, higher } = deskIn(known, officer(...reaches), on);
  const named = (bases: typeof own) => bases.map((id) => names.get(id)).join(' ');
  return [named(own), named(higher)];
};

test.each<[string, Reach, string, string]>([
  ['a county bureau', { authority: bureauOf('320506') }, 'village county zone', ''],
  ['a city bureau', { authority: bureauOf('3205') }, 'city', 'village county zone'],
  ['the province', { authority: bureauOf('32') }, 'province', 'city province'],
  ['a bureau elsewhere', { authority: bureauOf('3202') }, '', ''],
  ['a sponsor, above whom nobody is', { authority: sponsor }, 'school', 'school'],
  ['a bureau for one base', { authority: bureauOf('320506'), base: baseId('zone') }, 'zone', ''],
  [
    'a bureau for one place',
    { authority: bureauOf('320506'), division: code('320571') },
    'zone',
    '',
  ],
  ['no authority', {}, '', ''],
])('before an officer of %s lie the bases that it decides about', (_, reach, own, higher) => {
  expect(desk(reach)).toEqual([own, higher]);
});

test('of two authorities before one officer, both desks', () => {
  expect(desk({ authority: bureauOf('3205') }, { authority: sponsor })).toEqual([
    'city school',
    'village county zone school',
  ]);
});
