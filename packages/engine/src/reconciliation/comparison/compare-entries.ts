import { nearestFirst } from '@dougong/kernel/reconciliation';
import type { SqlSession } from '../../database/sql-session.js';
import { Parameters } from '../../database/sql-text.js';
import { numberHash, repeatedNumbers } from './entry-numbers.js';
import { KEPT_ENTRIES, STAGED_ENTRIES } from './staging.js';
import { termsInSql } from './terms-in-sql.js';
import type { RunTerms, TermsInSql } from './terms-in-sql.js';
import { weighInto } from './weigh.js';

/**
 * Compares staged entries as the kernel's `matchEntries` does, with a handful of statements whatever their number. Tells how
 * many pairs agree.
 */
export async function compareEntries(session: SqlSession, terms: RunTerms): Promise<number> {
  await send(session, terms, pairByNumber);
  await Promise.all([session.query(keep('operation')), session.query(keep('books'))]);
  const { rowCount } = await session.query(DUPLICATE_IN_BOOKS);
  if (rowCount !== 0) await session.query(UNSHARED_NUMBERS);
  if (terms.keyLagDays !== undefined) await pairByKey(session, terms, terms.keyLagDays);
  if (terms.start !== undefined) await send(session, terms, leaveEarlier);
  await send(session, terms, (placeholders) => weighInto(differences(placeholders), placeholders));
  return matched(session, terms);
}

async function send(
  session: SqlSession,
  terms: RunTerms,
  statement: (terms: TermsInSql) => string,
): Promise<void> {
  const parameters = new Parameters();
  await session.query(statement(termsInSql(terms, parameters)), parameters.values);
}

/**
 * One hash join over both sides. What agrees is not kept, so that the rest of the run has little to do; a pair of which one
 * entry lies before the period is, because nobody counts its entries.
 */
function pairByNumber(terms: TermsInSql): string {
  return `
    INSERT INTO pg_temp.pairing (operation, books, duplicate_in)
    SELECT o.ord, b.ord, CASE WHEN o.copy > 1 THEN 'operation' WHEN o.ord IS NULL AND b.copy > 1 THEN 'books' END
      FROM (${numbered('operation')}) o
      FULL JOIN (${numbered('books')}) b
             ON b.document = o.document AND b.line = o.line AND b.first = o.first
      LEFT JOIN pg_temp.standard s ON s.item = o.item
     WHERE o.ord IS NULL OR b.ord IS NULL OR o.date < ${terms.start} OR ${categoryOfPair(terms)} IS NOT NULL`;
}

/** Only the first row of a number pairs; `first` of another equals nothing. */
function numbered(side: 'operation' | 'books'): string {
  return `
    SELECT e.ord, e.document, e.line, e.type, e.date, e.item, e.quantity, e.amount, coalesce(c.copy, 1) AS copy,
           CASE WHEN c.copy IS NULL THEN 1 END AS first
      FROM ${STAGED_ENTRIES[side]} e LEFT JOIN (${furtherCopies(STAGED_ENTRIES[side])}) c ON c.ord = e.ord`;
}

/** The few rows that come after another of their number: to number all would sort a million. */
function furtherCopies(table: string): string {
  return `
    SELECT n.ord, n.copy
      FROM (SELECT e.ord, row_number() OVER (PARTITION BY e.document, e.line ORDER BY e.ord) AS copy
              FROM ${table} e WHERE ${numberHash('e')} IN (${repeatedNumbers(table)})) n
     WHERE n.copy > 1`;
}

/** The rest of a run reads these instead of a million rows again and again. */
function keep(side: 'operation' | 'books'): string {
  return `INSERT INTO ${KEPT_ENTRIES[side]} SELECT e.* FROM ${STAGED_ENTRIES[side]} e JOIN pg_temp.pairing p ON p.${side} = e.ord`;
}

const DUPLICATE_IN_BOOKS = `SELECT FROM pg_temp.pairing WHERE duplicate_in = 'books' LIMIT 1`;

/** A further row of the books is a duplicate only if the operation has the number at all. */
const UNSHARED_NUMBERS = `
  UPDATE pg_temp.pairing p SET duplicate_in = NULL
    FROM ${KEPT_ENTRIES.books} b
   WHERE p.duplicate_in = 'books' AND b.ord = p.books
     AND NOT EXISTS (SELECT FROM ${STAGED_ENTRIES.operation} o WHERE o.document = b.document AND o.line = b.line)`;

