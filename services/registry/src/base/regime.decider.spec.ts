import { expect, test } from '@jest/globals';
import { startOfDay } from '@fuhua/kernel';
import { ruleSetInForce, type Decision } from '@fuhua/rules';
import { by, eventId, given, personId } from '@fuhua/testing';
import { base, type BaseCommand } from './base.decider.ts';
import {
  baseLegallyRegistered,
  baseRegimeInputsRecorded,
  baseRegistrationFiled,
  baseRegistrationOverdue,
  baseRelocated,
  baseStaffAssigned,
  baseStaffLeft,
  communityPartyLeadershipAssigned,
  managementRegimeClassified,
  regimeManualOutcomeApproved,
  regimeManualOutcomeProposed,
  regimeReviewDue,
  regimeReviewOpened,
  responsibleBodyAssigned,
  townshipManagementAssigned,
  type BaseEvent,
  type RegimeInputs,
} from './base.events.ts';
import { act, day, huashi, migrated, place, registered, source, wuxi } from './base.suite.ts';

const it = { base: huashi, source };
const pin = { id: 'JS-2023', version: 1 };
const june = day('2024-06-01');

const large = {
  natureDefinable: true,
  meetsRegistrationConditions: false,
  areaM2: 200,
  liveIncubatees: 10,
} as const;
const small = { areaM2: 50, fullTimeStaff: 1, liveIncubatees: 3, yearlyFundsFen: '100000' };
const tight = { hasCharter: true, hasRegularMeeting: true, hasOwnAccount: true };
const loose = { ...large, ...small, hasCharter: false };
const neither = { ...large, ...small, ...tight };

const inputs = (known: RegimeInputs, on = june) =>
  baseRegimeInputsRecorded({ ...it, ...known, on });
const record = (known: RegimeInputs, on = june): BaseCommand => ({
  ...act,
  type: 'RecordRegimeInputs',
  fact: { ...known, on, source },
});
const classify = { ...act, type: 'ClassifyRegime' } as const;

/** Of the events that classifying gives. */
const classified = (...events: readonly BaseEvent[]) => {
  const { state } = given(base, registered, ...events).when(classify);
  const decided = base.decider.decide(classify, given(base, registered, ...events).state);
  if (!decided.ok) throw new Error(decided.refusal.code);
  return { event: decided.value[0] as BaseEvent, state };
};
/** Registered, with these inputs, and classified by them. */
const regimeOf = (known: RegimeInputs): readonly BaseEvent[] => [
  registered,
  inputs(known),
  classified(inputs(known)).event,
];

// --- What is known of it ---------------------------------------------------------------------------------------------

test('what is known is recorded as found on a day, and the newest day counts', () => {
  given(base, registered)
    .when(record({ areaM2: 120 }))
    .then(inputs({ areaM2: 120 }));
  given(base, registered).when(record({})).thenRefused('registry.inputs-missing');
  given(base, registered)
    .when(record({ areaM2: 120 }, day('2022-02-28')))
    .thenRefused('registry.before-base-existed');
  const { state } = given(
    base,
    registered,
    inputs({ areaM2: 300, hasCharter: true }),
    inputs({ areaM2: 120, hasOwnAccount: false }, day('2024-01-01')),
  );
  expect(state).toMatchObject({ stage: 'active' });
  const known = state.stage === 'active' ? [...state.regime.inputs] : [];
  expect(known.map(([name, { value }]) => [name, value])).toEqual([
    ['areaM2', 300],
    ['hasCharter', true],
    ['hasOwnAccount', false],
  ]);
});

test('the regime is nobody’s to decide but its authority’s', () => {
  given(base, registered, inputs(large))
    .when({ ...classify, acting: wuxi })
    .thenRefused('registry.not-competent');
});

// --- Classified ------------------------------------------------------------------------------------------------------

test('large is B: the decision says why, and when it is looked at again', () => {
  const { event } = classified(inputs(large));
  expect(event).toMatchObject({
    type: 'ManagementRegimeClassified',
    data: {
      regime: 'B',
      on: '2024-06-28',
      review: { due: '2025-06-30' }, // the 28th is a Saturday
      decision: {
        procedure: 'base.regime',
        ruleSet: pin,
        outcome: 'granted',
        knownThrough: { registry: 'registry:1:10' },
        facts: {
          'base.areaM2': { value: 200, validFrom: '2024-06-01', sources: [eventId(1)] },
          'base.location': { value: '320281107001', validFrom: '2022-03-01' },
        },
      },
    },
  });
});

