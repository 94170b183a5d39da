import {
  BaseId,
  CaseId,
  Day,
  DivisionCode,
  EventId,
  OrganizationId,
  type EventOf,
} from '@fuhua/kernel';
import { z } from 'zod';
import { publicEvent } from './public-event.ts';

/** Incubation's public events about plans and what is done by them (四(三)2-3, 三(二)-3, 三(三)). */

const of = { case: CaseId, base: BaseId, organization: OrganizationId };
const ruleSet = z.object({ id: z.string(), version: z.int().positive() });
const item = z.int().positive();
const served = { ...of, on: Day, hours: z.number().positive(), persons: z.int().positive() };

/** By which rule set. */
export const incubationPlanApproved = publicEvent(
  'IncubationPlanApproved',
  z.object({ ...of, ruleSet, on: Day }),
);

export const planItemCompleted = publicEvent(
  'PlanItemCompleted',
  z.object({ ...of, item, on: Day }),
);

export const planItemOverdue = publicEvent('PlanItemOverdue', z.object({ ...of, item, due: Day }));

/** Both sides agreed; `items` is how many there are now. */
export const planAmended = publicEvent(
  'PlanAmended',
  z.object({ ...of, proposed: EventId, items: z.int().positive(), on: Day }),
);

/** One of the seven of 三(二)-3. */
export const supportServiceDelivered = publicEvent(
  'SupportServiceDelivered',
  z.object({
    ...served,
    code: z.enum([
      ...(['space', 'capacity', 'finance-guidance', 'training'] as const),
      ...(['information', 'demand-link', 'project-supervision'] as const),
    ]),
  }),
);

export const guidanceDelivered = publicEvent(
  'GuidanceDelivered',
  z.object({
    ...served,
    mode: z.enum(['system', 'individual']),
    axis: z.enum(['project-management', 'brand', 'self-governance', 'tax']),
  }),
);

/** `place`: 12 digits. */
export const communityActivityReported = publicEvent(
  'CommunityActivityReported',
  z.object({
    ...of,
    series: z.enum(['neighbourhood', 'co-governance', 'safety', 'culture', 'other']),
    title: z.string(),
    on: Day,
    place: DivisionCode,
    beneficiaries: z.int().nonnegative(),
    hours: z.number().positive(),
  }),
);

export type PublicPlanEvent =
  | EventOf<typeof incubationPlanApproved>
  | EventOf<typeof planItemCompleted>
  | EventOf<typeof planItemOverdue>
  | EventOf<typeof planAmended>
  | EventOf<typeof supportServiceDelivered>
  | EventOf<typeof guidanceDelivered>
  | EventOf<typeof communityActivityReported>;
