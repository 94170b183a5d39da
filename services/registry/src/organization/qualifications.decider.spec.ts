import { test } from '@jest/globals';
import { addDays, eventCorrected } from '@fuhua/kernel';
import { at as recordedOn, eventId, given, instantAt, type Given } from '@fuhua/testing';
import { organization, type OrganizationCommand } from './organization.decider.ts';
import {
  charityStatusRecorded,
  classificationEnded,
  classificationRecorded,
  gradeAwarded,
  gradeExpired,
  gradeWithdrawn,
  organizationDeregistered,
  organizationRegistered,
  publicFundraisingGranted,
  publicFundraisingWithdrawn,
  taxQualificationExpiring,
  taxQualificationLapsed,
  taxQualificationRecorded,
  taxQualificationWithdrawn,
  type OrganizationEvent,
} from './organization.events.ts';
import {
  act,
  code,
  day,
  filedSunny,
  refTo,
  registeredSunny,
  source,
  sunny,
  wuzhong,
} from './organization.suite.ts';

const about = { organization: sunny };
const onRecord = given(organization, ...registeredSunny);
const isFiled = given(organization, filedSunny);
const after = (...events: readonly Given<OrganizationEvent>[]) =>
  given(organization, ...registeredSunny, ...events);
const FIRST = eventId(2);

// --- Grades ----------------------------------------------------------------------------------------------------

const plate = {
  grade: '3A',
  rater: '苏州市吴中区民政局',
  plateLevel: 'county',
  awardedOn: day('2024-03-10'),
  validFrom: day('2024-03-15'),
  source,
} as const;
const award = (changes: Partial<typeof plate> & { validTo?: typeof plate.validFrom } = {}) =>
  ({ ...act, type: 'RecordGrade', fact: { ...plate, ...changes } }) as OrganizationCommand;
const awarded = gradeAwarded({ ...about, ...plate, validTo: day('2029-03-14') });
const better = gradeAwarded({
  ...awarded.data,
  grade: '4A',
  awardedOn: day('2026-03-01'),
  validFrom: day('2026-03-01'),
  validTo: day('2031-02-28'),
});

test('a grade is valid for five years less a day, unless its plate says otherwise', () => {
  onRecord.when(award()).then(awarded);
  const validTo = day('2027-12-31');
  onRecord.when(award({ validTo })).then(gradeAwarded({ ...awarded.data, validTo }));
});

test('a grade of one day is valid, one that ends before it begins is not', () => {
  onRecord
    .when(award({ validTo: day('2024-03-15') }))
    .then(gradeAwarded({ ...awarded.data, validTo: day('2024-03-15') }));
  onRecord.when(award({ validTo: day('2024-03-14') })).thenRefused('registry.validity-reversed');
});

test('only a registered organization is graded, from its registration on', () => {
  isFiled.when(award()).thenRefused({ code: 'registry.wrong-form', form: 'filed' });
  onRecord
    .when(award({ awardedOn: day('2022-02-28') }))
    .thenRefused({ code: 'registry.before-organization-existed', since: day('2022-03-01') });
});

test('an award of tomorrow is not recorded, one of today is', () => {
  const [today, tomorrow] = [day('2026-06-30'), day('2026-07-01')];
  onRecord.when(award({ awardedOn: tomorrow })).thenRefused('registry.day-in-future');
  onRecord
    .when(award({ awardedOn: today }))
    .then(gradeAwarded({ ...awarded.data, awardedOn: today }));
});

test('the same award is recorded once', () => {
  after(awarded)
    .when(award())
    .thenRefused({ code: 'registry.fact-already-recorded', fact: 'GradeAwarded', recorded: FIRST });
});

test('who has left the register is graded no more', () => {
  const on = day('2024-03-15');
  after(organizationDeregistered({ ...about, on, reason: '（测试）', source }))
    .when(award())
    .thenRefused({ code: 'registry.organization-ended', endedOn: on });
});

const withdraw = (on: string): OrganizationCommand => ({
  ...act,
  type: 'RecordGradeWithdrawal',
  fact: { recorded: FIRST, on: day(on), reason: '弄虚作假', source },
});

test('a grade is withdrawn while it is valid, from its first day to its last', () => {
  const lastDay = gradeAwarded({ ...awarded.data, validTo: day('2026-06-01') });
  after(lastDay)
    .when(withdraw('2026-06-01'))
    .then(
      gradeWithdrawn({
        ...about,
        recorded: FIRST,
        on: day('2026-06-01'),
        reason: '弄虚作假',
        source,
      }),
    );
  after(lastDay)
    .when(withdraw('2026-06-02'))
    .thenRefused({ code: 'registry.fact-already-ended', endedOn: day('2026-06-02') });
  after(lastDay).when(withdraw('2024-03-14')).thenRefused('registry.days-out-of-order');
});