/** What a pair differs in first; of `o`, `b` and the standard `s` of its item. */
function categoryOfPair(terms: TermsInSql): string {
  return `
    CASE WHEN coalesce(${terms.businessTypes} ->> o.type, o.type) <> b.type THEN 'business_type'
         WHEN (o.date <= ${terms.cutoff}) <> (b.date <= ${terms.cutoff}) THEN 'timing_lag'
         WHEN abs(o.quantity - b.quantity) > ${terms.quantityTolerance} THEN 'quantity'
         WHEN abs(o.amount - b.amount - ${COMPENSATION}) > ${terms.amountTolerance} THEN 'amount' END`;
}

const COMPENSATION = `(CASE WHEN s.cost IS NOT NULL AND o.quantity = b.quantity
                            THEN round(o.quantity * s.cost - b.amount, 2) ELSE 0 END)`;

/** One statement for each distance in days: inside of one, whatever stands first is paired first. */
async function pairByKey(session: SqlSession, terms: RunTerms, lagDays: number): Promise<void> {
  for (const days of nearestFirst(lagDays)) {
    const parameters = new Parameters();
    const { businessTypes } = termsInSql(terms, parameters);
    const distance = `${parameters.add(days)}::int`;
    await session.query(
      `WITH o AS (${waiting('operation', `coalesce(${businessTypes} ->> e.type, e.type)`)}),
            b AS (${waiting('books', 'e.type')}),
            paired AS (
              SELECT o.ord AS operation, b.ord AS books
                FROM o JOIN b USING (item, place, type, quantity, place_in_line)
               WHERE b.date = o.date + ${distance}),
            gone AS (DELETE FROM pg_temp.pairing p USING paired WHERE p.operation IS NULL AND p.books = paired.books)
       UPDATE pg_temp.pairing p SET books = paired.books FROM paired WHERE p.operation = paired.operation AND p.books IS NULL`,
      parameters.values,
    );
  }
}

/** What has no counterpart yet, numbered among those that nothing tells apart. */
function waiting(side: 'operation' | 'books', type: string): string {
  const other = side === 'books' ? 'operation' : 'books';
  return `
    SELECT e.ord, e.item, coalesce(e.place, '') AS place, ${type} AS type, e.quantity, e.date,
           row_number() OVER (PARTITION BY e.item, coalesce(e.place, ''), ${type}, e.quantity, e.date ORDER BY e.ord) AS place_in_line
      FROM pg_temp.pairing p JOIN ${KEPT_ENTRIES[side]} e ON e.ord = p.${side}
     WHERE p.${other} IS NULL AND p.duplicate_in IS NULL`;
}

/** What lies before the period altogether was a matter of the period before. */
function leaveEarlier(terms: TermsInSql): string {
  return `
    DELETE FROM pg_temp.pairing p
     USING (SELECT q.ctid AS row, greatest(o.date, b.date) AS latest
              FROM pg_temp.pairing q
              LEFT JOIN ${KEPT_ENTRIES.operation} o ON o.ord = q.operation
              LEFT JOIN ${KEPT_ENTRIES.books} b ON b.ord = q.books) e
     WHERE e.row = p.ctid AND e.latest < ${terms.start}`;
}

/** Entries of the period that were not kept agree with their counterparts, and so do kept pairs without a difference. */
async function matched(session: SqlSession, terms: RunTerms): Promise<number> {
  const parameters = new Parameters();
  const { start } = termsInSql(terms, parameters);
  const { rows } = await session.query<{ matched: number }>(
    `SELECT ((SELECT count(*) FROM ${STAGED_ENTRIES.operation} o
               WHERE (${start} IS NULL OR o.date >= ${start}))
           - (SELECT count(*) FROM pg_temp.pairing p JOIN ${KEPT_ENTRIES.operation} o ON o.ord = p.operation
               WHERE (${start} IS NULL OR o.date >= ${start}))
           + (SELECT count(*) FROM pg_temp.pairing p)
           - (SELECT count(*) FROM pg_temp.found WHERE document IS NOT NULL))::int AS matched`,
    parameters.values,
  );
  return rows[0]?.matched ?? 0;
}

