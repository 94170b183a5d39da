import { describe, expect, test } from '@jest/globals';
import { startOfDay } from '@fuhua/kernel';
import { given, personId } from '@fuhua/testing';
import type { Act, DelegateBase, DelegationRefusal } from './act.decider.ts';
import { delegation, type DelegationCommand, type OfficerCommand } from './delegation.decider.ts';
import {
  delegatedServiceAssigned,
  delegatedServiceDelivered,
  delegatedServiceEnded,
  delegatedServiceRevoked,
  delegateDeclarationOverdue,
  delegateDeclarationSigned,
  researchOutputRegistered,
  researchOutputWithdrawn,
  standardAdopted,
  standardRepealed,
  type DelegatedService,
} from './delegation.events.ts';
import {
  act,
  base,
  calendar,
  day,
  identity,
  mandate,
  opening,
  rainy,
  source,
  sunny,
  suzhou,
  wuzhong,
} from './delegation.suite.ts';

const assign = (service: DelegatedService, more: Partial<Act> = {}): OfficerCommand => ({
  ...{ ...act, ...more },
  type: 'AssignDelegatedService',
  given: { service, ...mandate },
  calendar,
});
const assigned = (service: DelegatedService) =>
  delegatedServiceAssigned({
    ...{ ...opening, service, authority: wuzhong.id, ...mandate, calendar: calendar.id },
    // 10 working days from Monday 2024-03-04
    ...(service === 'grading' && { declareBy: { due: day('2024-03-18'), provisional: false } }),
  });
const declaration = { person: personId('zhang'), interests: [], on: day('2024-03-06'), source };
const declare = (given: Partial<typeof declaration> = {}): OfficerCommand => ({
  ...{ ...act, today: day('2024-03-20'), type: 'SignDelegateDeclaration' },
  given: { ...declaration, ...given },
});
const declared = delegateDeclarationSigned({ ...identity, ...declaration });
const interested = delegateDeclarationSigned({
  ...{ ...identity, ...declaration },
  interests: [{ organization: rainy, interest: 'shared-head' }],
});
const delivery = { on: day('2024-04-01'), organizations: [sunny], source };
const deliver = (
  given: Partial<typeof delivery> = {},
  today = day('2025-02-01'),
): OfficerCommand => ({
  ...{ ...act, today, type: 'RecordDelivery' },
  given: { ...delivery, ...given },
});
const revocation = {
  on: day('2024-06-03'),
  reason: '工作调整（测试）',
  document: '吴民〔2024〕7号',
};
const revoke = (on = revocation.on, today = day('2024-06-03')): OfficerCommand => ({
  ...{ ...act, today, type: 'RevokeDelegatedService' },
  given: { ...revocation, on },
});

describe('a service is delegated', () => {
  test('to a county base with that function, and who judges others declares within 10 working days', () => {
    given(delegation).when(assign('grading')).then(assigned('grading'));
  });

  test('whoever teaches declares nothing', () => {
    given(delegation).when(assign('capability')).then(assigned('capability'));
  });

  test('by the authority of the base alone', () => {
    given(delegation)
      .when(assign('grading', { acting: suzhou }))
      .thenRefused({ code: 'registry.not-competent', competentAuthority: wuzhong.id });
    given(delegation)
      .when(assign('grading', { directory: { authorities: [] } }))
      .thenRefused('registry.competence-unknown');
  });

  test.each<[string, Partial<DelegateBase>, DelegationRefusal['code']]>([
    ['suspended', { stage: 'suspended' }, 'registry.base-not-active'],
    ['ended', { stage: 'ended' }, 'registry.base-not-active'],
    ['without the function', { functions: ['venture'] }, 'registry.function-not-approved'],
  ])('not to a base that is %s', (_, differs, code) => {
    given(delegation)
      .when(assign('grading', { base: { ...base, ...differs } }))
      .thenRefused(code);
  });

  test('not to a base of another level', () => {
    const township: DelegateBase = { ...base, level: 'township' };
    given(delegation)
      .when(assign('grading', { base: township }))
      .thenRefused({ code: 'registry.not-a-county-base', level: 'township' });
  });

  test('once, and from a day to a later or the same one', () => {
    given(delegation, assigned('grading'))
      .when(assign('grading'))
      .thenRefused('registry.delegation-already-opened');
    const validTo = day('2024-03-03');
    const reversed = { ...assign('grading'), given: { service: 'grading', ...mandate, validTo } };
    given(delegation)
      .when(reversed as DelegationCommand)
      .thenRefused('registry.validity-reversed');
  });
});

