import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Delegation1764000700000 implements MigrationInterface {
  readonly name = 'Delegation1764000700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table delegation (
        stream text primary key,
        revision integer not null,
        delegation uuid not null,
        base uuid not null,
        kind text not null,
        service text,
        subject text not null,
        valid_from date not null,
        valid_to date,
        ended_on date,
        declare_by date,
        declared_on date,
        declaration_overdue boolean not null,
        deliveries integer not null,
        served integer not null,
        details jsonb not null
      );
      create index delegation_base on delegation (base);
      comment on table delegation is '县级基地承接事项、课题成果和标准。 What county bases do for others: mandates, research, standards.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table delegation');
  }
}
