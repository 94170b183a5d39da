import { describe, expect, test } from '@jest/globals';
import { parseDay, type DivisionCode } from '@fuhua/kernel';
import { calendarOf, divisionsBelow, newestCalendar } from '@fuhua/rules';
import { authorityId, eventId, given, personId } from '@fuhua/testing';
import { authority, type Asked, type AuthorityCommand } from './authority.decider.ts';
import {
  authorityContactSet,
  authorityDissolved,
  authorityRegistered,
  authorityRenamed,
  filingDeadlineSet,
  policyAcknowledged,
  zoneMappingSet,
} from './authority.events.ts';

const day = parseDay;
const code = (text: string): DivisionCode => text as DivisionCode;
const today = day('2024-06-10');
const province = authorityId('32');
const wuzhong = authorityId('320506');
const suzhou = authorityId('3205');
const education = authorityId('320506 education');
const officePhone = '0512-65250000';
const document = '苏民函〔2024〕1号';

const theProvince = { role: 'officer', authority: province } as const;
const itself = { role: 'officer', authority: wuzhong } as const;
const administrator = { role: 'administrator' } as const;
const asked: Asked = { authority: wuzhong, by: theProvince, province };
const byItself: Asked = { ...asked, by: itself };
const ofProvince: Asked = { ...asked, authority: province };

const bureau = {
  authority: wuzhong,
  kind: 'civil-affairs',
  division: code('320506'),
  level: 'county',
  name: '苏州市吴中区民政局',
  officePhone,
  validFrom: day('2020-01-01'),
} as const;
const registered = authorityRegistered(bureau);
const registeredProvince = authorityRegistered({
  ...bureau,
  authority: province,
  division: code('32'),
  level: 'province',
  name: '江苏省民政厅',
});
const department = { code: 'education', name: '教育' };
const sponsor = authorityRegistered({
  ...bureau,
  kind: 'sponsor',
  department,
  name: '吴中区教育局',
});

type CommandOf<T extends AuthorityCommand['type']> = Extract<AuthorityCommand, { type: T }>;

const register: CommandOf<'RegisterAuthority'> = {
  ...asked,
  type: 'RegisterAuthority',
  office: { kind: 'civil-affairs', division: code('320506') },
  name: '苏州市吴中区民政局',
  officePhone,
  validFrom: day('2020-01-01'),
};
const rename: CommandOf<'RenameAuthority'> = {
  ...asked,
  type: 'RenameAuthority',
  name: '苏州市吴中区民政和社会事务局',
  validFrom: day('2024-06-01'),
  document,
};
const dissolve: CommandOf<'DissolveAuthority'> = {
  ...asked,
  type: 'DissolveAuthority',
  on: today,
  today,
  document,
};
const setContact: CommandOf<'SetContact'> = { ...byItself, type: 'SetContact', officePhone };
const acknowledge: CommandOf<'AcknowledgePolicy'> = {
  ...byItself,
  type: 'AcknowledgePolicy',
  document,
  receivedOn: today,
  today,
};
const setDeadline: CommandOf<'SetFilingDeadline'> = {
  ...byItself,
  type: 'SetFilingDeadline',
  fiscalYear: 2024,
  organizationKind: 'social-association',
  charity: false,
  namedDay: day('2025-05-30'),
  calendar: newestCalendar(),
};
const mapZone: CommandOf<'SetZoneMapping'> = {
  ...ofProvince,
  type: 'SetZoneMapping',
  zone: code('320576'),
  acting: { id: suzhou, kind: 'civil-affairs' },
  countsFor: code('320506'),
  validFrom: day('2024-01-01'),
};
const mapped = {
  authority: province,
  zone: code('320576'),
  actingAuthority: suzhou,
  countsFor: code('320506'),
  validFrom: day('2024-01-01'),
} as const;
const deadline = {
  authority: wuzhong,
  fiscalYear: 2024,
  organizationKind: 'social-association',
  charity: false,
  namedDay: day('2025-05-30'),
  due: day('2025-05-30'),
  provisional: false,
  calendar: newestCalendar().id,
} as const;

describe('competence comes before any other condition', () => {
  test.each([register, rename, dissolve, mapZone])('$type is the province’s', (command) => {
    given(authority)
      .when({ ...command, by: { role: 'officer', authority: suzhou } })
      .thenRefused({
        code: 'registry.not-competent',
        rule: 'R-JUR-01',
        clause: '五(二)-1',
        competentAuthority: province,
      });
    const { code: refused } = refusalOf({ ...command, by: administrator });
    expect(refused).not.toBe('registry.not-competent');
  });

  test.each([setContact, acknowledge, setDeadline])('$type is the authority’s own', (command) => {
    for (const by of [theProvince, administrator]) {
      given(authority)
        .when({ ...command, by })
        .thenRefused({ code: 'registry.not-competent', competentAuthority: wuzhong });
    }
  });

  function refusalOf(command: AuthorityCommand): { code: string | undefined } {
    const decided = authority.decider.decide(command, { stage: 'none' });
    return { code: decided.ok ? undefined : decided.refusal.code };
  }
});

