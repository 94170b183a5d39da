import { test } from '@jest/globals';
import { shippedRuleSets } from '@fuhua/rules';
import { at, eventId, given, instantAt } from '@fuhua/testing';
import {
  curePeriodExpired,
  operatorAlertRaised,
  operatorContractEnded,
  operatorCured,
  operatorExceptionApproved,
  operatorExceptionRequested,
  operatorGradeObserved,
  terminationProcedureOpened,
  type Grade,
  type OperatorContractEvent,
} from './operatorcontract.events.ts';
import { operatorContract, type OperatorContractCommand } from './operatorcontract.decider.ts';
import {
  award,
  calendar,
  contractOf,
  day,
  nominated,
  subject,
  wuxi,
  type Story,
} from './operatorcontract.suite.ts';
import type { ObserveOperator } from './watch.decider.ts';

const after = (...events: Story) => given(operatorContract, ...contractOf(), ...events);
const placed = (when: string, event: OperatorContractEvent): Story[number] => at(when, event);

const graded = (grade: Grade, validTo: string, of = award) => ({
  ...{ award: of, grade, validTo: day(validTo) },
});
const observing = (
  today: string,
  changes: Partial<ObserveOperator> = {},
): OperatorContractCommand => ({
  ...{ type: 'ObserveOperator', grade: graded('3A', '2024-06-30'), listings: [] },
  ...{ knownOn: day(today), today: day(today), calendar, ruleSets: shippedRuleSets },
  ...changes,
});

// 2024-06-30 is a Sunday; the 90th day after 2024-07-01 is 2024-09-29, a Sunday made a workday before 国庆.
const lapse = {
  on: day('2024-07-01'),
  alertBy: { due: day('2024-07-02'), provisional: false },
  cureBy: { due: day('2024-09-29'), provisional: false },
};
const observed = operatorGradeObserved({
  ...{ ...subject, on: day('2023-12-25'), grade: graded('3A', '2024-06-30'), lapse },
});
const lapsed = operatorAlertRaised({
  ...{ ...subject, ground: 'grade', since: lapse.on },
  ...{ alertBy: lapse.alertBy, cureBy: lapse.cureBy },
});
const seen = placed('2023-12-25', observed);
const alerted = placed('2024-07-01', lapsed);

test('the operator’s grade is noted once, with what follows from its last day', () => {
  after().when(observing('2023-12-25')).then(observed);
  after(seen).when(observing('2024-01-15')).thenNothing();
});

test('the day after the grade’s last day raises the alert, and opens its cure', () => {
  after(seen).thenDue(
    { name: 'publication:2023-12-27', due: instantAt('2023-12-28') },
    { name: 'grade-lapse:2024-07-01', due: instantAt('2024-07-01') },
    { name: 'contract-expiring-90:2024-12-31', due: instantAt('2024-10-02') },
    { name: 'contract-expiring-60:2024-12-31', due: instantAt('2024-11-01') },
    { name: 'contract-expiring-30:2024-12-31', due: instantAt('2024-12-01') },
    { name: 'contract-end:2024-12-31', due: instantAt('2025-01-01') },
  );
  const pass = (now: string): OperatorContractCommand => ({
    ...{ type: 'PassDeadline', name: 'grade-lapse:2024-07-01', now: instantAt(now) },
  });
  after(seen)
    .when(pass('2024-06-30T23:59:59+08:00'))
    .thenRefused({ code: 'registry.not-due-yet', due: instantAt('2024-07-01') });
  after(seen).when(pass('2024-07-01')).then(lapsed);
  after(seen, alerted).when(pass('2024-07-02')).thenNothing();
});

test('a newer award in time raises nothing, and moves the day', () => {
  const newer = graded('4A', '2029-03-14', eventId('newer'));
  const noted = operatorGradeObserved({
    ...{ ...subject, on: day('2024-03-15'), grade: newer },
    lapse: {
      on: day('2029-03-15'),
      alertBy: { due: day('2029-03-16'), provisional: true },
      cureBy: { due: day('2029-06-13'), provisional: true },
    },
  });
  after(seen)
    .when(observing('2024-03-15', { grade: newer }))
    .then(noted);
});

test('a grade withdrawn raises the alert on the day that is known, and again none', () => {
  const gone = { grade: undefined, gradeEndedOn: day('2024-03-01') };
  const noted = operatorGradeObserved({ ...subject, on: day('2024-03-08'), grade: undefined });
  const raised = operatorAlertRaised({
    ...{ ...subject, ground: 'grade', since: day('2024-03-01') },
    // 2024-03-08 is a Friday; the 90th day after it is a Thursday.
    alertBy: { due: day('2024-03-11'), provisional: false },
    cureBy: { due: day('2024-06-06'), provisional: false },
  });
  after(seen).when(observing('2024-03-08', gone)).then(noted, raised);
  after(seen, placed('2024-03-08', noted), placed('2024-03-08', raised))
    .when(observing('2024-03-11', gone))
    .thenNothing();
});

