import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Postings, vouchers and closed periods say in whose books they stand. */
export class BooksOfOrganisations1764000000041 implements MigrationInterface {
  readonly name = 'BooksOfOrganisations1764000000041';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}

/** Keys of departments: they stay. Nothing is written where documents belong to no organisation. */
const BOOKS = `
  ALTER TABLE ledger.posting ADD COLUMN organisation text;
  ALTER TABLE ledger.voucher ADD COLUMN organisation text;
  CREATE INDEX posting_by_organisation ON ledger.posting (organisation) WHERE organisation IS NOT NULL;
  CREATE INDEX voucher_by_organisation ON ledger.voucher (organisation, business_date) WHERE organisation IS NOT NULL`;

/** The boundaries of one organisation, beside those of the whole that hold for everybody. */
const CLOSING = `
  ALTER TABLE ledger.closing ADD COLUMN organisation text;
  CREATE INDEX closing_of_organisation ON ledger.closing (organisation, id DESC) WHERE organisation IS NOT NULL`;

const BOUNDARY = `
  CREATE OR REPLACE FUNCTION ledger.period_boundary(OUT closed_through date, OUT soft_through date)
  LANGUAGE sql STABLE AS $$
    SELECT c.closed_through, c.soft_through FROM ledger.closing c
     WHERE c.organisation IS NULL ORDER BY c.id DESC LIMIT 1
  $$`;

/** By organisation, what is closed for it alone; nothing where no organisation was ever closed by itself. */
const APART = `
  CREATE FUNCTION ledger.boundaries_apart() RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_object_agg(c.organisation, jsonb_build_object('closed', c.closed_through, 'soft', c.soft_through))
      FROM (SELECT DISTINCT ON (organisation) organisation, closed_through, soft_through
              FROM ledger.closing WHERE organisation IS NOT NULL ORDER BY organisation, id DESC) c
  $$`;

/** As before, with the boundaries of single organisations read under the same lock. */
const ENTER = `
  DROP FUNCTION ledger.enter_periods();
  CREATE FUNCTION ledger.enter_periods(OUT closed_through date, OUT soft_through date, OUT apart jsonb)
  LANGUAGE plpgsql VOLATILE AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('ledger.closing', 0)), pg_current_xact_id();
    SELECT b.closed_through, b.soft_through INTO closed_through, soft_through FROM ledger.period_boundary() b;
    apart := ledger.boundaries_apart();
  END $$`;

const STATEMENTS = [BOOKS, CLOSING, BOUNDARY, APART, ENTER];
