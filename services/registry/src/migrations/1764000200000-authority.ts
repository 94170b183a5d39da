import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Authority1764000200000 implements MigrationInterface {
  readonly name = 'Authority1764000200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table authority (
        stream text primary key,
        revision integer not null,
        authority uuid not null,
        kind text not null,
        division text collate "C" not null,
        level text not null,
        department jsonb,
        names jsonb not null,
        contact uuid,
        office_phone text not null,
        valid_from date not null,
        dissolved_on date,
        successor uuid,
        acknowledged jsonb not null
      );
      create index authority_division on authority (division);
      comment on table authority is '主管部门名录。 The directory of competent authorities.';

      create table filing_deadline (
        stream text not null,
        event uuid not null,
        revision integer not null,
        authority uuid not null,
        fiscal_year integer not null,
        organization_kind text not null,
        charity boolean not null,
        named_day date not null,
        due date not null,
        provisional boolean not null,
        calendar text not null,
        document text,
        primary key (stream, event)
      );
      comment on table filing_deadline is '年检年报期限。 Last permitted days of filing, by registrar, year, kind and charity.';

      create table zone_mapping (
        stream text not null,
        event uuid not null,
        revision integer not null,
        zone text not null,
        acting_authority uuid not null,
        counts_for text,
        valid_from date not null,
        valid_to date,
        document text,
        primary key (stream, event)
      );
      comment on table zone_mapping is '功能区对应关系。 Who acts for a functional zone, and for which county its bases count.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table zone_mapping; drop table filing_deadline; drop table authority');
  }
}
