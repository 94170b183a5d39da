import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Organization1764000300000 implements MigrationInterface {
  readonly name = 'Organization1764000300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table organization (
        stream text primary key,
        revision integer not null,
        organization uuid not null,
        stage text not null,
        name text not null,
        named_since date not null,
        form text not null,
        kind text,
        uscc text,
        holder uuid,
        registrar_authority uuid,
        registrar_division text not null,
        registrar_since date not null,
        since date not null,
        registered_on date,
        division text collate "C" not null,
        domiciled_since date,
        party_coverage text,
        party_since date,
        ending text,
        ended_on date
      );
      create index organization_division on organization (division, stream);
      create index organization_uscc on organization (uscc);
      create index organization_registrar on organization (registrar_authority);
      comment on table organization is '社会组织名录。 Organizations, by what they are found by.';

      create table organization_fact (
        stream text not null,
        event uuid not null,
        kind text not null,
        revision integer not null,
        sequence integer not null,
        valid_from date not null,
        valid_to date,
        ended_on date,
        data jsonb not null,
        source jsonb,
        primary key (stream, event, kind)
      );
      comment on table organization_fact is '社会组织事实，各有起止日。 Dated facts about organizations, each with its days.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table organization_fact; drop table organization');
  }
}
