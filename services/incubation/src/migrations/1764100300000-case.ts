import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Case1764100300000 implements MigrationInterface {
  readonly name = 'Case1764100300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table case_board (
        stream text primary key,
        revision integer not null,
        "case" uuid not null,
        base uuid not null,
        applicant uuid not null,
        applicant_kind text not null,
        mode text not null,
        incubation_stage text not null,
        division text collate "C" not null,
        operator uuid,
        stage text not null,
        how text,
        applied_on date not null,
        approved_on date,
        started_on date,
        term_end date,
        exit_open boolean not null,
        ended_on date,
        migrated boolean not null,
        clocks jsonb not null,
        next_due date,
        missed integer not null
      );
      create index case_board_division on case_board (division, stream);
      create index case_board_base on case_board (base, stage);
      create index case_board_applicant on case_board (applicant);
      comment on table case_board is '孵化个案看板：阶段与到期日。 Every case with its stage and what is due next.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table case_board');
  }
}
