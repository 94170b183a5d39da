import { describe, test } from '@jest/globals';
import { eventCorrected } from '@fuhua/kernel';
import { at, authorityId, by, eventId, instantAt, personId } from '@fuhua/testing';
import type { UpkeepCommand } from './upkeep.decider.ts';
import {
  baseActorAssigned,
  baseActorReleased,
  baseDataFlagCleared,
  baseDataFlagged,
  baseSystemEstablished,
  baseSystemWithdrawn,
  baseVerificationOverdue,
  baseVerified,
} from './upkeep.events.ts';
import { about, act, after, day, migrated, source } from './upkeep.suite.ts';

const FIRST = eventId(0);

const office = {
  kind: 'government',
  actor: { is: 'authority', authority: authorityId('320281') },
  role: 'accountable',
  validFrom: day('2022-03-01'),
  source,
} as const;
const assigned = baseActorAssigned({ ...about, ...office });

describe('an actor', () => {
  const assign = (changes: object = {}): UpkeepCommand => ({
    ...act,
    type: 'AssignActor',
    fact: { ...office, ...changes },
  });
  const release = (on: string): UpkeepCommand => ({
    ...act,
    type: 'ReleaseActor',
    fact: { recorded: FIRST, on: day(on), source },
  });

  test('takes part in a role, once at a time', () => {
    after().when(assign()).then(assigned);
    after(assigned)
      .when(assign({ validFrom: day('2023-01-01') }))
      .thenRefused({ code: 'registry.fact-already-recorded', fact: 'BaseActorAssigned' });
    after(assigned)
      .when(assign({ role: 'informed' }))
      .then(baseActorAssigned({ ...assigned.data, role: 'informed' }));
  });

  test('takes part from the day on which the base was established', () => {
    after()
      .when(assign({ validFrom: day('2022-02-28') }))
      .thenRefused({ code: 'registry.before-base-existed', since: day('2022-03-01') });
  });

  test('is released, and may come back', () => {
    const on = day('2023-06-01');
    const released = baseActorReleased({ ...about, recorded: FIRST, on, source });
    after(assigned).when(release('2023-06-01')).then(released);
    after(assigned, released)
      .when(release('2023-06-02'))
      .thenRefused('registry.fact-already-ended');
    after(assigned, released)
      .when(assign({ validFrom: on }))
      .then(baseActorAssigned({ ...assigned.data, validFrom: on }));
  });
});

const rules = {
  system: 'finance',
  document: '财务管理制度（测试）第1号',
  since: day('2022-06-01'),
  source,
} as const;
const established = baseSystemEstablished({ ...about, ...rules });

describe('one of the five systems', () => {
  const establish = (changes: object = {}): UpkeepCommand => ({
    ...act,
    type: 'EstablishSystem',
    fact: { ...rules, ...changes },
  });

  test('is established by a document, and by a newer one on another day', () => {
    after().when(establish()).then(established);
    after(established).when(establish()).thenRefused('registry.fact-already-recorded');
    const since = day('2022-06-02');
    after(established)
      .when(establish({ since }))
      .then(baseSystemEstablished({ ...established.data, since }));
  });

  test('is not established for tomorrow', () => {
    after()
      .when(establish({ since: day('2024-06-29') }))
      .thenRefused({ code: 'registry.day-in-future', today: day('2024-06-28') });
  });

  test('is withdrawn, and by nothing that ends another kind of fact', () => {
    const fact = { recorded: FIRST, on: day('2024-06-28'), reason: '废止（测试）', source };
    after(established)
      .when({ ...act, type: 'WithdrawSystem', fact })
      .then(baseSystemWithdrawn({ ...about, ...fact }));
    after(assigned)
      .when({ ...act, type: 'WithdrawSystem', fact })
      .thenRefused({ code: 'registry.fact-unknown', recorded: FIRST });
  });
});

const check = { on: day('2024-06-28'), checked: ['location', 'staff'], source } as const;
const verify = (changes: object = {}): UpkeepCommand => ({
  ...act,
  type: 'VerifyBase',
  fact: { ...check, checked: [...check.checked], ...changes },
});
const known = { ...about, on: check.on, checked: [...check.checked], source };
const verified = (on: string) => baseVerified({ ...known, on: day(on) });

