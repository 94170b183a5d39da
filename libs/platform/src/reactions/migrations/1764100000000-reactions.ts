import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Reactions1764100000000 implements MigrationInterface {
  readonly name = 'Reactions1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table reaction_cursor (
        reaction text not null,
        epoch text not null,
        position bigint not null,
        at timestamptz not null default now(),
        constraint reaction_cursor_pkey primary key (reaction)
      ) with (fillfactor = 50);
      comment on table reaction_cursor is 'How far each reaction has come in the history.';

      create table reaction_key (
        id integer generated always as identity,
        reaction text not null,
        stream text not null,
        state text not null constraint reaction_key_state check (state in ('retrying', 'parked')),
        failures integer not null,
        retry_at timestamptz not null,
        attempts jsonb not null,
        since timestamptz not null default now(),
        constraint reaction_key_pkey primary key (reaction, stream),
        constraint reaction_key_id unique (id)
      );
      create index reaction_key_due on reaction_key (reaction, retry_at) where state = 'retrying';
      comment on table reaction_key is
        'Streams that a reaction has set aside. Failures and attempts are those of its first message.';

      create table reaction_message (
        reaction text not null,
        stream text not null,
        revision integer not null,
        event uuid not null,
        type text not null,
        constraint reaction_message_pkey primary key (reaction, stream, revision),
        constraint reaction_message_key foreign key (reaction, stream) references reaction_key
      );
      comment on table reaction_message is
        'Events that wait in a stream set aside, heard in the order of their revisions.';

      create table reaction_discard (
        id integer generated always as identity,
        reaction text not null,
        stream text not null,
        revision integer not null,
        event uuid not null,
        type text not null,
        attempts jsonb not null,
        reason text not null constraint reaction_discard_reason check (reason ~ '\\S'),
        by text not null constraint reaction_discard_by check (by ~ '\\S'),
        at timestamptz not null default now(),
        constraint reaction_discard_pkey primary key (id)
      );
      create index reaction_discard_event on reaction_discard (reaction, event);
      comment on table reaction_discard is
        'Events that a reaction will never hear, who said so and why. Only added to.';

      create function reaction_discard_kept() returns trigger language plpgsql as $$
      begin
        raise exception 'reaction_discard is only added to';
      end $$;
      create trigger reaction_discard_kept before update or delete or truncate on reaction_discard
        execute function reaction_discard_kept();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table reaction_discard;
      drop function reaction_discard_kept;
      drop table reaction_message;
      drop table reaction_key;
      drop table reaction_cursor;`);
  }
}
