import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Community1764100300000 implements MigrationInterface {
  readonly name = 'Community1764100300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table community (
        stream text primary key,
        revision integer not null,
        record uuid not null,
        base uuid not null,
        division text not null,
        kind text not null,
        person uuid,
        tags jsonb,
        phone jsonb,
        organization uuid,
        drawn_in jsonb not null,
        code text,
        count integer not null,
        since date not null,
        until date,
        ended_on date,
        overdue boolean not null
      );
      create index community_base on community (base);
      comment on table community is '带头人、调解员、司法途径引导和非入驻指导。 Leaders, mediators, referrals and outside requests.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table community');
  }
}