test.each([
  ['C', loose],
  ['manual', neither],
  ['D', { natureDefinable: false }],
  ['A', { natureDefinable: true, meetsRegistrationConditions: true }],
] as const)('the first row that matches: %s', (regime, known) => {
  expect(classified(inputs(known)).event).toMatchObject({ data: { regime } });
});

test('full-time staff is read from the roster unless a figure was recorded', () => {
  const two = { ...large, liveIncubatees: 3, hasCharter: false, yearlyFundsFen: '0' };
  const staff = ['anna', 'boris', 'clara'].map((name) =>
    baseStaffAssigned({
      ...it,
      person: personId(name),
      post: '社工',
      fullTime: true,
      validFrom: june,
    }),
  );
  expect(classified(inputs(two), ...staff).event).toMatchObject({
    data: { regime: 'B', decision: { facts: { 'base.fullTimeStaff': { value: 3 } } } },
  });
  expect(classified(inputs({ ...two, fullTimeStaff: 2 }), ...staff).event).toMatchObject({
    data: { regime: 'C', decision: { facts: { 'base.fullTimeStaff': { value: 2 } } } },
  });
});

test('what is missing is a task, once for the same facts', () => {
  const { event } = classified(inputs({ natureDefinable: true }));
  expect(event).toMatchObject({
    type: 'RegimeEvidenceMissing',
    data: { decision: { outcome: 'insufficient-evidence' } },
  });
  const missing = [registered, inputs({ natureDefinable: true }), event];
  given(base, ...missing)
    .when(classify)
    .thenRefused({
      code: 'registry.insufficient-evidence',
      decision: (event.data as { decision: Decision }).decision,
    });
  const more = classified(inputs({ natureDefinable: true }), event, inputs({ areaM2: 10 }));
  expect(more.event.type).toBe('RegimeEvidenceMissing');
  expect(classified(inputs({ natureDefinable: true }), event, inputs(large)).event).toMatchObject({
    data: { regime: 'B' },
  });
});

test('before the first rule set nothing is decided', () => {
  expect(ruleSetInForce(act.ruleSets, place('320281'), day('2023-10-10'))).toBeUndefined();
  const early = { ...act, today: day('2023-10-10'), type: 'ClassifyRegime' } as const;
  given(base, registered)
    .when(early)
    .thenRefused({ code: 'registry.no-rule-set', day: day('2023-10-10') });
});

// --- Looked at again ---------------------------------------------------------------------------------------------------

test('another value of an input opens the review, in the same append and once', () => {
  const b = regimeOf(large);
  const opened = regimeReviewOpened({ base: huashi, on: act.today, ruleSet: pin });
  given(base, ...b)
    .when(record({ areaM2: 150 }))
    .then(inputs({ areaM2: 150 }), opened);
  given(base, ...b)
    .when(record({ areaM2: 200 }))
    .then(inputs({ areaM2: 200 }));
  given(base, ...b, inputs({ areaM2: 150 }), opened)
    .when(record({ areaM2: 100 }))
    .then(inputs({ areaM2: 100 }));
});

test('so does another place; who managed it by the place does so no longer', () => {
  const manager = { kind: 'township-government', name: '华士镇人民政府' } as const;
  const managed = [
    ...regimeOf(large),
    townshipManagementAssigned({ ...it, manager, since: act.today }),
  ];
  const moved = { location: place('320281103002'), on: act.today };
  const after = given(base, ...managed).when({
    ...act,
    type: 'RelocateBase',
    fact: { ...moved, source },
  });
  after.then(
    baseRelocated({ ...it, ...moved }),
    regimeReviewOpened({ base: huashi, on: act.today, ruleSet: pin }),
  );
  expect(given(base, ...managed).state).toMatchObject({ regime: { responsible: { manager } } });
  expect(after.state).toMatchObject({ regime: { responsible: undefined } });
});

