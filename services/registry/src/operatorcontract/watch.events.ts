import { Day, event, EventId, type EventOf } from '@fuhua/kernel';
import { Due } from '@fuhua/rules';
import { z } from 'zod';
import { AlertGround, Lapse, ObservedGrade, Reason, subject } from './values.events.ts';

/** What is watched while a contract is in force (R-OPR-03), and what follows from an operator's work (四(三)1-4). */

/** 运营方等级已核对: the award it has now, or none; `lapse` is what follows when nothing newer comes. */
export const operatorGradeObserved = event(
  'OperatorGradeObserved',
  1,
  z.object({ ...subject, on: Day, grade: ObservedGrade.optional(), lapse: Lapse.optional() }),
);

/** 运营方风险已预警. While it is open nothing is renewed. */
export const operatorAlertRaised = event(
  'OperatorAlertRaised',
  1,
  z.object({
    ...subject,
    ground: AlertGround,
    /** The first day on which it was so. */
    since: Day,
    /** The ListingRecorded, for a listing. */
    listing: EventId.optional(),
    /** By when the alert had to be raised: one working day. */
    alertBy: Due,
    cureBy: Due,
  }),
);

/** 运营方已整改: a new grade, or the listing lifted. */
export const operatorCured = event(
  'OperatorCured',
  1,
  z.object({ ...subject, alert: EventId, on: Day }),
);

/** 整改期已满 without a cure. */
export const curePeriodExpired = event(
  'CurePeriodExpired',
  1,
  z.object({ ...subject, alert: EventId, due: Day }),
);

/** 终止程序已启动, for an operator on the list of serious violations. */
export const terminationProcedureOpened = event(
  'TerminationProcedureOpened',
  1,
  z.object({ ...subject, listing: EventId, on: Day }),
);

/** 运营方已警示 */
export const operatorWarned = event(
  'OperatorWarned',
  1,
  z.object({ ...subject, on: Day, reason: Reason }),
  { correctable: ['reason'] },
);

/** 运营方已限制: no nomination of the organization anywhere, from `validFrom` through `validTo` (R-ASM-04). */
export const operatorBarred = event(
  'OperatorBarred',
  1,
  z.object({ ...subject, validFrom: Day, validTo: Day, reason: Reason }),
);

/** 运营方限制已解除. From `on` it is barred no longer. */
export const operatorBarLifted = event(
  'OperatorBarLifted',
  1,
  z.object({ ...subject, bar: EventId, on: Day, reason: Reason }),
);

export const watchEvents = [
  operatorGradeObserved,
  operatorAlertRaised,
  operatorCured,
  curePeriodExpired,
  terminationProcedureOpened,
  operatorWarned,
  operatorBarred,
  operatorBarLifted,
] as const;
export type WatchEvent = EventOf<(typeof watchEvents)[number]>;
