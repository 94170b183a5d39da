import { todoTable } from '@fuhua/platform/views';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Todo1764100600000 implements MigrationInterface {
  readonly name = 'Todo1764100600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(todoTable('case') + todoTable('plan'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table plan_todo; drop table case_todo');
  }
}