describe('a verification', () => {
  test('tells how complete the record is with it', () => {
    after(established)
      .when(verify())
      .then(
        baseVerified({
          ...known,
          completeness: {
            percent: 36,
            missing: [
              ...(['functions', 'regime', 'responsible', 'host-facility'] as const),
              ...(['party-service', 'systems', 'operating-model'] as const),
            ],
          },
        }),
      );
  });

  test('of before this system tells only its day', () => {
    after()
      .when(verify({ source: migrated }))
      .then(baseVerified({ ...known, source: migrated }));
  });

  test('is recorded once for a day, neither of tomorrow nor before there was a base', () => {
    after(verified('2024-06-28')).when(verify()).thenRefused('registry.fact-already-recorded');
    after()
      .when(verify({ on: day('2024-06-29') }))
      .thenRefused('registry.day-in-future');
    after()
      .when(verify({ on: day('2022-02-28') }))
      .thenRefused('registry.before-base-existed');
  });
});

const overdue = (overdueFrom: string, lastVerifiedOn?: string) =>
  baseVerificationOverdue({
    ...about,
    ...(lastVerifiedOn !== undefined && { lastVerifiedOn: day(lastVerifiedOn) }),
    overdueFrom: day(overdueFrom),
  });

describe('a record is overdue for verification', () => {
  test.each([
    ['never', [], '2023-03-02'],
    ['on 2023-05-10', ['2023-05-10'], '2024-05-11'],
    ['on 2024-02-29', ['2024-02-29'], '2025-03-01'],
    ['on 2023-12-31 and before', ['2023-12-31', '2022-04-01'], '2025-01-01'],
  ])('verified %s', (_, days, overdueFrom) => {
    after(...days.map(verified)).thenDue({
      name: `verification-overdue:${overdueFrom}`,
      due: instantAt(overdueFrom),
    });
  });

  test('from the day after the anniversary, and once', () => {
    const last = verified('2023-05-10');
    after(at('2023-05-10', last)).whenDue('2024-05-10T23:59:59+08:00').thenNothing();
    after(at('2023-05-10', last)).whenDue('2024-05-11').then(overdue('2024-05-11', '2023-05-10'));
    after(last, overdue('2024-05-11', '2023-05-10')).thenDue();
  });

  test('and not until another year has passed once it was verified', () => {
    after(overdue('2023-03-02'), verified('2024-01-10')).thenDue({
      name: 'verification-overdue:2025-01-11',
      due: instantAt('2025-01-11'),
    });
  });

  test('a day earlier when the verification is corrected to have been a day earlier', () => {
    const corrected = eventCorrected({
      request: eventId('request'),
      event: FIRST,
      eventType: 'BaseVerified',
      shape: 1,
      data: { ...known, on: '2024-01-09' },
    });
    after(verified('2024-01-10'), corrected).thenDue({
      name: 'verification-overdue:2025-01-10',
      due: instantAt('2025-01-10'),
    });
  });

  test('a deadline that is not open needs nothing, one that is not due waits', () => {
    const pass = (now: string) =>
      ({
        type: 'PassDeadline',
        name: 'verification-overdue:2023-03-02',
        now: instantAt(now),
      }) as const;
    after(overdue('2023-03-02')).when(pass('2023-03-03')).thenNothing();
    after()
      .when(pass('2023-03-01'))
      .thenRefused({ code: 'registry.not-due-yet', due: instantAt('2023-03-02') });
  });
});

describe('doubted data', () => {
  const [li, wang] = [personId('li'), personId('wang')];
  const doubt = { field: 'capacity', reason: '与现场不符（测试）', on: day('2024-06-03'), source };
  const flagged = baseDataFlagged({ ...about, ...doubt, field: 'capacity' });
  const flag: UpkeepCommand = { ...act, type: 'FlagData', fact: { ...doubt, field: 'capacity' } };
  const outcome = { recorded: FIRST, on: day('2024-06-28'), finding: '已核对（测试）', source };
  const clear = (person: typeof li): UpkeepCommand => ({
    ...act,
    type: 'ClearFlag',
    by: person,
    fact: outcome,
  });
  const cleared = baseDataFlagCleared({ ...about, ...outcome });

  test('is flagged once, until the flag is cleared', () => {
    after().when(flag).then(flagged);
    after(flagged).when(flag).thenRefused('registry.fact-already-recorded');
    const again = day('2024-06-28');
    after(flagged, cleared)
      .when({ ...act, type: 'FlagData', fact: { ...doubt, field: 'capacity', on: again } })
      .then(baseDataFlagged({ ...flagged.data, on: again }));
  });

  test('is cleared by another person than the one who flagged it', () => {
    after(by(li, flagged)).when(clear(wang)).then(cleared);
    after(by(li, flagged)).when(clear(li)).thenRefused('registry.same-person');
    after(by(li, flagged), by(wang, cleared))
      .when(clear(wang))
      .thenRefused('registry.fact-already-ended');
  });
});