const expired = gradeExpired({
  ...about,
  recorded: FIRST,
  grade: '3A',
  validTo: day('2029-03-14'),
});

test('a grade expires the day after its last, once', () => {
  const due = { name: `grade-expired-${FIRST}`, due: instantAt('2029-03-15') };
  after(recordedOn('2024-03-20', awarded)).thenDue(due);
  after(recordedOn('2024-03-20', awarded)).whenDue('2029-03-15').then(expired);
  after(recordedOn('2024-03-20', awarded), recordedOn('2029-03-15', expired)).thenDue();
});

test('a deadline passes neither early nor twice', () => {
  const pass = (now: string): OrganizationCommand => ({
    type: 'PassDeadline',
    name: `grade-expired-${FIRST}`,
    now: instantAt(now),
  });
  const graded = recordedOn('2024-03-20', awarded);
  after(graded).when(pass('2029-03-14T23:59:59+08:00')).thenRefused('registry.not-due-yet');
  after(graded, recordedOn('2029-03-15', expired)).when(pass('2029-03-16')).thenNothing();
});

test('a grade that a newer one replaced, or that was withdrawn, expires silently', () => {
  after(recordedOn('2024-03-20', awarded), recordedOn('2026-03-02', better)).thenDue({
    name: `grade-expired-${eventId(3)}`,
    due: instantAt('2031-03-01'),
  });
  const gone = gradeWithdrawn({
    ...about,
    recorded: FIRST,
    on: day('2025-01-01'),
    reason: '弄虚作假',
    source,
  });
  after(recordedOn('2024-03-20', awarded), recordedOn('2025-01-01', gone)).thenDue();
});

test('with the newer grade withdrawn, the older one counts again until its own end', () => {
  const gone = gradeWithdrawn({
    ...about,
    recorded: eventId(3),
    on: day('2026-05-01'),
    reason: '弄虚作假',
    source,
  });
  after(
    recordedOn('2024-03-20', awarded),
    recordedOn('2026-03-02', better),
    recordedOn('2026-05-01', gone),
  ).thenDue({ name: `grade-expired-${FIRST}`, due: instantAt('2029-03-15') });
});

test('what had lapsed when it was recorded raises nothing', () => {
  after(recordedOn('2024-03-20', awarded, '2029-03-15')).thenDue();
});

test('a corrected last day is another deadline, also after the first one passed', () => {
  const correction = eventCorrected({
    request: eventId('request'),
    event: FIRST,
    eventType: 'GradeAwarded',
    shape: 1,
    data: { ...awarded.data, validTo: day('2029-12-31') },
  });
  given(
    organization,
    ...registeredSunny,
    recordedOn('2024-03-20', awarded),
    recordedOn('2029-03-15', expired),
    recordedOn('2029-04-01', correction),
  ).thenDue({ name: `grade-expired-${FIRST}`, due: instantAt('2030-01-01') });
});

// --- Tax -------------------------------------------------------------------------------------------------------

const exempt = taxQualificationRecorded({
  ...about,
  qualification: 'npo-exemption',
  validFrom: day('2024-01-01'),
  validTo: day('2028-12-31'),
  source,
});

test('an exemption lasts five years, a donation deduction three', () => {
  const qualify = (qualification: 'npo-exemption' | 'donation-deduction'): OrganizationCommand => ({
    ...act,
    type: 'RecordTaxQualification',
    fact: { qualification, validFrom: day('2024-01-01'), source },
  });
  onRecord.when(qualify('npo-exemption')).then(exempt);
  onRecord.when(qualify('donation-deduction')).then(
    taxQualificationRecorded({
      ...exempt.data,
      qualification: 'donation-deduction',
      validTo: day('2026-12-31'),
    }),
  );
  after(exempt).when(qualify('npo-exemption')).thenRefused('registry.fact-already-recorded');
  isFiled.when(qualify('npo-exemption')).thenRefused('registry.wrong-form');
});

const alert = (daysLeft: number) => ({
  name: `tax-qualification-expiring-${daysLeft}-${FIRST}`,
  due: instantAt(addDays(exempt.data.validTo, -daysLeft)),
});
const lapse = { name: `tax-qualification-lapsed-${FIRST}`, due: instantAt('2029-01-01') };

test('it alerts 90, 60 and 30 days before its last day and lapses the day after it', () => {
  const common = {
    ...about,
    recorded: FIRST,
    qualification: 'npo-exemption',
    validTo: exempt.data.validTo,
  } as const;
  const qualified = after(recordedOn('2024-02-01', exempt));
  qualified.thenDue(alert(90), alert(60), alert(30), lapse);
  qualified
    .whenDue('2029-01-01')
    .then(
      ...[90, 60, 30].map((daysLeft) => taxQualificationExpiring({ ...common, daysLeft })),
      taxQualificationLapsed(common),
    );
});

