import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Operatorcontract1764000600000 implements MigrationInterface {
  readonly name = 'Operatorcontract1764000600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table operator_contract (
        stream text primary key,
        revision integer not null,
        contract uuid not null,
        base uuid not null,
        operator uuid not null,
        division text collate "C" not null,
        stage text not null,
        route text,
        recurring boolean,
        signing_day date,
        signed_on date,
        starts_on date,
        ends_on date,
        price_fen text,
        migrated boolean not null,
        publish_by date,
        published_on date,
        grade text,
        grade_valid_to date,
        open_alerts integer not null,
        termination_opened boolean not null,
        ended_on date,
        previous uuid,
        detail jsonb not null
      );
      create index operator_contract_division on operator_contract (division, stream);
      create index operator_contract_base on operator_contract (base);
      create index operator_contract_operator on operator_contract (operator);
      comment on table operator_contract is '运营方提名与运营合同。 Who is to operate a base, or does.';

      create table operator_bar (
        stream text not null,
        event uuid not null,
        revision integer not null,
        operator uuid not null,
        contract uuid not null,
        base uuid not null,
        valid_from date not null,
        valid_to date not null,
        lifted_on date,
        reason text not null,
        primary key (stream, event)
      );
      create index operator_bar_operator on operator_bar (operator);
      comment on table operator_bar is '运营方限制，各有起止日。 Organizations that may be nominated nowhere for some time.';

      create table operator_exception (
        stream text not null,
        event uuid not null,
        revision integer not null,
        contract uuid not null,
        base uuid not null,
        operator uuid not null,
        waives jsonb not null,
        valid_from date not null,
        valid_to date not null,
        reason text not null,
        authority uuid not null,
        approved_on date not null,
        primary key (stream, event)
      );
      comment on table operator_exception is '已批准的运营方例外，公开。 Approved exceptions, public.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table operator_exception; drop table operator_bar; drop table operator_contract',
    );
  }
}
