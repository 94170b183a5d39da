import { describe, expect, test } from '@jest/globals';
import { incubationCommunity } from '@fuhua/contracts';
import { parseDay as day, type DivisionCode, type EventType } from '@fuhua/kernel';
import { foldStream } from '@fuhua/platform/views';
import { calendarOf } from '@fuhua/rules';
import { goldenOf, baseId, given, organizationId, personId, told, uuidNamed } from '@fuhua/testing';
import { statisticsOf } from './community-statistics.http.ts';
import { community } from './community.decider.ts';
import * as events from './community.events.ts';
import { publishCommunity } from './community.publish.ts';
import { communityView } from './community.view.ts';
import type { Act, ActCommand } from './record.decider.ts';

const calendar = calendarOf('CN-2026-1');
const of = {
  record: uuidNamed('community', 'one') as events.CommunityId,
  base: baseId('wuzhong'),
};
const opening = { ...of, division: '320506104200' as DivisionCode };
const act: Act = { ...opening, today: day('2024-03-20') };
const source = { name: '登记表（测试）' };
const on = day('2024-03-04');
const leader = {
  ...{ person: personId('zhang'), tags: ['professional', 'resident'] as events.LeaderTag[] },
  ...{ organization: organizationId('sunny'), since: on, consent: { on, file: 'a'.repeat(64) } },
  source,
};
const engaged = events.communityLeaderEngaged({ ...opening, ...leader });
const drawn = { organization: organizationId('rainy'), on, source };
const drawnIn = events.organizationDrawnIn({ ...of, ...drawn });
const term = { person: personId('li'), validFrom: on, validTo: day('2025-03-03'), source };
const appointed = events.mediatorAppointed({ ...opening, ...term });
const asked = {
  ...{ requester: '和风互助社（测试）', contact: personId('wang'), phone: '0512-65000000' },
  ...{ channel: 'media' as const, subject: '如何登记（测试）', receivedOn: on },
};
const answerBy = { due: day('2024-03-18'), provisional: false };
const requested = events.externalGuidanceRequested({
  ...{ ...opening, ...asked, answerBy, calendar: calendar.id },
});
const answered = events.externalGuidanceAnswered({ ...of, on, answer: '已答复（测试）' });
const overdue = events.externalGuidanceOverdue({ ...of, due: answerBy.due });
const referral = { kind: 'legal-aid' as const, count: 3, on, source };
const referred = events.judicialReferralRecorded({ ...opening, ...referral });
const released = events.mediatorReleased({ ...of, on, reason: '调动（测试）' });
const left = events.communityLeaderEnded({ ...of, on, why: 'consent-withdrawn' });
const termEnded = events.mediatorTermEnded({ ...of, validTo: term.validTo });

describe('a leader', () => {
  test('is engaged once, on a day that has come, and draws in each organization once', () => {
    const engage: ActCommand = { ...act, type: 'EngageLeader', given: leader };
    const draw: ActCommand = { ...act, type: 'RecordDrawnIn', given: drawn };
    given(community).when(engage).then(engaged);
    given(community, engaged)
      .when(engage)
      .thenRefused('incubation.community-record-already-opened');
    given(community)
      .when({ ...engage, given: { ...leader, since: day('2024-03-21') } })
      .thenRefused('incubation.day-in-future');
    given(community, engaged).when(draw).then(drawnIn);
    given(community, engaged, drawnIn)
      .when(draw)
      .thenRefused('incubation.organization-already-drawn-in');
    given(community, engaged, left).when(draw).thenRefused('incubation.community-record-over');
    given(community, appointed).when(draw).thenRefused('incubation.community-record-of-other-kind');
    given(community).when(draw).thenRefused('incubation.community-record-unknown');
  });
});

describe('a mediator', () => {
  test('is appointed for a term, which ends the day after its last one', () => {
    given(community)
      .when({ ...act, type: 'AppointMediator', given: term })
      .then(appointed);
    const standing = given(community, appointed);
    standing.whenDue('2025-03-03').thenNothing();
    standing.whenDue('2025-03-04').then(termEnded);
    given(community, appointed, released).whenDue('2026-01-01').thenNothing();
  });

  test('not for a term that ends before it begins', () => {
    given(community)
      .when({ ...act, type: 'AppointMediator', given: { ...term, validTo: day('2024-03-03') } })
      .thenRefused('incubation.validity-reversed');
  });
});

describe('an outsider who asks', () => {
  test('is answered within 10 working days of the day of receipt', () => {
    given(community)
      .when({ ...act, type: 'RequestGuidance', given: asked, calendar })
      .then(requested);
    const standing = given(community, requested);
    standing.whenDue('2024-03-18').thenNothing();
    standing.whenDue('2024-03-19').then(overdue);
    given(community, requested, answered).whenDue('2024-04-19').thenNothing();
  });

  test('may be answered late, and once', () => {
    const answer: ActCommand = {
      ...{ ...act, type: 'AnswerGuidance', given: { on, answer: '已答复（测试）' } },
    };
    given(community, requested, overdue).when(answer).then(answered);
    given(community, requested, answered)
      .when(answer)
      .thenRefused('incubation.community-record-over');
  });
});

const samples = [
  ...[engaged, drawnIn, left, appointed, released, termEnded, referred, requested, answered],
  overdue,
] as const;

test('others are told the same as ever, by the contract, and of no person', () => {
  expect(samples.map(({ type }) => type)).toEqual(Object.keys(events.communityEvents));
  const published = told<events.CommunityEvent>(...samples).map(publishCommunity);
  const contract: Readonly<Record<string, EventType>> = Object.fromEntries(
    Object.values(incubationCommunity).map((one) => [one.type, one]),
  );
  for (const one of published) {
    if (one === 'private') throw new Error('every event is told');
    expect(contract[one.type]!.schema.parse(one.data)).toEqual(one.data);
  }
  const { kept, made } = goldenOf(import.meta.dirname, 'community', published);
  expect(made).toEqual(kept);
  for (const { person } of [leader, term]) expect(made).not.toContain(person);
  expect(made).not.toContain(asked.contact);
});

test('statistics count, and name nobody', () => {
  const rowsOf = (...some: readonly events.CommunityEvent[]) =>
    foldStream(communityView, told(...some));
  const rows = [
    ...[rowsOf(engaged, drawnIn), rowsOf(appointed), rowsOf(referred), rowsOf(requested, overdue)],
  ].flat();
  const { leaders, mediators, referrals, guidance } = statisticsOf(
    ...([rows, [['professional', 'resident']], day('2024-01-01'), day('2024-12-31')] as const),
  );
  expect(leaders).toEqual({
    ...{ engaged: 1, byTag: { professional: 1, resident: 1 } },
    ...{ organizationsLed: 1, organizationsDrawnIn: 1 },
  });
  expect([mediators, referrals]).toEqual([1, { 'legal-aid': 3 }]);
  expect(guidance).toEqual({ requested: { media: 1 }, answered: 0, overdue: 1 });
});
