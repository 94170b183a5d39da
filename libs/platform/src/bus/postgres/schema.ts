import pg from 'pg';

/** Owns the tables and the functions that write them; nobody logs in as it. */
export const OWNER_ROLE = 'fuhua_bus_owner';

/** NOTIFY channel; the payload is the topic. */
export const CHANNEL = 'fuhua_bus';

const TABLES = `
create table if not exists bus.topic (
  topic text collate "C" not null,
  epoch text,
  position bigint,
  at timestamptz,
  constraint topic_pkey primary key (topic),
  constraint topic_stands check ((epoch is null) = (position is null))
) with (fillfactor = 10);
create table if not exists bus.message (
  topic text collate "C" not null,
  position bigint not null,
  message text not null,
  constraint message_pkey primary key (topic, position)
);

comment on table bus.topic is
  'How far each topic tells its history; no epoch: nothing yet. Its row is the lock under which a topic is added to.';
comment on table bus.message is
  'The public events of each topic, one a message, at their positions in the history that is told. Kept for ever.';
`;

/**
 * Whoever publishes holds the topic's row until its commit is on disk, so messages become visible in the order of their
 * positions. The rule is that of \`afterTelling\`. Answers whether the topic holds what was told, and where it stands.
 */
const PUBLISH = `
create or replace function bus.publish(
  p_topic text, p_epoch text, p_after bigint, p_through bigint, p_at timestamptz,
  p_positions bigint[], p_messages text[],
  out told boolean, out epoch text, out "position" bigint, out at timestamptz
) language plpgsql security definer set search_path = pg_catalog, pg_temp as $function$
declare
  v_at timestamptz;
  v_there boolean;
begin
  insert into bus.topic as t (topic) values (p_topic) on conflict do nothing;
  select t.epoch, t.position, t.at into strict epoch, "position", v_at
    from bus.topic t where t.topic = p_topic for update;
  at := v_at;
  v_there := coalesce(epoch = p_epoch and "position" >= p_through, false);
  told := v_there or case
    when epoch is null then p_after is null
    else coalesce(epoch = p_epoch and "position" = p_after, false)
  end;
  if not told then
    return;
  end if;
  at := greatest(v_at, p_at);
  if v_there and at is not distinct from v_at then
    return;
  end if;
  if not v_there then
    insert into bus.message (topic, position, message)
      select p_topic, u.position, u.message from unnest(p_positions, p_messages) as u (position, message);
    epoch := p_epoch;
    "position" := p_through;
  end if;
  update bus.topic t set epoch = publish.epoch, position = publish."position", at = publish.at
    where t.topic = p_topic;
  perform pg_notify('${CHANNEL}', p_topic);
end
$function$;
revoke all on function bus.publish from public;
`;

const WIPE = `
create or replace function bus.wipe(p_topic text, p_epoch text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $function$
begin
  perform from bus.topic t where t.topic = p_topic and (p_epoch is null or t.epoch = p_epoch) for update;
  if not found then
    return;
  end if;
  delete from bus.message m where m.topic = p_topic;
  update bus.topic t set epoch = null, position = null, at = null where t.topic = p_topic;
  perform pg_notify('${CHANNEL}', p_topic);
end
$function$;
revoke all on function bus.wipe from public;
`;

/** All that `migrateBus` runs as the owner. Running it again changes nothing. */
export function schemaSql(roles: readonly string[]): string {
  const grants = roles.map((name) => {
    const role = pg.escapeIdentifier(name);
    return `
revoke all on all tables in schema bus from ${role};
grant usage on schema bus to ${role};
grant select on bus.topic, bus.message to ${role};
grant execute on function bus.publish, bus.wipe to ${role};
`;
  });
  const none = 'revoke all on all tables in schema bus from public;';
  return [TABLES, PUBLISH, WIPE, none, ...grants].join('\n');
}
