import { decisionTables } from '@fuhua/platform/redecision';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class BaseDecision1764000410000 implements MigrationInterface {
  readonly name = 'BaseDecision1764000410000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(decisionTables('base'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table base_decision; drop table base_redecision;');
  }
}