describe('an authority', () => {
  test('is registered at the level its code has', () => {
    given(authority).when(register).then(registered);
    given(authority)
      .when({ ...register, by: administrator, contact: personId('lin') })
      .then(authorityRegistered({ ...bureau, contact: personId('lin') }));
  });

  test.each([
    ['32', 'province'],
    ['3205', 'city'],
    ['320582', 'county'],
  ] as const)('of %s is of the %s', (division, level) => {
    given(authority)
      .when({ ...register, office: { kind: 'civil-affairs', division: code(division) } })
      .then(authorityRegistered({ ...bureau, division: code(division), level }));
  });

  test('that sponsors says for what', () => {
    given(authority)
      .when({
        ...register,
        office: { kind: 'sponsor', division: code('320506'), department },
        name: '吴中区教育局',
      })
      .then(sponsor);
  });

  test('is registered once, also after it was dissolved', () => {
    given(authority, registered)
      .when(register)
      .thenRefused('registry.authority-already-registered');
    given(authority, registered, authorityDissolved({ authority: wuzhong, on: today, document }))
      .when(register)
      .thenRefused('registry.authority-already-registered');
  });

  test('is never one of a functional zone', () => {
    given(authority)
      .when({ ...register, office: { kind: 'civil-affairs', division: code('320576') } })
      .thenRefused({
        code: 'registry.zone-without-authority',
        division: code('320576'),
        name: '苏州工业园区',
      });
  });

  test('is never one of a township or village', () => {
    const township = divisionsBelow(code('320506'), today)[0]!;
    const village = divisionsBelow(township.code, today)[0]!;
    for (const { code: division, name } of [township, village]) {
      given(authority)
        .when({ ...register, office: { kind: 'civil-affairs', division } })
        .thenRefused({ code: 'registry.level-without-authority', division, name });
    }
  });

  test.each([
    ['320611', '2020-07-02', 'registered'],
    ['320611', '2020-07-03', 'abolished'],
    ['320613', '2020-07-02', 'not-yet'],
    ['320613', '2020-07-03', 'registered'],
    ['310230', '2020-07-03', 'unknown'],
  ] as const)('of %s from %s on: %s', (text, on, expected) => {
    const [division, validFrom] = [code(text), day(on)];
    const outcome = given(authority).when({
      ...register,
      office: { kind: 'civil-affairs', division },
      validFrom,
    });
    if (expected === 'registered') {
      outcome.then(authorityRegistered({ ...bureau, division, validFrom }));
    } else {
      const refusal = { division, on: validFrom, status: expected };
      outcome.thenRefused({ code: 'registry.division-not-in-force', ...refusal });
    }
  });

  test.each([rename, dissolve, setContact, acknowledge, setDeadline, mapZone])(
    'must be on record, and in being, before $type',
    (command) => {
      const dissolved = authorityDissolved({ authority: wuzhong, on: today, document });
      given(authority).when(command).thenRefused('registry.authority-unknown');
      given(authority, registered, dissolved)
        .when(command)
        .thenRefused({ code: 'registry.authority-dissolved', on: today });
    },
  );

  test('takes a new name from a later day than its last one', () => {
    const { name } = rename;
    const renamed = authorityRenamed({ authority: wuzhong, name, validFrom: today, document });
    given(authority, registered)
      .when({ ...rename, validFrom: day('2020-01-02') })
      .then(authorityRenamed({ ...renamed.data, validFrom: day('2020-01-02') }));
    given(authority, registered)
      .when({ ...rename, validFrom: day('2020-01-01') })
      .thenRefused({ code: 'registry.not-later', last: day('2020-01-01') });
    given(authority, registered, renamed)
      .when({ ...rename, validFrom: today })
      .thenRefused({ code: 'registry.not-later', last: today });
  });

  test('names a contact, or nobody for the time being', () => {
    given(authority, registered)
      .when({ ...setContact, contact: personId('lin') })
      .then(authorityContactSet({ authority: wuzhong, contact: personId('lin'), officePhone }));
    given(authority, registered)
      .when(setContact)
      .then(authorityContactSet({ authority: wuzhong, officePhone }));
  });

  test('is dissolved on its day or later, and after it began', () => {
    const standing = given(authority, registered);
    standing.when(dissolve).then(authorityDissolved({ authority: wuzhong, on: today, document }));
    standing
      .when({ ...dissolve, on: day('2024-06-11') })
      .thenRefused({ code: 'registry.day-in-future', day: day('2024-06-11'), today });
    standing
      .when({ ...dissolve, on: day('2020-01-01') })
      .thenRefused({ code: 'registry.not-later', last: day('2020-01-01') });
  });

  test('is succeeded by another one of its kind', () => {
    const standing = given(authority, registered);
    const successor = { id: suzhou, kind: 'civil-affairs' } as const;
    standing
      .when({ ...dissolve, successor })
      .then(authorityDissolved({ authority: wuzhong, on: today, successor: suzhou, document }));
    standing
      .when({ ...dissolve, successor: { id: wuzhong, kind: 'civil-affairs' } })
      .thenRefused('registry.successor-is-itself');
    for (const kind of ['sponsor', undefined] as const) {
      standing.when({ ...dissolve, successor: { id: education, kind } }).thenRefused({
        code: 'registry.authority-unfit',
        authority: education,
        needed: 'civil-affairs',
      });
    }
  });

  test('acknowledges a document once, no sooner than it came', () => {
    const acknowledged = policyAcknowledged({ authority: wuzhong, document, receivedOn: today });
    given(authority, registered).when(acknowledge).then(acknowledged);
    given(authority, registered)
      .when({ ...acknowledge, receivedOn: day('2024-06-11') })
      .thenRefused({ code: 'registry.day-in-future', day: day('2024-06-11'), today });
    given(authority, registered, acknowledged)
      .when({ ...acknowledge, receivedOn: day('2024-06-01') })
      .thenRefused({
        code: 'registry.policy-already-acknowledged',
        document,
        receivedOn: today,
      });
    given(authority, registered, acknowledged)
      .when({ ...acknowledge, document: '苏民函〔2024〕2号' })
      .then(policyAcknowledged({ ...acknowledged.data, document: '苏民函〔2024〕2号' }));
  });
});

