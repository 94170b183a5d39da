import pg from 'pg';

/** Owns the tables and the functions that use them; nobody logs in as it. */
export const KEYS_OWNER_ROLE = 'fuhua_keys_owner';

/**
 * Advisory lock: shared by those who add keys, exclusive for whoever destroys or imports. So nobody adds a key for a
 * subject that is just being destroyed.
 */
export const KEYS_LOCK = `hashtextextended('fuhua keys', 0)`;

const TABLES = `
create table if not exists keys.subject_keys (
  subject uuid primary key,
  wrapped bytea not null,
  created_at timestamptz not null default now()
);
create table if not exists keys.destroyed (
  subject uuid primary key,
  reason text not null,
  destroyed_at timestamptz not null default now()
);
create table if not exists keys.master (
  one boolean primary key default true check (one),
  check_value bytea not null
);

comment on table keys.subject_keys is
  'One AES-256 key a natural person, wrapped under the master key, which is not in the database.';
comment on table keys.destroyed is
  'Whose key was destroyed, and why. Nobody here ever has a key again; a restore applies the list anew.';
comment on table keys.master is
  'Recognises the master key that wraps the keys: derived from it, and reveals nothing of it.';
`;

// Each function locks before it looks: a statement of its own sees what was committed until then. That needs READ
// COMMITTED, which the service's connections ask for.
const FUNCTIONS = `
create or replace function keys.find(p_subjects uuid[])
returns table (o_subject uuid, o_wrapped bytea, o_destroyed boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $function$
begin
  lock table keys.subject_keys in access share mode;
  return query
    select w.subject, k.wrapped, d.subject is not null
    from unnest(p_subjects) as w (subject)
    left join keys.subject_keys k on k.subject = w.subject
    left join keys.destroyed d on d.subject = w.subject
    where k.subject is not null or d.subject is not null;
end
$function$;

create or replace function keys.claim(p_subjects uuid[], p_wrapped bytea[])
returns table (o_subject uuid, o_wrapped bytea, o_destroyed boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $function$
begin
  perform pg_advisory_xact_lock_shared(${KEYS_LOCK});
  insert into keys.subject_keys (subject, wrapped)
    select c.subject, c.wrapped
    from unnest(p_subjects, p_wrapped) as c (subject, wrapped)
    where not exists (select from keys.destroyed d where d.subject = c.subject)
    order by c.subject -- two who claim the same subjects wait for one another in one order
    on conflict do nothing;
  return query select * from keys.find(p_subjects);
end
$function$;

create or replace function keys.destroy(p_subject uuid, p_reason text) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $function$
begin
  perform pg_advisory_xact_lock(${KEYS_LOCK});
  insert into keys.destroyed (subject, reason) values (p_subject, p_reason) on conflict do nothing;
  perform keys.drop_destroyed();
end
$function$;

-- Deleting a row leaves its bytes in the table's file, and so does VACUUM. So the keys that stay are written to a new
-- file, and the old file goes with this transaction's commit.
create or replace function keys.drop_destroyed() returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $function$
declare
  v_kept keys.subject_keys[];
begin
  if not exists (select from keys.subject_keys k join keys.destroyed d using (subject)) then
    return;
  end if;
  lock table keys.subject_keys in access exclusive mode;
  select array_agg(k) into v_kept from keys.subject_keys k
    where not exists (select from keys.destroyed d where d.subject = k.subject);
  truncate keys.subject_keys;
  insert into keys.subject_keys select k.* from unnest(v_kept) as k;
end
$function$;

create or replace function keys.master_check(p_check bytea) returns bytea
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $function$
begin
  insert into keys.master (check_value) values (p_check) on conflict do nothing;
  return (select m.check_value from keys.master m);
end
$function$;
`;

/** Run by the owner. Running it again changes nothing. */
export function keysSchemaSql(serviceRole: string): string {
  const role = pg.escapeIdentifier(serviceRole);
  const usable = ['find(uuid[])', 'claim(uuid[], bytea[])', 'destroy(uuid, text)'];
  const functions = [...usable, 'master_check(bytea)'].map((name) => `keys.${name}`).join(', ');
  return `
${TABLES}
${FUNCTIONS}
revoke all on all functions in schema keys from public;
grant usage on schema keys to ${role};
grant execute on function ${functions} to ${role};
`;
}
