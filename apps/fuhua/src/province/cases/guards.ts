import { dayOf, type CaseId, type Day, type EventId } from '@fuhua/kernel';
import type { CaseCommand } from '@fuhua/incubation';
import type { Drafted } from '@fuhua/platform/handle';
import { platformActor } from '@fuhua/platform/reactions';
import { residencyOf, spaceOf, type CaseTelling } from './telling.ts';

/** The guards and the plan hear what a case has told, under the ids that the reactions would use. */

const ends: readonly string[] = [
  ...['EntryLapsed', 'EntryApprovalWithdrawn', 'EndedWithoutGraduation'],
  ...['VoluntaryExitRecorded', 'Graduated'],
];

const toPlan: Readonly<Record<string, 'SuspendSupport' | 'ResumeSupport'>> = {
  ...{ SupportSuspended: 'SuspendSupport', SupportResumed: 'ResumeSupport' },
};

/** All that the case has told since it was heard last, the guards' answers included. */
export async function hear(t: CaseTelling): Promise<void> {
  for (let event = nextOf(t); event !== undefined; event = nextOf(t)) {
    t.heard += 1;
    if (event.type === 'EntryApprovalSought') await sought(t, event);
    if (event.type === 'EarlyExitBecameFinal') bar(t, event);
    const isFinal = event.type === 'EarlyExitBecameFinal';
    const isEnd = ends.includes(event.type);
    if (isEnd || isFinal) await residencyBack(t, event);
    if (isEnd || event.type === 'HandoverCompleted') await placeBack(t, event);
    if (isEnd || isFinal || event.type === 'EntryRejected') over(t);
    if (isEnd || isFinal) await t.cancelPanel?.(event);
    if (isEnd || isFinal) t.cancelPanel = undefined;
    const heard = isEnd || isFinal ? 'ClosePlan' : toPlan[event.type];
    if (heard !== undefined) await planFollows(t, event, heard);
  }
}

const nextOf = ({ story, heard }: CaseTelling): Drafted | undefined => story.events()[heard];

async function sought(t: CaseTelling, { id: askedBy, data }: Drafted): Promise<void> {
  const { organization } = t.applicant;
  const { base } = t.place.plan;
  const { mode, capacity } = data as { mode: 'in-shell' | 'virtual'; capacity: number };
  const asked = { organization, base, case: t.id, askedBy };
  const place = mode === 'virtual' ? undefined : { capacity };
  const [answer] = await residencyOf(t.around, organization).tell({
    ...{ on: t.around.today, by: platformActor },
    command: { type: 'TakeResidency', ...asked, mode, place },
    because: { group: 'admission-sought', event: askedBy },
  });
  if (answer === undefined) throw new Error('residency answers what asks');
  const because = { group: 'residency-answered', event: answer.id };
  if (answer.type === 'ResidencyRefused') {
    const { holder } = answer.data as { holder: CaseId };
    const refused = { answer: 'refused', guard: 'residency', holder } as const;
    return conclude(t, askedBy, refused, because);
  }
  if (place === undefined) return conclude(t, askedBy, { answer: 'granted' }, because);
  const [allocated] = await spaceOf(t.around, t.place).tell({
    ...{ on: t.around.today, by: platformActor },
    command: { type: 'AllocateSpace', ...asked, capacity },
    because: { group: 'place-sought', event: answer.id },
  });
  if (allocated === undefined) throw new Error('the place answers what asks');
  if (allocated.type === 'PlaceRefused') return placeRefused(t, askedBy, allocated.id);
  const granted = { group: 'space-allocated', event: allocated.id };
  return conclude(t, askedBy, { answer: 'granted' }, granted);
}

async function placeRefused(t: CaseTelling, answers: EventId, refused: EventId): Promise<void> {
  const { organization } = t.applicant;
  const [released] = await residencyOf(t.around, organization).tell({
    ...{ on: t.around.today, by: platformActor },
    command: { type: 'ReleaseResidency', organization, case: t.id, becauseOf: refused, answers },
    because: { group: 'place-refused', event: refused },
  });
  if (released === undefined) throw new Error('residency is given back');
  const because = { group: 'residency-answered', event: released.id };
  await conclude(t, answers, { answer: 'refused', guard: 'space' }, because);
}

type Answer =
  Extract<CaseCommand, { type: 'ConcludeAdmission' }> extends infer C
    ? C extends { type: 'ConcludeAdmission' }
      ? Omit<C, 'type' | 'sought' | 'by'>
      : never
    : never;

async function conclude(
  t: CaseTelling,
  sought: EventId,
  answer: Answer,
  because: { readonly group: string; readonly event: EventId },
): Promise<void> {
  const by = because.event;
  const command = { type: 'ConcludeAdmission', sought, by, ...answer } as CaseCommand;
  await t.story.tell({ on: t.around.today, by: platformActor, command, because });
}

async function residencyBack(t: CaseTelling, { id: becauseOf }: Drafted): Promise<void> {
  const { organization } = t.applicant;
  await residencyOf(t.around, organization).tell({
    ...{ on: t.around.today, by: platformActor },
    command: { type: 'ReleaseResidency', organization, case: t.id, becauseOf },
    because: { group: 'case-ended-residency', event: becauseOf },
  });
}

async function placeBack(t: CaseTelling, { id: becauseOf }: Drafted): Promise<void> {
  const { base } = t.place.plan;
  await spaceOf(t.around, t.place).tell({
    ...{ on: t.around.today, by: platformActor },
    command: { type: 'ReleaseSpace', base, case: t.id, becauseOf },
    because: { group: 'case-ended-space', event: becauseOf },
  });
}

async function planFollows(
  t: CaseTelling,
  { id: becauseOf, origin }: Drafted,
  type: 'SuspendSupport' | 'ResumeSupport' | 'ClosePlan',
): Promise<void> {
  const on = dayOf(origin.occurredAt);
  await t.plan.tell({
    ...{ on: t.around.today, by: platformActor },
    command: { type, becauseOf, on },
    because: { group: 'plan-follows', event: becauseOf },
  });
}

function bar({ around, applicant }: CaseTelling, { id: event, data }: Drafted): void {
  const { barredUntil: until } = data as { barredUntil?: Day };
  if (until !== undefined) around.bars.set(applicant.organization, { until, event });
}

function over({ around: { open }, applicant: { organization } }: CaseTelling): void {
  open.set(organization, (open.get(organization) ?? 1) - 1);
}
