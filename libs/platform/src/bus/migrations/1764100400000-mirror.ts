import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Mirror1764100400000 implements MigrationInterface {
  readonly name = 'Mirror1764100400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table topic_event (
        topic text collate "C" not null,
        position bigint not null,
        stream text collate "C" not null,
        category text collate "C" not null generated always as (split_part(stream, '-', 1)) stored,
        revision integer not null,
        id uuid not null,
        type text collate "C" not null,
        data text not null,
        metadata text not null,
        constraint topic_event_pkey primary key (topic, position),
        constraint topic_event_stream unique (topic, stream, revision)
      );
      create index topic_event_category on topic_event (topic, category, position);
      comment on table topic_event is
        'A faithful copy of the topics that the service listens to: public events, each once.';

      create table topic_cursor (
        topic text not null,
        epoch text not null,
        position bigint not null,
        told_at timestamptz,
        at timestamptz not null default now(),
        constraint topic_cursor_pkey primary key (topic)
      ) with (fillfactor = 50);
      comment on table topic_cursor is
        'How far each topic was copied, and the real time by which all that was recorded is in the copy.'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table topic_cursor; drop table topic_event');
  }
}
