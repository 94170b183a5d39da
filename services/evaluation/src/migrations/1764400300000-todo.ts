import { todoTable } from '@fuhua/platform/views';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Todo1764400300000 implements MigrationInterface {
  readonly name = 'Todo1764400300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(todoTable('panel'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table panel_todo');
  }
}
