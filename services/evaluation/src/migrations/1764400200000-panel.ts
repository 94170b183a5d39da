import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Panel1764400200000 implements MigrationInterface {
  readonly name = 'Panel1764400200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table panel (
        stream text primary key,
        revision integer not null,
        panel uuid not null,
        request uuid not null,
        subject text not null,
        purpose text not null,
        base uuid not null,
        organization uuid not null,
        division text not null,
        stage text not null,
        rubric jsonb not null,
        content jsonb not null,
        raters_min integer not null,
        outside_min integer not null,
        due_on date not null,
        seats jsonb not null,
        calibrated boolean not null,
        result jsonb
      );
      create index panel_subject on panel (subject);
      comment on table panel is '评审组：评委、评分和结论。 Panels: their raters, scores and conclusions.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table panel');
  }
}