describe('a filing deadline', () => {
  test.each([
    ['a working day stays', 2024, '2025-05-30', '2025-05-30', false],
    ['a holiday rolls behind the holidays', 2024, '2025-05-31', '2025-06-03', false],
    ['a make-up workday stays', 2023, '2024-05-11', '2024-05-11', false],
    ['a Sunday rolls to Monday', 2023, '2024-03-31', '2024-04-01', false],
    ['the last certain day', 2025, '2026-12-24', '2026-12-24', false],
    ['a day the next notice may move is provisional', 2025, '2026-12-25', '2026-12-25', true],
    ['so is a weekend that rolls into it', 2025, '2026-12-26', '2026-12-28', true],
  ] as const)('%s', (_, fiscalYear, named, due, provisional) => {
    const calendar = calendarOf('CN-2026-1');
    const days = { namedDay: day(named), due: day(due), provisional, calendar: calendar.id };
    given(authority, registered)
      .when({ ...setDeadline, calendar, fiscalYear, namedDay: day(named) })
      .then(filingDeadlineSet({ ...deadline, fiscalYear, ...days }));
  });

  test.each([
    ['2024-12-31', 'refused'],
    ['2025-01-01', 'accepted'],
    ['2025-12-31', 'accepted'],
    ['2026-01-01', 'refused'],
  ] as const)('for 2024 on %s is %s', (named, expected) => {
    const outcome = given(authority, registered).when({ ...setDeadline, namedDay: day(named) });
    if (expected === 'refused') {
      const refusal = { namedDay: day(named), filingYear: 2025 };
      outcome.thenRefused({ code: 'registry.deadline-outside-filing-year', ...refusal });
    } else {
      const due = named === '2025-01-01' ? day('2025-01-02') : day(named);
      outcome.then(filingDeadlineSet({ ...deadline, namedDay: day(named), due }));
    }
  });

  test('stands beside those of other years, kinds and charities', () => {
    const set = filingDeadlineSet(deadline);
    for (const other of [
      { fiscalYear: 2025, namedDay: day('2026-05-29'), due: day('2026-05-29') },
      { organizationKind: 'foundation' },
      { charity: true },
    ] as const) {
      given(authority, registered, set)
        .when({ ...setDeadline, ...other })
        .then(filingDeadlineSet({ ...deadline, ...other }));
    }
  });

  test('is replaced only by name, and by its newest name', () => {
    const set = filingDeadlineSet(deadline);
    const [first, second] = [eventId(1), eventId(2)];
    const replacing = { event: first, reason: '系统故障，延期' };
    const later = { namedDay: day('2025-06-30'), due: day('2025-06-30') };
    const reset = filingDeadlineSet({
      ...deadline,
      ...later,
      replaces: first,
      reason: '系统故障，延期',
    });
    const again: AuthorityCommand = { ...setDeadline, namedDay: later.namedDay };
    given(authority, registered, set)
      .when(again)
      .thenRefused({ code: 'registry.filing-deadline-already-set', standing: first });
    given(authority, registered, set)
      .when({ ...again, replacing })
      .then(reset);
    given(authority, registered, set, reset)
      .when({ ...again, replacing })
      .thenRefused({ code: 'registry.replaces-unknown', replaces: first });
    given(authority, registered, set, reset)
      .when(again)
      .thenRefused({ code: 'registry.filing-deadline-already-set', standing: second });
    given(authority, registered)
      .when({ ...again, replacing })
      .thenRefused({ code: 'registry.replaces-unknown', replaces: first });
  });

  test('is a registrar’s, and no sponsor is one', () => {
    given(authority, sponsor).when(setDeadline).thenRefused('registry.not-a-registrar');
  });
});

