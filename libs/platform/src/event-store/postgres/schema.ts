import pg from 'pg';

/** Owns the tables and the one function that writes them; nobody logs in as it. */
export const OWNER_ROLE = 'fuhua_history_owner';

/** NOTIFY channel; the payload is the position of the newest event. */
export const CHANNEL = 'fuhua_history';

/**
 * Positions are gapless and become visible in their order: whoever appends holds the counter's row until its commit is
 * on disk. So a reader that has seen a position will never find an earlier one later.
 */
const TABLES = `
create table if not exists history.events (
  position bigint not null,
  stream text collate "C" not null,
  revision integer not null check (revision >= 0),
  category text collate "C" not null generated always as (split_part(stream, '-', 1)) stored,
  id uuid not null,
  type text collate "C" not null,
  data text not null,
  metadata text not null,
  constraint events_position primary key (position),
  constraint events_stream_revision unique (stream, revision),
  constraint events_id unique (id)
);
create index if not exists events_category on history.events (category, position);
create table if not exists history.counter (
  one boolean primary key default true check (one),
  position bigint not null
) with (fillfactor = 10);
create table if not exists history.epoch (
  one boolean primary key default true check (one),
  epoch uuid not null,
  since timestamptz not null default now()
);
insert into history.counter (position) values (0) on conflict do nothing;
insert into history.epoch (epoch) values (gen_random_uuid()) on conflict do nothing;

comment on table history.events is
  'Every event ever recorded, in global order. Nothing is ever changed or removed; only append_batch adds.';
comment on table history.counter is
  'The position of the newest event. Its row is the lock under which positions are given.';
comment on table history.epoch is
  'Names this history. A restore from a backup gives it a new name, so that cursors into the lost part are recognised.';
`;

const ONLY_ADDED_TO = `
create or replace function history.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $function$
begin
  raise exception 'history.events is only ever added to' using errcode = 'insufficient_privilege';
end
$function$;
create or replace trigger events_only_added_to
  before update or delete or truncate on history.events
  for each statement execute function history.refuse_change();
`;

/**
 * Writes many appends, each of them whole or not at all. Append n (from 1) goes to p_streams[n], whose newest revision
 * must be p_expected[n] (-1: no event); its events are those whose p_owners is n.
 *
 * Answers the position before the first event it wrote (the appends written follow one another from there, in their
 * order), and as JSON the appends it did not write: [n, newest revision or null, position of the last event if this
 * is a repeat, else null].
 */
const APPEND_BATCH = `
create or replace function history.append_batch(
  p_streams text[], p_expected integer[],
  p_owners integer[], p_ids uuid[], p_types text[], p_data text[], p_metadata text[],
  out before bigint, out unwritten text
) language plpgsql security definer set search_path = pg_catalog, pg_temp as $function$
declare
  v_off bigint[];
  v_stands integer[];
  v_count bigint;
begin
  -- From here to the commit this is the only writer. Each statement below sees what was committed before.
  select c.position into strict before from history.counter c for update;

  select array_agg(a.n), array_agg(a.stands) into v_off, v_stands
  from (
    select u.n, u.expected, (
      select e.revision from history.events e where e.stream = u.stream order by e.revision desc limit 1
    ) as stands
    from unnest(p_streams, p_expected) with ordinality as u(stream, expected, n)
  ) a
  where coalesce(a.stands, -1) <> a.expected;

  insert into history.events (position, stream, revision, id, type, data, metadata)
  select
    before + row_number() over (order by e.owner, e.n),
    a.stream,
    a.expected + row_number() over (partition by e.owner order by e.n),
    e.id, e.type, e.data, e.metadata
  from unnest(p_owners, p_ids, p_types, p_data, p_metadata)
    with ordinality as e(owner, id, type, data, metadata, n)
  join unnest(p_streams, p_expected) with ordinality as a(stream, expected, n) on a.n = e.owner
  where v_off is null or e.owner <> all (v_off);
  get diagnostics v_count = row_count;

  if v_off is null then
    if v_count <> cardinality(p_ids) then
      raise exception 'events without an append' using errcode = 'invalid_parameter_value';
    end if;
  else
    with repeats as (
      select e.owner, e.id, row_number() over (partition by e.owner order by e.n) as k
      from unnest(p_owners, p_ids) with ordinality as e(owner, id, n)
      where e.owner = any (v_off)
    )
    select json_agg(json_build_array(o.n, o.stands, r.position::text) order by o.n)::text into unwritten
    from unnest(v_off, v_stands) as o(n, stands)
    cross join lateral (
      select case when count(*) = count(e.id) then max(e.position) end as position
      from repeats b
      left join history.events e
        on e.stream = p_streams[o.n] and e.revision = p_expected[o.n] + b.k and e.id = b.id
      where b.owner = o.n
    ) r;
  end if;

  if v_count > 0 then
    update history.counter set position = before + v_count;
    perform pg_notify('${CHANNEL}', (before + v_count)::text);
  end if;
end
$function$;
revoke all on function history.append_batch from public;
`;

/** All that `migrateHistory` runs as the owner. Running it again changes nothing. */
export function schemaSql(serviceRole: string): string {
  const role = pg.escapeIdentifier(serviceRole);
  const grants = `
revoke all on all tables in schema history from public, ${role};
grant usage on schema history to ${role};
grant select on history.events, history.counter, history.epoch to ${role};
grant execute on function history.append_batch to ${role};
`;
  return [TABLES, ONLY_ADDED_TO, APPEND_BATCH, grants].join('\n');
}
