import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Deadlines1764100300000 implements MigrationInterface {
  readonly name = 'Deadlines1764100300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table deadline_cursor (
        category text not null,
        version integer not null,
        epoch text not null,
        position bigint not null,
        at timestamptz not null default now(),
        constraint deadline_cursor_pkey primary key (category)
      ) with (fillfactor = 50);
      comment on table deadline_cursor is
        'Up to where in the history the deadlines of each slice are in the table deadline.';

      create table deadline (
        stream text not null,
        name text not null,
        category text not null,
        due timestamptz not null,
        state text not null default 'open'
          constraint deadline_state check (state in ('open', 'refused', 'broken')),
        error text,
        constraint deadline_pkey primary key (stream, name)
      );
      create index deadline_due on deadline (due) where state = 'open';
      create index deadline_stuck on deadline (category) where state <> 'open';
      comment on table deadline is
        'What becomes due if nothing happens. Told by the deciders; made anew from the history at any time.';`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table deadline; drop table deadline_cursor;');
  }
}
