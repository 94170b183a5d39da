import { describe, test } from '@jest/globals';
import { parseDay, type Personal } from '@fuhua/kernel';
import { authorityId, eventId, given, organizationId, personId } from '@fuhua/testing';
import { person, type PersonCommand } from './person.decider.ts';
import {
  delegationRevoked,
  delegationSet,
  personForgotten,
  personRegistered,
  Role,
  roleGranted,
  roleRevoked,
} from './person.events.ts';

const lin = personId('lin');
const chen = personId('chen');
const grant = eventId('grant');
const delegation = eventId('delegation');
const wuzhong = { authority: authorityId('320506') };
const day = parseDay;
const today = day('2024-06-10');
const reason = '岗位调整';
const name: Personal<string> = '林晓(测试)';

const registered = personRegistered({ person: lin, name });
const officer = { person: lin, grant, role: 'officer', reach: wuzhong } as const;
const open = roleGranted({ ...officer, validFrom: day('2024-01-01') });
const termed = roleGranted({
  ...officer,
  validFrom: day('2024-01-01'),
  validTo: day('2024-12-31'),
});
const lent = { person: lin, delegation, grant, delegate: chen, reason };
const absence = { validFrom: day('2024-06-01'), validTo: day('2024-06-30') };

const grantRole = {
  type: 'GrantRole',
  grant,
  role: 'officer',
  reach: wuzhong,
  validFrom: day('2024-01-01'),
} as const;
const revokeFrom = (on: string): PersonCommand => ({
  type: 'RevokeRole',
  grant,
  on: day(on),
  today,
  reason,
});
const lend = (from: string, to: string): PersonCommand => ({
  type: 'SetDelegation',
  delegation,
  grant,
  delegate: chen,
  validFrom: day(from),
  validTo: day(to),
  reason,
});
const takeBackFrom = (on: string): PersonCommand => ({
  type: 'RevokeDelegation',
  delegation,
  on: day(on),
  today,
  reason,
});
const forget: PersonCommand = { type: 'ForgetPerson', reason: '本人申请' };

describe('a person', () => {
  test('is registered with a name, and a phone where there is one', () => {
    given(person)
      .when({ type: 'RegisterPerson', person: lin, name: '林晓(测试)' })
      .then(registered);
    given(person)
      .when({ type: 'RegisterPerson', person: lin, name: '林晓(测试)', phone: '0512-65250000' })
      .then(personRegistered({ person: lin, name, phone: '0512-65250000' }));
  });

  test('is registered once', () => {
    given(person, registered)
      .when({ type: 'RegisterPerson', person: lin, name: '林晓(测试)' })
      .thenRefused('registry.person-already-registered');
  });

  test.each([
    grantRole,
    revokeFrom('2024-06-10'),
    lend('2024-06-01', '2024-06-30'),
    takeBackFrom('2024-06-10'),
    forget,
  ])('must be known before $type', (command) => {
    given(person).when(command).thenRefused('registry.person-unknown');
  });

  test.each([
    { type: 'RegisterPerson', person: lin, name: '林晓(测试)' } as const,
    grantRole,
    revokeFrom('2024-06-10'),
    lend('2024-06-01', '2024-06-30'),
    takeBackFrom('2024-06-10'),
    forget,
  ])('once forgotten has no $type', (command) => {
    given(person, registered, open, personForgotten({ person: lin, reason }))
      .when(command)
      .thenRefused('registry.person-forgotten');
  });

  test('is forgotten on request', () => {
    given(person, registered)
      .when(forget)
      .then(personForgotten({ person: lin, reason: '本人申请' }));
  });
});