describe('who judges others', () => {
  test('delivers nothing before the declaration', () => {
    const signedLater = delegateDeclarationSigned({
      ...{ ...identity, ...declaration, on: day('2024-04-02') },
    });
    given(delegation, assigned('grading'))
      .when(deliver())
      .thenRefused('registry.declaration-missing');
    given(delegation, assigned('grading'), signedLater)
      .when(deliver())
      .thenRefused('registry.declaration-missing');
  });

  test('delivers from the day of the declaration', () => {
    given(delegation, assigned('grading'), declared)
      .when(deliver({ on: declaration.on }))
      .then(
        delegatedServiceDelivered({
          ...identity,
          service: 'grading',
          ...delivery,
          on: declaration.on,
        }),
      );
  });

  test('judges none in whom it declared an interest; the newest declaration holds', () => {
    given(delegation, assigned('grading'), interested)
      .when(deliver({ organizations: [sunny, rainy] }))
      .thenRefused({ code: 'registry.declared-interest', organizations: [rainy] });
    const [first] = [given(delegation, assigned('grading'), interested, declared)];
    first.when(deliver({ organizations: [rainy] })).then(
      delegatedServiceDelivered({
        ...identity,
        service: 'grading',
        ...delivery,
        organizations: [rainy],
      }),
    );
  });

  test('declares on a day that has come, and not before an earlier declaration', () => {
    given(delegation, assigned('grading')).when(declare()).then(declared);
    given(delegation, assigned('grading'))
      .when(declare({ on: day('2024-03-21') }))
      .thenRefused('registry.day-in-future');
    given(delegation, assigned('grading'), declared)
      .when(declare({ on: day('2024-03-05') }))
      .thenRefused('registry.days-out-of-order');
  });

  test('is overdue from the day after the tenth working day, once', () => {
    const overdue = delegateDeclarationOverdue({ ...identity, due: day('2024-03-18') });
    const standing = given(delegation, assigned('grading'));
    standing.whenDue('2024-03-18').thenNothing();
    standing.whenDue('2024-03-19').then(overdue);
    given(delegation, assigned('grading'), overdue).whenDue('2024-04-19').thenNothing();
    given(delegation, assigned('grading'), declared).whenDue('2024-04-19').thenNothing();
  });
});

describe('a mandate', () => {
  test.each([
    ['2024-03-03', 'registry.outside-mandate'],
    ['2025-01-01', 'registry.outside-mandate'],
    ['2025-02-02', 'registry.day-in-future'],
  ] as const)('covers nothing on %s', (on, code) => {
    given(delegation, assigned('capability'))
      .when(deliver({ on: day(on) }))
      .thenRefused(code);
  });

  test.each(['2024-03-04', '2024-12-31'])(
    'covers %s, also when it is recorded after its end',
    (on) => {
      const ended = delegatedServiceEnded({
        ...identity,
        service: 'capability',
        validTo: mandate.validTo,
      });
      given(delegation, assigned('capability'), ended)
        .when(deliver({ on: day(on) }))
        .then(
          delegatedServiceDelivered({
            ...identity,
            service: 'capability',
            ...delivery,
            on: day(on),
          }),
        );
    },
  );

  test('ends with its last day, once', () => {
    const ended = delegatedServiceEnded({
      ...identity,
      service: 'capability',
      validTo: mandate.validTo,
    });
    const standing = given(delegation, assigned('capability'));
    standing.thenDue({ name: 'end', due: startOfDay(day('2025-01-01')) });
    standing.whenDue('2025-01-01').then(ended);
    given(delegation, assigned('capability'), ended).whenDue('2025-06-01').thenNothing();
  });

  test('is revoked from a day, after which nothing is due', () => {
    const outcome = given(delegation, assigned('grading')).when(revoke());
    outcome.then(delegatedServiceRevoked({ ...identity, service: 'grading', ...revocation }));
    outcome.thenDue();
  });

  test('is not revoked for a day on which something was delivered, nor for one to come, nor when it is over', () => {
    const delivered = delegatedServiceDelivered({
      ...{ ...identity, service: 'capability', ...delivery, on: day('2024-06-03') },
    } as const);
    const ended = delegatedServiceEnded({
      ...identity,
      service: 'capability',
      validTo: mandate.validTo,
    });
    const events = [assigned('capability'), delivered];
    given(delegation, ...events)
      .when(revoke())
      .thenRefused('registry.days-out-of-order');
    given(delegation, ...events)
      .when(revoke(day('2024-06-04')))
      .thenRefused('registry.day-in-future');
    given(delegation, ...events, ended)
      .when(revoke(day('2024-12-30'), day('2025-01-02')))
      .thenRefused('registry.delegation-over');
    given(delegation, ...events)
      .when(revoke(day('2025-01-02'), day('2025-01-02')))
      .thenRefused('registry.outside-mandate');
  });
});

