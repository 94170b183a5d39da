import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ReactionTopic1764100500000 implements MigrationInterface {
  readonly name = 'ReactionTopic1764100500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table reaction_cursor add column topic text;
      comment on column reaction_cursor.topic is
        'The service whose topic it hears; null: the own history.'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table reaction_cursor drop column topic');
  }
}
