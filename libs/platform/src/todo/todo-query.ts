import type { BaseId, Day, OrganizationId, PersonId } from '@fuhua/kernel';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../auth/grants.ts';
import type { View } from '../views/index.ts';
import { NO_LAST_DAY } from './item.ts';
import type { TodoRow } from './todo-view.ts';

/** Of an authority: the bases that it decides about, and those of the authorities below it. */
export interface Desk {
  readonly own: readonly BaseId[];
  readonly higher: readonly BaseId[];
}

/** Whose items are shown. */
export interface TodoReach extends Desk {
  /** Those that the person's operator runs. */
  readonly operated: readonly BaseId[];
  readonly organizations: readonly OrganizationId[];
  readonly person: PersonId;
}

/** What the grants of a person reach; its desk is for whoever knows the authorities. */
export function reachOf({ person, grants }: Caller, desk: Desk): TodoReach {
  const of = (role: string) => grants.filter((grant) => grant.role === role);
  return {
    ...desk,
    operated: of('operator').flatMap(({ reach }) => reach.base ?? []),
    organizations: of('organization').flatMap(({ reach }) => reach.organization ?? []),
    person,
  };
}

export interface Wanted {
  readonly kinds: readonly string[];
  readonly overdue?: 'yes' | 'no' | undefined;
  readonly today: Day;
  /** The place after which it goes on. */
  readonly last?: readonly (string | number)[] | undefined;
  readonly take: number;
}

export type ShownRow = Pick<
  TodoRow,
  'stream' | 'kind' | 'assignee' | 'base' | 'organization' | 'dueOn' | 'since'
> & { readonly id: string };

/** The open items of these views that the reach shows, in the order of `byPlace`. */
export function todosIn(
  manager: EntityManager,
  views: readonly View<TodoRow>[],
  { own, higher, operated, organizations, person }: TodoReach,
  { kinds, overdue, today, last, take }: Wanted,
): Promise<readonly ShownRow[]> {
  const tables = views.map(({ name }) => `select * from ${name}`).join(' union all ');
  const [dueOn = '', since = '', id = ''] = last ?? [];
  return manager.query<ShownRow[]>(
    `select * from (
       select one.*, coalesce("dueOn", '${NO_LAST_DAY}') collate "C" as place from (
         select (stream || '/' || item) collate "C" as id, stream, kind, assignee, base, organization, person,
           to_char(due_on, 'YYYY-MM-DD') as "dueOn", to_char(since, 'YYYY-MM-DD') collate "C" as since
         from (${tables}) as every_one
       ) as one
     ) as placed
     where kind = any($1)
       and (assignee = 'authority' and base = any($2)
         or assignee = 'higher-authority' and base = any($3)
         or assignee in ('operator', 'both-sides') and base = any($4)
         or assignee in ('organization', 'both-sides') and organization = any($5)
         or assignee = 'person' and person = $6)
       and ($7::boolean is null or $7 = (place < $8))
       and (place, since, id) > ($9, $10, $11)
     order by place, since, id
     limit $12`,
    [
      ...[kinds, own, higher, operated, organizations, person],
      ...[overdue === undefined ? null : overdue === 'yes', today, dueOn, since, id, take],
    ],
  );
}