/** Of the kept pairings what differs, with the figure of the books that it is measured by. */
function differences(terms: TermsInSql): string {
  return `
    SELECT f.category, CASE WHEN f.duplicate_in IS NOT NULL THEN 'duplicate_in_' || f.duplicate_in END AS cause,
           f.document, f.line, NULL AS key, f.item, f.place, f.lot, f.type, f.quantity, f.amount, f.at_stake,
           CASE f.category WHEN 'quantity' THEN f.books_quantity ELSE f.books_amount END AS base,
           f.missing_in, f.lag_days, f.operation_type, f.books_type, f.compensated,
           row_number() OVER (PARTITION BY f.document, f.line, f.category, f.duplicate_in ORDER BY f.operation, f.books)::int AS occurrence,
           f.operation, f.books
      FROM (${pairDifferences(terms)} UNION ALL ${aloneDifferences(terms)}) f`;
}

function pairDifferences(terms: TermsInSql): string {
  const inside = `o.date <= ${terms.cutoff}`;
  const figure = (column: 'quantity' | 'amount') => `
    CASE WHEN c.category = 'timing_lag' THEN CASE WHEN ${inside} THEN o.${column} ELSE -b.${column} END
         WHEN c.category = 'amount' THEN ${column === 'quantity' ? '0' : `o.amount - b.amount - ${COMPENSATION}`}
         ELSE o.${column} - b.${column} END`;
  return `
    SELECT c.category, NULL::text AS duplicate_in, o.document, o.line, o.item, o.place, o.lot, o.type, d.quantity, d.amount,
           CASE c.category WHEN 'business_type' THEN greatest(abs(o.amount), abs(b.amount)) ELSE abs(d.amount) END AS at_stake,
           b.quantity AS books_quantity, b.amount AS books_amount, NULL::text AS missing_in,
           CASE c.category WHEN 'timing_lag' THEN abs(b.date - o.date) END AS lag_days,
           CASE c.category WHEN 'business_type' THEN o.type END AS operation_type,
           CASE c.category WHEN 'business_type' THEN b.type END AS books_type,
           CASE c.category WHEN 'amount' THEN nullif(${COMPENSATION}, 0) END AS compensated, p.operation, p.books
      FROM pg_temp.pairing p
      JOIN ${KEPT_ENTRIES.operation} o ON o.ord = p.operation
      JOIN ${KEPT_ENTRIES.books} b ON b.ord = p.books
      LEFT JOIN pg_temp.standard s ON s.item = o.item,
           LATERAL (SELECT ${categoryOfPair(terms)} AS category) c,
           LATERAL (SELECT ${figure('quantity')} AS quantity, ${figure('amount')} AS amount) d
     WHERE c.category IS NOT NULL`;
}

/** Entries without a counterpart: duplicates, lags for the days of grace, then differences of quantity. */
function aloneDifferences(terms: TermsInSql): string {
  return `
    SELECT c.category, a.duplicate_in, a.document, a.line, a.item, a.place, a.lot, a.type, a.sign * a.quantity, a.sign * a.amount,
           abs(a.amount), CASE a.sign WHEN 1 THEN 0 ELSE a.quantity END, CASE a.sign WHEN 1 THEN 0 ELSE a.amount END,
           CASE WHEN a.duplicate_in IS NULL THEN CASE a.sign WHEN 1 THEN 'books' ELSE 'operation' END END,
           CASE c.category WHEN 'timing_lag' THEN ${terms.runDate} - a.date END, NULL, NULL, NULL::numeric, a.operation, a.books
      FROM (SELECT p.operation, p.books, p.duplicate_in, 1 AS sign, e.*
              FROM pg_temp.pairing p JOIN ${KEPT_ENTRIES.operation} e ON e.ord = p.operation WHERE p.books IS NULL
             UNION ALL
            SELECT p.operation, p.books, p.duplicate_in, -1, e.*
              FROM pg_temp.pairing p JOIN ${KEPT_ENTRIES.books} e ON e.ord = p.books WHERE p.operation IS NULL) a,
           LATERAL (SELECT CASE WHEN a.duplicate_in IS NULL AND ${terms.runDate} - a.date <= ${terms.graceDays}
                                THEN 'timing_lag' ELSE 'quantity' END AS category) c`;
}
