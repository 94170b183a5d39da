import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Base1764000400000 implements MigrationInterface {
  readonly name = 'Base1764000400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table base (
        stream text primary key,
        revision integer not null,
        base uuid not null,
        stage text not null,
        name text not null,
        kind text not null,
        platform text,
        level text not null,
        location text collate "C" not null,
        address text,
        sponsor uuid,
        field text,
        capacity integer not null,
        established_on date not null,
        functions jsonb,
        functions_declared jsonb,
        extensions jsonb not null,
        regime text,
        classified_on date,
        review_due date,
        review_opened_on date,
        review_overdue boolean not null,
        evidence_missing boolean not null,
        proposed jsonb,
        responsible jsonb,
        filing_due date,
        filed_on date,
        filing_overdue boolean not null,
        registered_on date,
        merged_into uuid,
        ended_on date
      );
      create index base_location on base (location, stream);
      create index base_sponsor on base (sponsor);
      comment on table base is '基地名录。 Bases, by what they are found by.';

      create table base_fact (
        stream text not null,
        event uuid not null,
        kind text not null,
        revision integer not null,
        sequence integer not null,
        valid_from date not null,
        ended_on date,
        data jsonb not null,
        source jsonb,
        primary key (stream, event, kind)
      );
      comment on table base_fact is '基地事实，各有起始日。 Dated facts about bases, each with its days.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table base_fact; drop table base');
  }
}
