import {
  addDays,
  ok,
  refuse,
  startOfDay,
  type BaseId,
  type Day,
  type Deadline,
  type Decider,
  type DivisionCode,
  type Slice,
} from '@fuhua/kernel';
import {
  dueAfterWorkingDays,
  incompetence,
  mayDecide,
  missedFrom,
  type Incompetence,
} from '@fuhua/rules';
import {
  communityEvents,
  communityLeaderEnded,
  communityLeaderEngaged,
  externalGuidanceAnswered,
  externalGuidanceOverdue,
  externalGuidanceRequested,
  judicialReferralRecorded,
  mediatorAppointed,
  mediatorReleased,
  mediatorTermEnded,
  organizationDrawnIn,
  type CommunityEvent,
} from './community.events.ts';

import type {
  Act,
  ActCommand,
  Community,
  CommunityCommand,
  CommunityRefusal,
  Decided,
  Opened,
  PassDeadline,
  RecordKind,
} from './record.decider.ts';

/** People around a base: leaders, mediators, referrals, and outsiders who ask (四(二)1-4, 2-3, 五(三)). */

/** Working days in which an outsider is answered: a default [D]. */
const ANSWER_WORKING_DAYS = 10;

export const communityDecider: Decider<
  Community,
  CommunityCommand,
  CommunityEvent,
  CommunityRefusal
> = {
  initial: { stage: 'none' },
  decide(command, state) {
    if (command.type === 'PassDeadline') return passDeadline(command, state);
    const incompetent = competence(command);
    if (incompetent !== undefined) return refuse(incompetent);
    const { record, base, today } = command;
    const of = { record, base };
    switch (command.type) {
      case 'EngageLeader':
      case 'AppointMediator':
      case 'RecordReferral':
      case 'RequestGuidance':
        return state.stage === 'none'
          ? open(command)
          : refuse({ code: 'incubation.community-record-already-opened' });
      case 'RecordDrawnIn': {
        const event = organizationDrawnIn({ ...of, ...command.given });
        const { organization, on } = command.given;
        return onKind(state, 'leader', (leader) =>
          leader.drawnIn.has(organization)
            ? refuse({ code: 'incubation.organization-already-drawn-in' })
            : following(leader, on, today, event),
        );
      }
      case 'EndLeader': {
        const event = communityLeaderEnded({ ...of, ...command.given });
        return onKind(state, 'leader', (leader) =>
          following(leader, command.given.on, today, event),
        );
      }
      case 'ReleaseMediator': {
        const event = mediatorReleased({ ...of, ...command.given });
        return onKind(state, 'mediator', (mediator) =>
          following(mediator, command.given.on, today, event),
        );
      }
      case 'AnswerGuidance': {
        const event = externalGuidanceAnswered({ ...of, ...command.given });
        return onKind(state, 'request', (request) =>
          following(request, command.given.on, today, event),
        );
      }
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'CommunityLeaderEngaged': {
        const { record, base, division, since } = event.data;
        return { stage: 'leader', record, base, division, since, drawnIn: new Set() };
      }
      case 'MediatorAppointed': {
        const { record, base, division, validFrom: since, validTo } = event.data;
        return { stage: 'mediator', record, base, division, since, validTo };
      }
      case 'JudicialReferralRecorded': {
        const { record, base, division, on: since } = event.data;
        return { stage: 'referral', record, base, division, since };
      }
      case 'ExternalGuidanceRequested': {
        const { record, base, division, receivedOn: since, answerBy } = event.data;
        return { stage: 'request', record, base, division, since, answerBy, overdue: false };
      }
      case 'OrganizationDrawnIn': {
        if (state.stage !== 'leader') return state;
        return { ...state, drawnIn: new Set(state.drawnIn).add(event.data.organization) };
      }
      case 'CommunityLeaderEnded':
      case 'MediatorReleased':
      case 'ExternalGuidanceAnswered':
        return state.stage === 'none' ? state : { ...state, endedOn: event.data.on };
      case 'MediatorTermEnded':
        return state.stage === 'none'
          ? state
          : { ...state, endedOn: addDays(event.data.validTo, 1) };
      case 'ExternalGuidanceOverdue':
        return state.stage === 'request' ? { ...state, overdue: true } : state;
    }
  },
  deadlines: (state) => deadlinesOf(state),
};

