import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CaseEnds1764100500000 implements MigrationInterface {
  readonly name = 'CaseEnds1764100500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table exit_register (
        stream text primary key,
        revision integer not null,
        notice uuid not null,
        base uuid not null,
        organization uuid not null,
        ground text not null,
        decided_on date not null,
        final_on date,
        barred_until date
      );
      create index exit_register_final on exit_register (final_on, notice);
      comment on table exit_register is '退出名册。 Early exits that were decided; the public reads those that are final.';

      create table case_follow_up (
        stream text primary key,
        revision integer not null,
        base uuid not null,
        organization uuid not null,
        outcome text not null,
        band text,
        ended_on date not null,
        survived boolean,
        survival_on date
      );
      create index case_follow_up_base on case_follow_up (base, ended_on);
      comment on table case_follow_up is '培育成效与出壳跟踪。 How incubations ended, and who survived.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table case_follow_up; drop table exit_register');
  }
}