test('alerts whose day was past when it was recorded are not raised', () => {
  after(recordedOn('2028-11-15', exempt)).thenDue(alert(30), lapse);
});

test('a renewal silences what it renews', () => {
  const renewed = taxQualificationRecorded({
    ...exempt.data,
    validFrom: day('2029-01-01'),
    validTo: day('2033-12-31'),
  });
  const open = after(recordedOn('2024-02-01', exempt), recordedOn('2028-11-01', renewed));
  open.thenDue(
    ...[90, 60, 30].map((daysLeft) => ({
      name: `tax-qualification-expiring-${daysLeft}-${eventId(3)}`,
      due: instantAt(addDays(day('2033-12-31'), -daysLeft)),
    })),
    { name: `tax-qualification-lapsed-${eventId(3)}`, due: instantAt('2034-01-01') },
  );
});

test('of an organization that has ended nothing becomes due', () => {
  const gone = organizationDeregistered({
    ...about,
    on: day('2025-01-01'),
    reason: '（测试）',
    source,
  });
  after(recordedOn('2024-02-01', exempt), recordedOn('2025-01-02', gone)).thenDue();
});

test('a tax qualification is withdrawn, and then not again', () => {
  const fact = { recorded: FIRST, on: day('2025-01-01'), reason: '（测试）', source };
  const command: OrganizationCommand = { ...act, type: 'RecordTaxQualificationWithdrawal', fact };
  const withdrawn = taxQualificationWithdrawn({ ...about, ...fact });
  after(exempt).when(command).then(withdrawn);
  after(exempt, withdrawn).when(command).thenRefused('registry.fact-already-ended');
  after(awarded).when(command).thenRefused('registry.fact-unknown');
});

// --- Charity, fundraising, classification ----------------------------------------------------------------------

test('a registered organization becomes a charity, a filed one does not', () => {
  const fact = { charity: true, since: day('2024-01-01'), source };
  const command: OrganizationCommand = { ...act, type: 'RecordCharityStatus', fact };
  onRecord.when(command).then(charityStatusRecorded({ ...about, ...fact }));
  isFiled.when(command).thenRefused('registry.wrong-form');
});

test('public fundraising is granted and withdrawn', () => {
  const fact = { validFrom: day('2024-01-01'), source };
  const grantedTo = publicFundraisingGranted({ ...about, ...fact });
  onRecord.when({ ...act, type: 'RecordPublicFundraising', fact }).then(grantedTo);
  const end = { recorded: FIRST, on: day('2025-01-01'), reason: '（测试）', source };
  after(grantedTo)
    .when({ ...act, type: 'RecordPublicFundraisingWithdrawal', fact: end })
    .then(publicFundraisingWithdrawn({ ...about, ...end }));
});

const classify = (
  classification: 'hub' | 'support' | 'social-work-agency' | 'community',
  validFrom = day('2024-01-01'),
): OrganizationCommand => ({
  ...act,
  type: 'RecordClassification',
  fact: { classification, validFrom, source },
});
const classified = (classification: 'hub' | 'support' | 'social-work-agency' | 'community') =>
  classificationRecorded({ ...about, classification, validFrom: day('2024-01-01'), source });

test('a filed organization may be a community, hub or support-type one', () => {
  for (const type of ['hub', 'support', 'community'] as const) {
    isFiled.when(classify(type)).then(classified(type));
  }
});

test('a social work service agency is a registered social service organization', () => {
  onRecord.when(classify('social-work-agency')).then(classified('social-work-agency'));
  isFiled.when(classify('social-work-agency')).thenRefused('registry.wrong-form');
  const association = organizationRegistered({
    ...filedSunny.data,
    registrar: refTo(wuzhong),
    body: { form: 'registered', kind: 'social-association', uscc: code },
  });
  given(organization, association).when(classify('social-work-agency')).thenRefused({
    code: 'registry.wrong-organization-kind',
    kind: 'social-association',
    needed: 'social-service-organization',
  });
});

test('nothing is classified before it existed', () => {
  isFiled
    .when(classify('hub', day('2022-02-28')))
    .thenRefused('registry.before-organization-existed');
});

test('a classification ends', () => {
  const end = { recorded: FIRST, on: day('2025-01-01'), reason: '（测试）', source };
  after(classified('hub'))
    .when({ ...act, type: 'RecordClassificationEnd', fact: end })
    .then(classificationEnded({ ...about, ...end }));
  after(classified('hub'), classificationEnded({ ...about, ...end }))
    .when({ ...act, type: 'RecordClassificationEnd', fact: end })
    .thenRefused({ code: 'registry.fact-already-ended', endedOn: day('2025-01-01') });
});