export const community: Slice<Community, CommunityCommand, CommunityEvent, CommunityRefusal> = {
  category: 'community',
  events: communityEvents,
  decider: communityDecider,
};

/** Whom events concern: the base and where it stood. */
export function aboutCommunity(
  state: Community,
  [first]: readonly CommunityEvent[],
): { readonly base?: BaseId; readonly division?: DivisionCode } {
  if (state.stage !== 'none') return { base: state.base, division: state.division };
  return first !== undefined && 'division' in first.data
    ? { base: first.data.base, division: first.data.division }
    : {};
}

/** R-JUR-01 (definition 8): who records facts of a base. */
function competence({ officer, today: day }: Act): Incompetence<'incubation'> | undefined {
  return officer && incompetence('incubation', mayDecide({ ...officer, act: 'record', day }));
}

type Opening = Extract<
  ActCommand,
  { type: 'EngageLeader' | 'AppointMediator' | 'RecordReferral' | 'RequestGuidance' }
>;

/** Recorded on its day or later; a mediator may be appointed ahead. */
function open(command: Opening): Decided {
  const { record, base, division, today } = command;
  const opening = { record, base, division };
  const past = (day: Day, event: CommunityEvent): Decided =>
    day > today ? refuse({ code: 'incubation.day-in-future', day, today }) : ok([event]);
  switch (command.type) {
    case 'EngageLeader': {
      const { since, consent } = command.given;
      const event = communityLeaderEngaged({ ...opening, ...command.given });
      return past(since > consent.on ? since : consent.on, event);
    }
    case 'AppointMediator': {
      const { validFrom, validTo } = command.given;
      return validTo < validFrom
        ? refuse({ code: 'incubation.validity-reversed', validFrom, validTo })
        : ok([mediatorAppointed({ ...opening, ...command.given })]);
    }
    case 'RecordReferral':
      return past(command.given.on, judicialReferralRecorded({ ...opening, ...command.given }));
    case 'RequestGuidance': {
      const { given, calendar } = command;
      const answerBy = dueAfterWorkingDays(given.receivedOn, ANSWER_WORKING_DAYS, calendar);
      const clock = { answerBy, calendar: calendar.id };
      return past(given.receivedOn, externalGuidanceRequested({ ...opening, ...given, ...clock }));
    }
  }
}

function onKind<K extends RecordKind>(
  state: Community,
  needed: K,
  decide: (record: Extract<Community, { stage: K }>) => Decided,
): Decided {
  if (state.stage === 'none') return refuse({ code: 'incubation.community-record-unknown' });
  if (!isOf(state, needed)) {
    return refuse({ code: 'incubation.community-record-of-other-kind', needed });
  }
  return decide(state);
}

function isOf<K extends RecordKind>(
  state: Community,
  kind: K,
): state is Extract<Community, { stage: K }> {
  return state.stage === kind;
}

/** What follows on an open record, from its first day to today. */
function following(
  { since, endedOn }: Opened,
  on: Day,
  today: Day,
  event: CommunityEvent,
): Decided {
  if (endedOn !== undefined) {
    return refuse({ code: 'incubation.community-record-over', on: endedOn });
  }
  if (on > today) return refuse({ code: 'incubation.day-in-future', day: on, today });
  return on < since
    ? refuse({ code: 'incubation.days-out-of-order', first: since, then: on })
    : ok([event]);
}

function deadlinesOf(state: Community): readonly Deadline[] {
  if (state.stage === 'mediator' && state.endedOn === undefined) {
    return [{ name: 'term-end', due: startOfDay(addDays(state.validTo, 1)) }];
  }
  return state.stage === 'request' && state.endedOn === undefined && !state.overdue
    ? [{ name: 'answer', due: missedFrom(state.answerBy) }]
    : [];
}

function passDeadline({ name, now }: PassDeadline, state: Community): Decided {
  const deadline = deadlinesOf(state).find((one) => one.name === name);
  if (state.stage === 'none' || deadline === undefined) return ok([]);
  const { due } = deadline;
  if (now < due) return refuse({ code: 'incubation.not-due-yet', name, due });
  const { record, base } = state;
  if (state.stage === 'mediator') {
    return ok([mediatorTermEnded({ record, base, validTo: state.validTo })]);
  }
  return state.stage === 'request'
    ? ok([externalGuidanceOverdue({ record, base, due: state.answerBy.due })])
    : ok([]);
}
