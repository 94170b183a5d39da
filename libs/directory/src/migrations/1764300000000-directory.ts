import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
  create table known_authority (
    stream text primary key,
    revision integer not null,
    authority uuid not null,
    kind text not null,
    division text collate "C" not null,
    level text not null,
    department jsonb,
    names jsonb not null,
    valid_from date not null,
    dissolved_on date
  );
  comment on table known_authority is '主管部门（来自 registry 主题）。 Authorities, as registry tells them.';

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

  create table known_base (
    stream text primary key,
    revision integer not null,
    base uuid not null,
    kind text not null,
    sponsor uuid,
    name text not null,
    location text collate "C" not null,
    established_on date not null,
    changes jsonb not null
  );
  create index known_base_location on known_base (location);
  comment on table known_base is '基地（来自 registry 主题）。 Bases, as registry tells them.';

  create table known_contract (
    stream text primary key,
    revision integer not null,
    contract uuid not null,
    base uuid not null,
    operator uuid not null,
    start date not null,
    last_day date not null
  );
  create index known_contract_base on known_contract (base);
  create index known_contract_operator on known_contract (operator);
  comment on table known_contract is '运营合同（来自 registry 主题）。 Operators’ contracts, as registry tells them.';

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
`;

export class Directory1764300000000 implements MigrationInterface {
  readonly name = 'Directory1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `drop table person_delegation, person_grant, organization_fact, known_contract, known_base, zone_mapping,
         filing_deadline, known_authority`,
    );
  }
}
