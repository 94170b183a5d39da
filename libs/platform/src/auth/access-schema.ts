import pg from 'pg';

/** Owns the table and the functions; nobody logs in as it. */
export const ACCESS_OWNER_ROLE = 'fuhua_access_owner';

/** Never less: the records are evidence. */
export const KEPT_DAYS_MIN = 180;

const TABLE = `
create table if not exists access.access_record (
  at timestamptz not null,
  person uuid not null,
  role text not null,
  authority uuid,
  method text not null,
  route text not null,
  subject text,
  outcome text not null,
  request_id text not null,
  rule text,
  clause text
) partition by range (at);
create index if not exists access_record_person on access.access_record (person, at);
create index if not exists access_record_subject on access.access_record (subject, at);

comment on table access.access_record is
  'Who was refused what, and who was shown personal data of whom. Only added to; whole months go after 180 days or more.';
`;

const FUNCTIONS = `
create or replace function access.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $function$
begin
  raise exception 'access.access_record is only ever added to' using errcode = 'insufficient_privilege';
end
$function$;
create or replace trigger access_record_only_added_to
  before update or delete on access.access_record
  for each row execute function access.refuse_change();

-- The month of p_at (Asia/Shanghai) and the two after it.
create or replace function access.make_partitions(p_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $function$
declare
  v_month timestamp;
begin
  if p_at not between '2000-01-01' and '2200-01-01' then
    raise exception 'no month for %', p_at using errcode = 'invalid_parameter_value';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('fuhua access', 0));
  for k in 0..2 loop
    v_month := date_trunc('month', p_at at time zone 'Asia/Shanghai') + make_interval(months => k);
    execute format(
      'create table if not exists access.%I partition of access.access_record for values from (%L) to (%L)',
      'access_record_' || to_char(v_month, 'YYYYMM'),
      v_month at time zone 'Asia/Shanghai',
      (v_month + interval '1 month') at time zone 'Asia/Shanghai');
  end loop;
end
$function$;

-- Drops whole months that ended p_days or more before p_now; answers their names.
create or replace function access.drop_older(p_now timestamptz, p_days integer) returns setof text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $function$
declare
  v_name text;
begin
  if p_days < ${String(KEPT_DAYS_MIN)} then
    raise exception 'access records are kept for ${String(KEPT_DAYS_MIN)} days at least'
      using errcode = 'invalid_parameter_value';
  end if;
  for v_name in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'access.access_record'::regclass
      and (to_timestamp(right(c.relname, 6), 'YYYYMM')::timestamp + interval '1 month')
        at time zone 'Asia/Shanghai' <= p_now - make_interval(days => p_days)
    order by c.relname
  loop
    execute format('drop table access.%I', v_name);
    return next v_name;
  end loop;
end
$function$;
revoke all on function access.make_partitions, access.drop_older from public;
`;

// Roles are shared by the databases of a cluster: another database's migration may be first.
const OWNER = `
do $do$
begin
  create role ${ACCESS_OWNER_ROLE} nologin;
exception when duplicate_object or unique_violation then
  null;
end
$do$;
do $do$
begin
  if not pg_has_role(current_user, '${ACCESS_OWNER_ROLE}', 'set') then
    execute format('grant ${ACCESS_OWNER_ROLE} to %I with set true', current_user);
  end if;
end
$do$;
`;

export interface MigrateAccessOptions {
  /** May add records and make months; it cannot read, change or remove any. Must exist, and be no superuser. */
  readonly serviceRole: string;
}

/**
 * Makes the table, or brings it to this version; running it again changes nothing. Safe while services run.
 * @param pool of a superuser, or of a role that may create roles and schemas in this database
 */
export async function migrateAccessRecords(
  pool: pg.Pool,
  { serviceRole }: MigrateAccessOptions,
): Promise<void> {
  const role = pg.escapeIdentifier(serviceRole);
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(`select pg_advisory_xact_lock(hashtextextended('fuhua access', 0))`);
    await client.query(OWNER);
    await client.query(`create schema if not exists access authorization ${ACCESS_OWNER_ROLE}`);
    await client.query(`set local role ${ACCESS_OWNER_ROLE}`);
    await client.query(TABLE + FUNCTIONS);
    await client.query(`
      revoke all on all tables in schema access from public, ${role};
      grant usage on schema access to ${role};
      grant insert on access.access_record to ${role};
      grant execute on function access.make_partitions to ${role};
    `);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/**
 * Drops whole months older than `days`, and answers their names.
 * @param pool of whoever may act as the owner, as after `migrateAccessRecords`; never the service's
 * @throws Error when `days` is less than 180
 */
export async function dropOldAccessRecords(
  pool: pg.Pool,
  { now, days }: { readonly now: string; readonly days: number },
): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(
    'select name from access.drop_older($1, $2) as name',
    [now, days],
  );
  return rows.map(({ name }) => name);
}