test.each(['1A', '2A'] as const)('a %s in the place of a better one raises the alert', (grade) => {
  const worse = graded(grade, '2029-03-07', eventId('worse'));
  after(seen)
    .when(observing('2024-03-08', { grade: worse }))
    .then(
      operatorGradeObserved({ ...subject, on: day('2024-03-08'), grade: worse }),
      operatorAlertRaised({
        ...{ ...subject, ground: 'grade', since: day('2024-03-08') },
        alertBy: { due: day('2024-03-11'), provisional: false },
        cureBy: { due: day('2024-06-06'), provisional: false },
      }),
    );
});

test('a new grade cures the alert', () => {
  const newer = graded('3A', '2029-08-31', eventId('newer'));
  const noted = operatorGradeObserved({
    ...{ ...subject, on: day('2024-09-02'), grade: newer },
    lapse: {
      on: day('2029-09-01'),
      alertBy: { due: day('2029-09-03'), provisional: true },
      cureBy: { due: day('2029-11-30'), provisional: true },
    },
  });
  after(seen, alerted)
    .when(observing('2024-09-02', { grade: newer }))
    .then(noted, operatorCured({ ...subject, alert: eventId(3), on: day('2024-09-02') }));
});

test('without a cure its period expires the day after its last', () => {
  const expired = curePeriodExpired({ ...subject, alert: eventId(3), due: day('2024-09-29') });
  const pass = (now: string): OperatorContractCommand => ({
    ...{ type: 'PassDeadline', name: `cure:${eventId(3)}`, now: instantAt(now) },
  });
  after(seen, alerted).when(pass('2024-09-29T23:59:59+08:00')).thenRefused('registry.not-due-yet');
  after(seen, alerted).when(pass('2024-09-30')).then(expired);
  after(seen, alerted, placed('2024-09-30', expired)).when(pass('2024-10-08')).thenNothing();
});

// --- Listings --------------------------------------------------------------------------------------------------

const listing = eventId('listing');
const graded2026 = graded('3A', '2026-05-31');
const stands = { grade: graded2026 };
const gradeSeen = placed(
  '2023-12-25',
  operatorGradeObserved({ ...subject, on: day('2023-12-25'), grade: graded2026 }),
);
const listed = (list: 'abnormal-activity' | 'serious-violation') => ({
  ...{
    ...stands,
    listings: [{ listing, list, on: day('2024-04-30') }],
    knownOn: day('2024-05-06'),
  },
});
// 2024-05-06 is the Monday after 五一; the 90th day after it is a Sunday, and rolls.
const listingClocks = {
  alertBy: { due: day('2024-05-07'), provisional: false },
  cureBy: { due: day('2024-08-05'), provisional: false },
};
const abnormal = operatorAlertRaised({
  ...{ ...subject, ground: 'abnormal-listing', since: day('2024-04-30'), listing },
  ...listingClocks,
});

test('a listing raises an alert; lifted, it is cured', () => {
  after(gradeSeen)
    .when(observing('2024-05-06', listed('abnormal-activity')))
    .then(abnormal);
  const open = after(gradeSeen, placed('2024-05-06', abnormal));
  open.when(observing('2024-05-07', listed('abnormal-activity'))).thenNothing();
  open
    .when(observing('2024-06-03', stands))
    .then(operatorCured({ ...subject, alert: eventId(3), on: day('2024-06-03') }));
});

test('the list of serious violations opens the termination procedure as well', () => {
  after(gradeSeen)
    .when(observing('2024-05-06', listed('serious-violation')))
    .then(
      operatorAlertRaised({ ...abnormal.data, ground: 'serious-listing' }),
      terminationProcedureOpened({ ...subject, listing, on: day('2024-05-06') }),
    );
});

test('of a contract past its last day, or ended, nothing is watched', () => {
  after()
    .when(observing('2025-01-01', { grade: undefined }))
    .thenNothing();
  const ended = operatorContractEnded({
    ...{ ...subject, how: 'terminated', on: day('2024-03-31'), reason: '双方协商（测试）' },
  });
  after(placed('2024-03-31', ended))
    .when(observing('2024-04-01', { grade: undefined }))
    .thenNothing();
});

test('nothing is watched before there is a contract', () => {
  given(operatorContract).when(observing('2024-01-15')).thenNothing();
});

// --- Under an exception ------------------------------------------------------------------------------------------

const waived = {
  ...{ waives: ['grade' as const], reason: '无其他机构应聘（测试）' },
  ...{ validFrom: day('2023-12-25'), validTo: day('2024-06-30') },
};
/** Nominated, refused, excepted, signed. */
const excepted: Story = [
  placed('2023-12-11', nominated),
  placed('2023-12-12', operatorExceptionRequested({ ...subject, ...waived })),
  placed(
    '2023-12-20',
    operatorExceptionApproved({
      ...{ ...subject, ...waived, requested: eventId(1), authority: wuxi.id },
    }),
  ),
  ...contractOf(),
];

test('an exception from the grade covers until its last day, and no longer', () => {
  const noted = operatorGradeObserved({ ...subject, on: day('2023-12-25'), lapse });
  const without = observing('2023-12-25', { grade: undefined });
  given(operatorContract, ...excepted)
    .when(without)
    .then(noted);
  given(operatorContract, ...excepted, placed('2023-12-25', noted))
    .when({ type: 'PassDeadline', name: 'grade-lapse:2024-07-01', now: instantAt('2024-07-01') })
    .then(lapsed);
});
