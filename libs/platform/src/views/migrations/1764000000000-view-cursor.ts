import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ViewCursor1764000000000 implements MigrationInterface {
  readonly name = 'ViewCursor1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table view_cursor (
        name text not null,
        version integer not null,
        epoch text not null,
        position bigint not null,
        build integer not null default 0,
        at timestamptz not null default now(),
        constraint view_cursor_pkey primary key (name)
      ) with (fillfactor = 50)`);
    await runner.query(
      `comment on table view_cursor is 'How far each view has come in the history.'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table view_cursor');
  }
}
