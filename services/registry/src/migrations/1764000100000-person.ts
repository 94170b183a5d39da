import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Person1764000100000 implements MigrationInterface {
  readonly name = 'Person1764000100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table person (
        stream text primary key,
        revision integer not null,
        person uuid not null,
        name jsonb not null,
        phone jsonb,
        registered_at timestamptz not null,
        forgotten boolean not null
      );
      create index person_person on person (person);
      comment on table person is '人员：姓名和电话加密保存。 Persons; name and phone are sealed.';

      create table person_grant (
        stream text not null,
        "grant" uuid not null,
        revision integer not null,
        person uuid not null,
        role text not null,
        authority uuid,
        organization uuid,
        base uuid,
        division text,
        valid_from date not null,
        valid_to date,
        primary key (stream, "grant")
      );
      create index person_grant_person on person_grant (person);
      comment on table person_grant is '角色授予。 Roles held, with reach and days.';

      create table person_delegation (
        stream text not null,
        delegation uuid not null,
        revision integer not null,
        person uuid not null,
        "grant" uuid not null,
        delegate uuid not null,
        valid_from date not null,
        valid_to date not null,
        primary key (stream, delegation)
      );
      create index person_delegation_delegate on person_delegation (delegate);
      comment on table person_delegation is '角色代理。 Grants lent to others for some days.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table person_delegation; drop table person_grant; drop table person');
  }
}