describe('a role', () => {
  test('is granted for an authority from a day on', () => {
    given(person, registered).when(grantRole).then(open);
  });

  test('may be granted for one day, and never ends before it begins', () => {
    const validFrom = day('2024-01-01');
    const ending = (validTo: string): PersonCommand => ({ ...grantRole, validTo: day(validTo) });
    given(person, registered)
      .when(ending('2024-01-01'))
      .then(roleGranted({ ...officer, validFrom, validTo: validFrom }));
    given(person, registered)
      .when(ending('2023-12-31'))
      .thenRefused({
        code: 'registry.validity-reversed',
        validFrom,
        validTo: day('2023-12-31'),
      });
  });

  test.each([
    ['officer', { organization: organizationId('a') }, 'authority'],
    ['operator', wuzhong, 'organization'],
    ['organization', wuzhong, 'organization'],
  ] as const)('%s says for whom it is held', (role, reach, needed) => {
    given(person, registered)
      .when({ ...grantRole, role, reach })
      .thenRefused({ code: 'registry.reach-missing', role, needed });
  });

  test.each(Role.options.filter((role) => !/^(officer|operator|organization)$/.test(role)))(
    '%s may be held for nobody in particular',
    (role) => {
      given(person, registered)
        .when({ ...grantRole, role, reach: {} })
        .then(roleGranted({ ...officer, role, reach: {}, validFrom: grantRole.validFrom }));
    },
  );

  test('is revoked from today or later, not from an earlier day', () => {
    given(person, registered, open)
      .when(revokeFrom('2024-06-10'))
      .then(roleRevoked({ person: lin, grant, on: today, reason }));
    given(person, registered, open)
      .when(revokeFrom('2024-06-09'))
      .thenRefused({ code: 'registry.revocation-backdated', on: day('2024-06-09'), today });
  });

  test('that was never granted is not revoked', () => {
    given(person, registered)
      .when(revokeFrom('2024-06-10'))
      .thenRefused({ code: 'registry.grant-unknown', grant });
  });

  test('whose revocation lies ahead can be revoked sooner, and never later', () => {
    const ahead = roleRevoked({ person: lin, grant, on: day('2024-07-01'), reason });
    const standing = given(person, registered, open, ahead);
    standing
      .when(revokeFrom('2024-06-30'))
      .then(roleRevoked({ person: lin, grant, on: day('2024-06-30'), reason }));
    for (const on of ['2024-07-01', '2024-08-01']) {
      standing.when(revokeFrom(on)).thenRefused({ code: 'registry.grant-already-revoked', grant });
    }
  });
});

describe('a delegation', () => {
  test('lends a grant for the days of an absence', () => {
    given(person, registered, open)
      .when(lend('2024-06-01', '2024-06-30'))
      .then(delegationSet({ ...lent, ...absence }));
  });

  test('is of a grant that is held, to somebody else, and ends no sooner than it begins', () => {
    given(person, registered)
      .when(lend('2024-06-01', '2024-06-30'))
      .thenRefused({ code: 'registry.grant-unknown', grant });
    given(person, registered, open)
      .when({ ...lend('2024-06-01', '2024-06-30'), delegate: lin } as PersonCommand)
      .thenRefused('registry.delegation-to-oneself');
    given(person, registered, open)
      .when(lend('2024-06-02', '2024-06-01'))
      .thenRefused('registry.validity-reversed');
  });

  test.each([
    ['2024-01-01', '2024-12-31', 'accepted'],
    ['2023-12-31', '2024-12-31', 'refused'],
    ['2024-01-01', '2025-01-01', 'refused'],
  ] as const)('from %s to %s under a grant for 2024 is %s', (from, to, expected) => {
    const outcome = given(person, registered, termed).when(lend(from, to));
    const days = { validFrom: day(from), validTo: day(to) };
    if (expected === 'accepted') outcome.then(delegationSet({ ...lent, ...days }));
    else {
      outcome.thenRefused({
        code: 'registry.delegation-outside-grant',
        validFrom: day('2024-01-01'),
        validTo: day('2024-12-31'),
      });
    }
  });

  test('lasts no longer than a grant that was revoked', () => {
    const revoked = roleRevoked({ person: lin, grant, on: day('2024-06-20'), reason });
    const standing = given(person, registered, open, revoked);
    standing
      .when(lend('2024-06-01', '2024-06-19'))
      .then(delegationSet({ ...lent, validFrom: absence.validFrom, validTo: day('2024-06-19') }));
    standing
      .when(lend('2024-06-01', '2024-06-20'))
      .thenRefused({ code: 'registry.delegation-outside-grant', validTo: day('2024-06-19') });
  });

  test('is revoked from today on, sooner than planned but never later', () => {
    const set = delegationSet({ ...lent, ...absence });
    const revoked = (on: string): ReturnType<typeof delegationRevoked> =>
      delegationRevoked({ person: lin, delegation, on: day(on), reason });
    given(person, registered, open, set)
      .when(takeBackFrom('2024-06-10'))
      .then(revoked('2024-06-10'));
    given(person, registered, open, set)
      .when(takeBackFrom('2024-06-09'))
      .thenRefused('registry.revocation-backdated');
    const standing = given(person, registered, open, set, revoked('2024-06-20'));
    standing.when(takeBackFrom('2024-06-19')).then(revoked('2024-06-19'));
    standing
      .when(takeBackFrom('2024-06-20'))
      .thenRefused({ code: 'registry.delegation-already-revoked', delegation });
  });

  test('that was never set is not revoked', () => {
    given(person, registered, open)
      .when(takeBackFrom('2024-06-10'))
      .thenRefused({ code: 'registry.delegation-unknown', delegation });
  });
});
