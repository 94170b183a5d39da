import {
  addDays,
  ok,
  refuse,
  startOfDay,
  type Day,
  type Deadline,
  type EventId,
  type Instant,
  type Origin,
} from '@fuhua/kernel';
import { termEnd } from '@fuhua/rules';
import {
  isNew,
  mayEnd,
  notEnded,
  notInFuture,
  existed,
  registered,
  validity,
} from './checks.decider.ts';
import {
  charityStatusRecorded,
  classificationEnded,
  classificationRecorded,
  gradeAwarded,
  gradeExpired,
  gradeWithdrawn,
  publicFundraisingGranted,
  publicFundraisingWithdrawn,
  taxQualificationExpiring,
  taxQualificationLapsed,
  taxQualificationRecorded,
  taxQualificationWithdrawn,
  type QualificationEvent,
  type TaxQualification,
} from './organization.events.ts';
import {
  addEntry,
  endEntry,
  record,
  type Act,
  type Decided,
  type Endable,
  type Entry,
  type FactOf,
  type OnRecord,
} from './record.decider.ts';

/** Grades are valid for 5 years (民政部令39号). */
const GRADE_MONTHS = 60;
/** An exemption for 5 years (财税〔2018〕13号), a deduction for 3 (公告2020年27号). */
const TAX_MONTHS: Readonly<Record<TaxQualification, number>> = {
  'npo-exemption': 60,
  'donation-deduction': 36,
};
/** Before the last day of a tax qualification. */
const ALERT_DAYS = [90, 60, 30] as const;

/** Without a last day: the term that the rules give, from the first. */
type Defaulted<F extends { validTo: Day }> = Omit<F, 'validTo'> & { validTo?: Day | undefined };

export type QualificationCommand = Act &
  (
    | { type: 'RecordGrade'; fact: Defaulted<FactOf<typeof gradeAwarded>> }
    | { type: 'RecordGradeWithdrawal'; fact: FactOf<typeof gradeWithdrawn> }
    | { type: 'RecordTaxQualification'; fact: Defaulted<FactOf<typeof taxQualificationRecorded>> }
    | { type: 'RecordTaxQualificationWithdrawal'; fact: FactOf<typeof taxQualificationWithdrawn> }
    | { type: 'RecordCharityStatus'; fact: FactOf<typeof charityStatusRecorded> }
    | { type: 'RecordPublicFundraising'; fact: FactOf<typeof publicFundraisingGranted> }
    | { type: 'RecordPublicFundraisingWithdrawal'; fact: FactOf<typeof publicFundraisingWithdrawn> }
    | { type: 'RecordClassification'; fact: FactOf<typeof classificationRecorded> }
    | { type: 'RecordClassificationEnd'; fact: FactOf<typeof classificationEnded> }
  );

export interface PassDeadline {
  type: 'PassDeadline';
  name: string;
  now: Instant;
}

export function decideQualification(command: QualificationCommand, state: OnRecord): Decided {
  const { organization } = state;
  switch (command.type) {
    case 'RecordGrade':
      return recordGrade(command.fact, state, command.today);
    case 'RecordGradeWithdrawal': {
      const event = gradeWithdrawn({ organization, ...command.fact });
      return withdraw(event, 'GradeAwarded', state, command.today);
    }
    case 'RecordTaxQualification':
      return recordTaxQualification(command.fact, state);
    case 'RecordTaxQualificationWithdrawal': {
      const event = taxQualificationWithdrawn({ organization, ...command.fact });
      return withdraw(event, 'TaxQualificationRecorded', state, command.today);
    }
    case 'RecordCharityStatus': {
      const { since } = command.fact;
      const event = charityStatusRecorded({ organization, ...command.fact });
      return record(
        [event],
        registered(state, since),
        notInFuture(since, command.today),
        notEnded(state, since),
        isNew(state, event),
      );
    }
    case 'RecordPublicFundraising': {
      const { validFrom, validTo } = command.fact;
      const event = publicFundraisingGranted({ organization, ...command.fact });
      return record(
        [event],
        registered(state, validFrom),
        validity(validFrom, validTo),
        notEnded(state, validFrom),
        isNew(state, event),
      );
    }
    case 'RecordPublicFundraisingWithdrawal': {
      const event = publicFundraisingWithdrawn({ organization, ...command.fact });
      return withdraw(event, 'PublicFundraisingGranted', state, command.today);
    }
    case 'RecordClassification':
      return recordClassification(command.fact, state);
    case 'RecordClassificationEnd': {
      const event = classificationEnded({ organization, ...command.fact });
      return withdraw(event, 'ClassificationRecorded', state, command.today);
    }
  }
}

function recordGrade(
  fact: Defaulted<FactOf<typeof gradeAwarded>>,
  state: OnRecord,
  today: Day,
): Decided {
  const { awardedOn, validFrom, validTo = termEnd(validFrom, GRADE_MONTHS) } = fact;
  const event = gradeAwarded({ organization: state.organization, ...fact, validTo });
  return record(
    [event],
    registered(state, validFrom),
    registered(state, awardedOn),
    notInFuture(awardedOn, today),
    validity(validFrom, validTo),
    notEnded(state, validFrom),
    isNew(state, event),
  );
}