test('so do full-time staff who come and go, while no figure was recorded', () => {
  const anna = { person: personId('anna'), post: '社工', validFrom: june };
  const assign = (fullTime: boolean): BaseCommand => ({
    ...act,
    type: 'AssignStaff',
    fact: { ...anna, fullTime, source },
  });
  const assigned = (fullTime: boolean) => baseStaffAssigned({ ...it, ...anna, fullTime });
  const opened = regimeReviewOpened({ base: huashi, on: act.today, ruleSet: pin });
  const b = regimeOf(large);
  given(base, ...b)
    .when(assign(true))
    .then(assigned(true), opened);
  given(base, ...b)
    .when(assign(false))
    .then(assigned(false));
  given(base, ...regimeOf({ ...large, fullTimeStaff: 5 }))
    .when(assign(true))
    .then(assigned(true));
  const left = { recorded: eventId(1), on: act.today, source };
  const leave: BaseCommand = { ...act, type: 'RecordStaffLeft', fact: left };
  const before = (fullTime: boolean): readonly BaseEvent[] => [
    registered,
    assigned(fullTime),
    inputs(large),
    classified(assigned(fullTime), inputs(large)).event,
  ];
  given(base, ...before(true))
    .when(leave)
    .then(baseStaffLeft({ ...it, ...left }), opened);
  given(base, ...before(false))
    .when(leave)
    .then(baseStaffLeft({ ...it, ...left }));
});

test('a review decides by the set it pinned, and closes with the new regime', () => {
  const newer = {
    ...act.ruleSets[0]!,
    version: 2,
    effectiveFrom: act.today,
    rules: act.ruleSets[0]!.rules.map((rule) =>
      rule.rule === 'R-REG-01' ? { ...rule, params: { ...rule.params, areaM2Min: 500 } } : rule,
    ),
  };
  const both = { ruleSets: [...act.ruleSets, newer] };
  const opened = regimeReviewOpened({ base: huashi, on: day('2024-06-27'), ruleSet: pin });
  const known = { ...large, hasCharter: false, fullTimeStaff: 0, yearlyFundsFen: '0' };
  const open = given(base, ...regimeOf(known), opened).when({ ...classify, ...both });
  expect(open.state).toMatchObject({ regime: { classified: { regime: 'B' } } });
  expect(open.state).not.toHaveProperty('regime.review');
  const fresh = given(base, ...regimeOf(known)).when({ ...classify, ...both });
  expect(fresh.state).toMatchObject({ regime: { classified: { regime: 'C' } } });
});

test('twelve months later the review is due, at the end of its last day', () => {
  const b = given(base, ...regimeOf(large));
  const due = day('2025-06-30');
  const verification = {
    name: 'verification-overdue:2023-03-02',
    due: startOfDay(day('2023-03-02')),
  };
  b.thenDue(verification, { name: 'regime-review:2025-06-30', due: startOfDay(day('2025-07-01')) });
  b.when({
    type: 'PassDeadline',
    name: 'regime-review:2025-06-30',
    now: startOfDay(due),
  }).thenRefused('registry.not-due-yet');
  const passed = given(base, ...regimeOf(large)).when({
    type: 'PassDeadline',
    name: 'regime-review:2025-06-30',
    now: startOfDay(day('2025-07-01')),
  });
  passed.then(regimeReviewDue({ base: huashi, due }));
  passed.thenDue(verification);
});

// --- A: registration -----------------------------------------------------------------------------------------------------

const a = regimeOf({ natureDefinable: true, meetsRegistrationConditions: true });
const filed = baseRegistrationFiled({ ...it, filedOn: act.today });
const form = { form: 'social-service-organization', uscc: '52320281MJ0000026X' } as const;

test('whoever can register files within six months, or it is told', () => {
  const [later, now] = [day('2024-12-30'), startOfDay(day('2024-12-31'))]; // the 28th is a Saturday
  const name = 'regime-registration:2024-12-30';
  given(base, ...a)
    .when({ type: 'PassDeadline', name, now })
    .then(baseRegistrationOverdue({ base: huashi, due: later }));
  given(base, ...a)
    .when({ ...act, type: 'RecordRegistrationFiling', fact: { filedOn: act.today, source } })
    .then(filed);
  given(base, ...a, filed)
    .when({ type: 'PassDeadline', name, now })
    .thenNothing();
  given(base, ...a, filed)
    .when({ ...act, type: 'RecordRegistrationFiling', fact: { filedOn: act.today, source } })
    .thenRefused('registry.registration-already-filed');
  given(base, ...a)
    .when({ ...act, type: 'RecordRegistrationFiling', fact: { filedOn: june, source } })
    .thenRefused('registry.days-out-of-order');
});

