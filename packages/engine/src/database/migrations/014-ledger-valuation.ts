import type { MigrationInterface, QueryRunner } from 'typeorm';
import { LEDGER_VALUATION } from '../../registers/ledger-valuation.migration.js';

/** The ledger keeps what valued pools are made of: layers, standards, last costs, and which movement refers to which. */
export class LedgerValuation1764000000014 implements MigrationInterface {
  readonly name = 'LedgerValuation1764000000014';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of LEDGER_VALUATION) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}