describe('research and standards', () => {
  const research = { title: '社区社会组织培育路径研究（测试）', form: 'report', source } as const;
  const output = { ...research, completedOn: day('2024-02-28') };
  const register: OfficerCommand = { ...act, type: 'RegisterResearchOutput', given: output };
  const registered = researchOutputRegistered({ ...opening, ...output });
  const norm = {
    level: 'local' as const,
    ...{ title: '孵化服务规范（测试）', number: 'DB320506/T 001-2024', source },
    ...{ issuedBy: '吴中区市场监督管理局（测试）', adoptedOn: day('2024-03-04') },
  };
  const adopt: OfficerCommand = { ...act, type: 'AdoptStandard', given: norm };
  const adopted = standardAdopted({ ...opening, ...norm });
  const over = { on: day('2024-03-04'), reason: '内容过时（测试）' };

  test('are recorded of a county base that has the function', () => {
    given(delegation).when(register).then(registered);
    given(delegation).when(adopt).then(adopted);
    const without: DelegateBase = { ...base, functions: ['grading'] };
    given(delegation)
      .when({ ...register, base: without })
      .thenRefused({ code: 'registry.function-not-approved', needed: 'research' });
    given(delegation)
      .when({ ...adopt, base: without })
      .thenRefused({ code: 'registry.function-not-approved', needed: 'standard' });
  });

  test('lie in the past or today', () => {
    given(delegation)
      .when({ ...adopt, today: day('2024-03-03') })
      .thenRefused('registry.day-in-future');
  });

  test('are withdrawn and repealed, once and each by its own command', () => {
    const withdraw: OfficerCommand = { ...act, type: 'WithdrawResearchOutput', given: over };
    const repeal: OfficerCommand = { ...act, type: 'RepealStandard', given: over };
    const withdrawn = researchOutputWithdrawn({ ...identity, ...over });
    given(delegation, registered).when(withdraw).then(withdrawn);
    given(delegation, adopted)
      .when(repeal)
      .then(standardRepealed({ ...identity, ...over }));
    given(delegation, registered, withdrawn).when(withdraw).thenRefused('registry.delegation-over');
    given(delegation, adopted)
      .when(withdraw)
      .thenRefused({ code: 'registry.delegation-of-other-kind', needed: 'research' });
    given(delegation, registered).when(declare()).thenRefused('registry.delegation-of-other-kind');
    given(delegation).when(repeal).thenRefused('registry.delegation-unknown-here');
    given(delegation).when(deliver()).thenRefused('registry.delegation-unknown-here');
    const early = { ...over, on: day('2024-03-03') };
    given(delegation, adopted)
      .when({ ...repeal, given: early })
      .thenRefused('registry.days-out-of-order');
  });
});

test('every command about a base is refused to whoever is not competent, whatever else is wrong', () => {
  const commands = [assign('talent'), declare(), deliver(), revoke()];
  for (const command of commands) {
    given(delegation)
      .when({ ...command, acting: suzhou })
      .thenRefused('registry.not-competent');
  }
  expect(commands).toHaveLength(4);
});