test('it is registered with the code of its form, once', () => {
  const register = (code: string, of = form.form as string): BaseCommand =>
    ({
      ...act,
      type: 'RecordLegalRegistration',
      fact: { form: of, uscc: code, registeredOn: act.today, source },
    }) as BaseCommand;
  const done = baseLegallyRegistered({
    ...it,
    ...form,
    uscc: form.uscc as never,
    registeredOn: act.today,
  });
  given(base, ...a, filed)
    .when(register(form.uscc))
    .then(done);
  given(base, ...a, filed)
    .when(register(form.uscc, 'public-institution-i'))
    .thenRefused({ code: 'registry.code-of-other-form', needed: '12' });
  given(base, ...a, done)
    .when(register(form.uscc))
    .thenRefused('registry.base-already-registered-legally');
  given(base, ...regimeOf(large))
    .when(register(form.uscc))
    .thenRefused({ code: 'registry.regime-differs', regime: 'B', needed: 'A' });
});

// --- B, C, D: who is responsible -----------------------------------------------------------------------------------------

const township = {
  kind: 'township-government',
  name: '华士镇人民政府',
  division: place('320281107'),
} as const;
const lead = {
  kind: 'community-party-organization',
  name: '华士社区党委',
  division: place('320281107001'),
} as const;
const guide = { ...lead, kind: 'residents-committee', name: '华士社区居民委员会' } as const;
const since = act.today;

test('B is managed by the township or subdistrict of the place', () => {
  const assign = (manager: object): BaseCommand =>
    ({ ...act, type: 'AssignTownshipManagement', fact: { manager, since, source } }) as never;
  const b = given(base, ...regimeOf(large));
  b.when(assign(township)).then(townshipManagementAssigned({ ...it, manager: township, since }));
  for (const other of [
    { ...township, division: place('320281108') },
    { ...township, kind: 'subdistrict-office' },
  ]) {
    b.when(assign(other)).thenRefused({
      code: 'registry.body-unfit',
      needed: 'township-government 320281107',
    });
  }
  given(base, ...regimeOf(loose))
    .when(assign(township))
    .thenRefused('registry.regime-differs');
  given(base, registered).when(assign(township)).thenRefused('registry.not-classified');
});

test('C is led by the Party organisation and guided by another body', () => {
  const assign = (one: object, two: object): BaseCommand =>
    ({
      ...act,
      type: 'AssignCommunityPartyLeadership',
      fact: { lead: one, guide: two, since, source },
    }) as never;
  const c = given(base, ...regimeOf(loose));
  c.when(assign(lead, guide)).then(communityPartyLeadershipAssigned({ ...it, lead, guide, since }));
  c.when(assign(lead, { ...guide, name: lead.name })).thenRefused('registry.lead-is-guide');
  c.when(assign(guide, lead)).thenRefused('registry.body-unfit');
  c.when(assign(lead, { ...guide, kind: 'villagers-committee' })).thenRefused({
    code: 'registry.body-unfit',
    needed: 'residents-committee 320281107001',
  });
});

test('of D somebody is named with the reason, and it is looked at again within twelve months', () => {
  const body = { kind: 'other', name: '江阴市民政局' } as const;
  const assign = (reviewBy?: string): BaseCommand => ({
    ...act,
    type: 'AssignResponsibleBody',
    fact: { body, reason: '性质无法界定', since, source },
    reviewBy: reviewBy === undefined ? undefined : day(reviewBy),
  });
  const d = given(base, ...regimeOf({ natureDefinable: false }));
  const assigned = (due: string) =>
    responsibleBodyAssigned({
      ...it,
      ...{ body, reason: '性质无法界定', since },
      review: { due: day(due), provisional: false },
    });
  d.when(assign('2024-12-31')).then(assigned('2024-12-31'));
  d.when(assign('2025-07-01')).thenRefused('registry.review-too-late');
  d.when(assign('2024-06-27')).thenRefused('registry.days-out-of-order');
  expect(d.when(assign('2024-12-31')).state).toMatchObject({
    regime: { classified: { review: { due: '2024-12-31' } } },
  });
});

