import type { MigrationInterface, QueryRunner } from 'typeorm';

export class BaseUpkeep1764000500000 implements MigrationInterface {
  readonly name = 'BaseUpkeep1764000500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table base_upkeep (
        stream text not null,
        event uuid not null,
        kind text not null,
        revision integer not null,
        sequence integer not null,
        valid_from date not null,
        valid_to date,
        ended_on date,
        data jsonb not null,
        source jsonb not null,
        primary key (stream, event)
      );
      comment on table base_upkeep is '基地日常台账，各有起止日。 What is kept up of bases, each fact with its days.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table base_upkeep');
  }
}
