import type { MigrationInterface, QueryRunner } from 'typeorm';

export class StoreClock1764100200000 implements MigrationInterface {
  readonly name = 'StoreClock1764100200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table store_clock (
        one boolean not null default true constraint store_clock_one check (one),
        since timestamptz not null default now(),
        constraint store_clock_pkey primary key (one)
      );
      comment on table store_clock is
        'Has a row when the history holds the times of a simulated clock; a start with the real one is refused then.';`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table store_clock');
  }
}