// --- The manual outcome ----------------------------------------------------------------------------------------------------

const reason = '规模较小但组织紧密，参照镇街管理';
const responsible = { regime: 'B', manager: township } as const;
const proposed = regimeManualOutcomeProposed({ ...it, responsible, reason, on: act.today });
const propose: BaseCommand = {
  ...act,
  type: 'ProposeManualRegime',
  fact: { responsible, reason, on: act.today, source },
};

test('where the table has no row one officer proposes and another approves', () => {
  const manual = regimeOf(neither);
  given(base, ...manual)
    .when(propose)
    .then(proposed);
  given(base, ...regimeOf(large))
    .when(propose)
    .thenRefused('registry.regime-differs');
  given(base, registered).when(propose).thenRefused('registry.not-classified');
  const approve = (person: string): BaseCommand => ({
    ...act,
    type: 'ApproveManualRegime',
    by: personId(person),
  });
  given(base, ...manual)
    .when(approve('boris'))
    .thenRefused('registry.nothing-proposed');
  const awaiting = given(base, ...manual, by(personId('anna'), proposed));
  awaiting.when(approve('anna')).thenRefused('registry.same-person');
  const approved = awaiting.when(approve('boris'));
  approved.then(
    regimeManualOutcomeApproved({
      base: huashi,
      proposed: eventId(3),
      responsible,
      on: act.today,
    }),
    townshipManagementAssigned({ ...it, manager: township, since: act.today }),
  );
  expect(approved.state).toMatchObject({
    regime: { classified: { regime: 'B' }, proposed: undefined, responsible },
  });
});

test.each([
  [
    'C',
    { regime: 'C', lead, guide },
    communityPartyLeadershipAssigned({ ...it, lead, guide, since }),
  ],
  [
    'D',
    { regime: 'D', body: township },
    responsibleBodyAssigned({
      ...it,
      ...{ body: township, reason, since },
      review: { due: day('2025-06-30'), provisional: false },
    }),
  ],
] as const)('what two persons decided is in place: %s', (_, decided, event) => {
  const other = regimeManualOutcomeProposed({ ...proposed.data, responsible: decided });
  given(base, ...regimeOf(neither), by(personId('anna'), other))
    .when({ ...act, type: 'ApproveManualRegime', by: personId('boris') })
    .then(
      regimeManualOutcomeApproved({
        base: huashi,
        proposed: eventId(3),
        responsible: decided,
        on: act.today,
      }),
      event,
    );
});

test('nobody leads and guides at once, by whatever way', () => {
  const same = { regime: 'C', lead, guide: lead } as const;
  given(base, ...regimeOf(neither))
    .when({ ...propose, fact: { responsible: same, reason, on: act.today, source } })
    .thenRefused('registry.lead-is-guide');
});

// --- Before this system ----------------------------------------------------------------------------------------------------

test('what was classified before this system is recorded with its own day and clocks', () => {
  const take = (on: string, from = migrated): BaseCommand => ({
    ...act,
    type: 'RecordRegime',
    fact: { regime: 'A', on: day(on), source: from },
  });
  given(base, registered)
    .when(take('2023-05-04'))
    .then(
      managementRegimeClassified({
        ...it,
        ...{ source: migrated, regime: 'A', on: day('2023-05-04') },
        review: { due: day('2024-05-06'), provisional: false }, // 劳动节: the 4th is a day off
        filing: { due: day('2023-11-06'), provisional: false }, // the 4th is a Saturday
      }),
    );
  given(base, registered).when(take('2023-05-04', source)).thenRefused('registry.decision-needed');
  given(base, ...a)
    .when(take('2023-05-04'))
    .thenRefused('registry.days-out-of-order');
});

test('of two proposals the newer is approved', () => {
  const [first, second] = ['anna', 'boris'].map((name) => by(personId(name), proposed));
  const approve = { ...act, type: 'ApproveManualRegime' } as const;
  const both = given(base, ...regimeOf(neither), first!, second!);
  both.when({ ...approve, by: personId('boris') }).thenRefused('registry.same-person');
  expect(both.when({ ...approve, by: personId('anna') }).state).toMatchObject({
    regime: { classified: { regime: 'B' } },
  });
});
