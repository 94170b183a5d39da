import type { BaseId, Day, OrganizationId } from '@fuhua/kernel';
import { cursorOf } from '../http/cursor.ts';

/**
 * Whom an item waits for, or is addressed to. `higher-authority`: the next higher one (definition 8); `both-sides`: the
 * operator of the base and the organization; `person`: one that is named, and nobody else sees it.
 */
export const ASSIGNEES = [
  ...(['authority', 'higher-authority', 'operator', 'organization'] as const),
  ...(['both-sides', 'person'] as const),
] as const;
export type Assignee = (typeof ASSIGNEES)[number];

/** 待办 · 通知: something that waits for somebody, or that somebody is to read. No other person is named in it. */
export interface TodoItem {
  /** `<stream>/<item>`; the same as long as it is open. */
  readonly id: string;
  /** `pre-review` */
  readonly kind: string;
  readonly service: string;
  readonly stream: string;
  readonly title: { readonly zh: string; readonly en: string };
  /** Its last day. */
  readonly dueOn?: Day;
  readonly overdue: boolean;
  /** The day on which it came up. */
  readonly since: Day;
  readonly assignee: Assignee;
  readonly base: BaseId;
  readonly organization: OrganizationId;
}

/** So that what has no last day comes last. */
export const NO_LAST_DAY = '9999-12-31';

type Placed = Pick<TodoItem, 'dueOn' | 'since' | 'id'>;

/** Where an item stands in a list: by its last day, then by when it came up. The same in every service. */
export function placeOf({ dueOn = NO_LAST_DAY as Day, since, id }: Placed): readonly string[] {
  return [dueOn, since, id];
}

/** In ASCII, as PostgreSQL's collation "C" has it. */
export function byPlace(a: Placed, b: Placed): number {
  const [left, right] = [placeOf(a).join(' '), placeOf(b).join(' ')];
  return left < right ? -1 : Number(left > right);
}

/** The cursor of what follows the item, for any service. */
export const cursorAfter = (item: Placed): string => cursorOf(placeOf(item));
