import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Rubric1764400100000 implements MigrationInterface {
  readonly name = 'Rubric1764400100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table rubric (
        stream text not null,
        version integer not null,
        revision integer not null,
        rubric uuid not null,
        authority uuid not null,
        division text not null,
        purpose text not null,
        content jsonb not null,
        effective_from date,
        superseded_on date,
        primary key (stream, version)
      );
      comment on table rubric is '评分标准的各个版本。 Every version of what panels rate by.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table rubric');
  }
}