function recordTaxQualification(
  fact: Defaulted<FactOf<typeof taxQualificationRecorded>>,
  state: OnRecord,
): Decided {
  const { qualification, validFrom } = fact;
  const { validTo = termEnd(validFrom, TAX_MONTHS[qualification]) } = fact;
  const event = taxQualificationRecorded({ organization: state.organization, ...fact, validTo });
  return record(
    [event],
    registered(state, validFrom),
    validity(validFrom, validTo),
    notEnded(state, validFrom),
    isNew(state, event),
  );
}

/** A social work service agency is a 民非; the other three are bodies of any form. */
function recordClassification(
  fact: FactOf<typeof classificationRecorded>,
  state: OnRecord,
): Decided {
  const { validFrom, validTo } = fact;
  const { body } = state;
  const event = classificationRecorded({ organization: state.organization, ...fact });
  const isAgency = fact.classification === 'social-work-agency';
  const needed = 'social-service-organization';
  return record(
    [event],
    isAgency ? registered(state, validFrom) : existed(state, validFrom),
    isAgency && body.form === 'registered' && body.kind !== needed
      ? { code: 'registry.wrong-organization-kind', kind: body.kind, needed }
      : undefined,
    validity(validFrom, validTo),
    notEnded(state, validFrom),
    isNew(state, event),
  );
}

function withdraw(
  event: Extract<QualificationEvent, { data: { on: Day } }>,
  type: Endable['type'],
  state: OnRecord,
  today: Day,
): Decided {
  const { recorded, on } = event.data;
  return record([event], mayEnd(state, type, recorded, on), notInFuture(on, today));
}

export function evolveQualification(
  state: OnRecord,
  event: QualificationEvent,
  origin: Origin,
): OnRecord {
  switch (event.type) {
    case 'GradeAwarded':
    case 'TaxQualificationRecorded':
    case 'PublicFundraisingGranted':
    case 'ClassificationRecorded':
      return addEntry(state, event, origin);
    case 'GradeWithdrawn':
    case 'TaxQualificationWithdrawn':
    case 'PublicFundraisingWithdrawn':
    case 'ClassificationEnded':
      return endEntry(state, event.data.recorded, event.data.on);
    case 'CharityStatusRecorded': {
      const { since, charity } = event.data;
      return { ...state, charity: new Map(state.charity).set(since, charity) };
    }
    case 'GradeExpired':
    case 'TaxQualificationExpiring':
    case 'TaxQualificationLapsed':
      return { ...state, passed: new Set(state.passed).add(passedBy(event)) };
  }
}

type Passed = Extract<
  QualificationEvent,
  { type: 'GradeExpired' | 'TaxQualificationExpiring' | 'TaxQualificationLapsed' }
>;

interface Open extends Deadline {
  readonly event: Passed;
}

/** A corrected last day is another deadline. */
function passedBy({ type, data }: Passed): string {
  const daysLeft = 'daysLeft' in data ? data.daysLeft : 0;
  return [type, data.recorded, data.validTo, daysLeft].join(' ');
}

/** Of each qualification only the newest counts, and nothing is raised that was past when it was recorded. */
function openDeadlines(state: OnRecord): readonly Open[] {
  if (state.endedOn !== undefined) return [];
  const newest = new Map<string, readonly [EventId, Entry]>();
  for (const [id, entry] of state.entries) {
    const { type, data } = entry.fact;
    if (type !== 'GradeAwarded' && type !== 'TaxQualificationRecorded') continue;
    const what = type === 'GradeAwarded' ? 'grade' : data.qualification;
    const other = newest.get(what)?.[1].fact.data;
    const isNewer =
      other === undefined || !('validFrom' in other) || other.validFrom < data.validFrom;
    if (entry.endedOn === undefined && isNewer) newest.set(what, [id, entry]);
  }
  return [...newest.values()]
    .flatMap(([id, entry]) => deadlinesOf(state, id, entry).map((open) => ({ open, entry })))
    .filter(
      ({ open, entry }) => entry.recordedAt < open.due && !state.passed.has(passedBy(open.event)),
    )
    .map(({ open }) => open);
}

function deadlinesOf({ organization }: OnRecord, recorded: EventId, { fact }: Entry): Open[] {
  if (fact.type === 'GradeAwarded') {
    const { grade, validTo } = fact.data;
    const event = gradeExpired({ organization, recorded, grade, validTo });
    return [{ name: `grade-expired-${recorded}`, due: startOfDay(addDays(validTo, 1)), event }];
  }
  if (fact.type !== 'TaxQualificationRecorded') return [];
  const { qualification, validTo } = fact.data;
  const common = { organization, recorded, qualification, validTo };
  const lapsed = taxQualificationLapsed(common);
  return [
    ...ALERT_DAYS.map((daysLeft) => ({
      name: `tax-qualification-expiring-${daysLeft}-${recorded}`,
      due: startOfDay(addDays(validTo, -daysLeft)),
      event: taxQualificationExpiring({ ...common, daysLeft }),
    })),
    {
      name: `tax-qualification-lapsed-${recorded}`,
      due: startOfDay(addDays(validTo, 1)),
      event: lapsed,
    },
  ];
}

export function deadlines(state: OnRecord): readonly Deadline[] {
  return openDeadlines(state).map(({ name, due }) => ({ name, due }));
}

/** A deadline that is not open any more needs nothing. */
export function passDeadline({ name, now }: PassDeadline, state: OnRecord): Decided {
  const open = openDeadlines(state).find((deadline) => deadline.name === name);
  if (open === undefined) return ok([]);
  if (now < open.due) return refuse({ code: 'registry.not-due-yet', name, due: open.due });
  return ok([open.event]);
}
