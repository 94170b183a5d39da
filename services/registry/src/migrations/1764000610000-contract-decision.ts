import { decisionTables } from '@fuhua/platform/redecision';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ContractDecision1764000610000 implements MigrationInterface {
  readonly name = 'ContractDecision1764000610000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(decisionTables('operatorcontract'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table operatorcontract_decision; drop table operatorcontract_redecision;',
    );
  }
}
