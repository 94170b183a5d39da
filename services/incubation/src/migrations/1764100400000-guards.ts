import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Guards1764100400000 implements MigrationInterface {
  readonly name = 'Guards1764100400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table residency (
        stream text primary key,
        revision integer not null,
        organization uuid not null,
        active jsonb not null
      );
      comment on table residency is '在孵个案，按社会组织。 Active cases of an organization, in the whole province.';

      create table space (
        stream text primary key,
        revision integer not null,
        base uuid not null,
        held jsonb not null
      );
      comment on table space is '已占名额，按基地。 Places of a base that are held.';

      create table entry_bar (
        stream text primary key,
        revision integer not null,
        "case" uuid not null,
        organization uuid not null,
        event uuid not null,
        valid_from date not null,
        until date not null
      );
      create index entry_bar_organization on entry_bar (organization);
      comment on table entry_bar is '再入壳限制期。 Until when an organization is barred from another entry.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table entry_bar; drop table space; drop table residency');
  }
}
