import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Localrules1764100100000 implements MigrationInterface {
  readonly name = 'Localrules1764100100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table local_rule (
        stream text not null,
        rule uuid not null,
        revision integer not null,
        authority uuid not null,
        division text not null,
        kind text not null,
        title text not null,
        sections jsonb,
        files jsonb not null,
        number text,
        adopted uuid,
        adopted_on date,
        published_on date,
        effective_from date,
        ended_on date,
        superseded_by uuid,
        primary key (stream, rule)
      );
      create index local_rule_authority on local_rule (authority);
      comment on table local_rule is '本级制度和配套制度的各版本。 Every version of an authority''s own rules.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table local_rule');
  }
}
