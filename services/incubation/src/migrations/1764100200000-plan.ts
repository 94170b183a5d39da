import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Plan1764100200000 implements MigrationInterface {
  readonly name = 'Plan1764100200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table plan (
        stream text primary key,
        revision integer not null,
        "case" uuid not null,
        base uuid not null,
        organization uuid not null,
        division text not null,
        stage text not null,
        plan_type text not null,
        plan_stage text not null,
        items jsonb not null,
        inapplicable jsonb not null,
        approved uuid,
        approved_on date,
        amendments integer not null,
        proposal jsonb,
        suspended_on date,
        closed_on date
      );
      create index plan_base on plan (base);
      comment on table plan is '孵化方案。 The plan of each case, as it reads now.';

      create table plan_work (
        stream text not null,
        event uuid not null,
        revision integer not null,
        "case" uuid not null,
        base uuid not null,
        organization uuid not null,
        kind text not null,
        code text not null,
        mode text,
        "on" date not null,
        hours double precision not null,
        persons integer not null,
        place text,
        title text,
        primary key (stream, event)
      );
      create index plan_work_base on plan_work (base);
      comment on table plan_work is '支持服务、指导和社区活动。 Support services, guidance and activities done by plans.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table plan_work; drop table plan');
  }
}