describe('the map of functional zones', () => {
  const standing = given(authority, registeredProvince);
  const first = zoneMappingSet(mapped);

  test('says who acts for a zone and for which county it counts, or for none', () => {
    standing.when(mapZone).then(first);
    standing
      .when({ ...mapZone, by: administrator, countsFor: 'none' })
      .then(zoneMappingSet({ ...mapped, countsFor: 'none' }));
  });

  test('is kept in one stream, the provincial bureau’s', () => {
    given(authority, registered)
      .when({ ...mapZone, authority: wuzhong })
      .thenRefused('registry.not-the-provincial-bureau');
  });

  test.each(['320506', '3205', '320577', '310176'])('%s is no zone', (zone) => {
    standing
      .when({ ...mapZone, zone: code(zone) })
      .thenRefused({ code: 'registry.not-a-zone', division: code(zone), on: mapZone.validFrom });
  });

  test.each([
    ['320671', '2024-01-01', 'no county'],
    ['3205', '2024-01-01', 'no county'],
    ['320611', '2020-07-02', 'a county'],
    ['320611', '2020-07-03', 'no county'],
    ['320613', '2020-07-02', 'no county'],
    ['320613', '2020-07-03', 'a county'],
  ] as const)('%s is on %s %s to count for', (text, on, expected) => {
    const [countsFor, validFrom] = [code(text), day(on)];
    const outcome = standing.when({ ...mapZone, countsFor, validFrom });
    if (expected === 'a county') outcome.then(zoneMappingSet({ ...mapped, countsFor, validFrom }));
    else {
      outcome.thenRefused({ code: 'registry.not-a-county', division: countsFor, on: validFrom });
    }
  });

  test('names a civil-affairs bureau that is on record', () => {
    for (const kind of ['sponsor', undefined] as const) {
      standing.when({ ...mapZone, acting: { id: education, kind } }).thenRefused({
        code: 'registry.authority-unfit',
        authority: education,
        needed: 'civil-affairs',
      });
    }
  });

  test('never has two answers for a zone and day', () => {
    const again = given(authority, registeredProvince, first);
    const next = zoneMappingSet({ ...mapped, validFrom: day('2024-01-02') });
    again.when({ ...mapZone, validFrom: day('2024-01-02') }).then(next);
    for (const on of ['2024-01-01', '2023-12-31']) {
      again
        .when({ ...mapZone, validFrom: day(on) })
        .thenRefused({ code: 'registry.not-later', day: day(on), last: day('2024-01-01') });
    }
    again
      .when({ ...mapZone, zone: code('320671') })
      .then(zoneMappingSet({ ...mapped, zone: code('320671') }));
  });

  test('takes the newest mapping of a zone back by name, and only that', () => {
    const reason = '误录';
    const second = zoneMappingSet({ ...mapped, validFrom: day('2024-03-01') });
    const twice = given(authority, registeredProvince, first, second);
    const earlier = { validFrom: day('2024-02-01'), countsFor: 'none' } as const;
    const replacing = { event: eventId(2), reason };
    twice
      .when({ ...mapZone, ...earlier, replacing })
      .then(zoneMappingSet({ ...mapped, ...earlier, replaces: eventId(2), reason }));
    twice
      .when({ ...mapZone, validFrom: day('2024-01-01'), replacing })
      .thenRefused({ code: 'registry.not-later', last: day('2024-01-01') });
    twice
      .when({ ...mapZone, ...earlier, replacing: { event: eventId(1), reason } })
      .thenRefused({ code: 'registry.replaces-unknown', replaces: eventId(1) });
    const third = zoneMappingSet({ ...mapped, ...earlier, replaces: eventId(2), reason });
    given(authority, registeredProvince, first, second, third)
      .when({ ...mapZone, validFrom: day('2024-02-02') })
      .then(zoneMappingSet({ ...mapped, validFrom: day('2024-02-02') }));
  });
});
