import type { SqlSession } from '../../database/sql-session.js';
import { Parameters } from '../../database/sql-text.js';
import { quotient } from './exact-division.js';
import { STAGED_HOLDINGS } from './staging.js';
import { termsInSql } from './terms-in-sql.js';
import type { RunTerms, TermsInSql } from './terms-in-sql.js';
import { weighInto } from './weigh.js';

/**
 * Compares what both sides hold as the kernel's `matchHoldings` does: what a difference of quantity explains of the money is
 * valued at the books' cost of a unit, the rest is a difference of its own. Tells how many keys agree.
 */
export async function compareHoldings(session: SqlSession, terms: RunTerms): Promise<number> {
  const parameters = new Parameters();
  const placeholders = termsInSql(terms, parameters);
  await session.query(weighInto(differences(placeholders), placeholders), parameters.values);
  const { rows } = await session.query<{ matched: number }>(MATCHED);
  return rows[0]?.matched ?? 0;
}

/** Every key of either side without a difference. */
const MATCHED = `
  SELECT (count(*) - (SELECT count(DISTINCT key) FROM pg_temp.found WHERE key IS NOT NULL))::int AS matched
    FROM ${STAGED_HOLDINGS.operation} FULL JOIN ${STAGED_HOLDINGS.books} USING (key)`;

/** At what a unit costs in the books; in the operation where the books have none of it. */
const EXPLAINED = `
  CASE WHEN b.quantity <> 0 THEN ${quotient('(g.quantity * b.amount)', 'b.quantity', 2)}
       WHEN o.quantity <> 0 THEN ${quotient('(g.quantity * o.amount)', 'o.quantity', 2)} ELSE 0 END`;

function differences(terms: TermsInSql): string {
  return `
    SELECT d.category, NULL AS cause, NULL AS document, NULL::int AS line, f.key, f.item, f.place, f.lot, NULL AS type,
           d.quantity, d.amount, abs(d.amount) AS at_stake, d.base, NULL AS missing_in, NULL::int AS lag_days,
           NULL AS operation_type, NULL AS books_type, d.compensated, 1 AS occurrence, NULL::bigint AS operation, NULL::bigint AS books
      FROM (${gaps(terms)}) f,
           LATERAL (VALUES
             ('quantity', f.quantity, f.explained, f.books_quantity, NULL::numeric, f.is_explaining),
             ('amount', 0, f.rest, f.books_amount, nullif(f.compensation, 0), abs(f.rest) > ${terms.amountTolerance})
           ) AS d (category, quantity, amount, base, compensated, counts)
     WHERE d.counts`;
}

/** What each key differs in, with what of it the quantity and the standard explain. */
function gaps(terms: TermsInSql): string {
  return `
    SELECT coalesce(oh.key, bh.key) AS key, coalesce(oh.item, bh.item) AS item, coalesce(oh.place, bh.place) AS place,
           coalesce(oh.lot, bh.lot) AS lot, g.quantity, e.is_explaining, x.explained, c.compensation,
           g.amount - x.explained - c.compensation AS rest, b.quantity AS books_quantity, b.amount AS books_amount
      FROM ${STAGED_HOLDINGS.operation} oh FULL JOIN ${STAGED_HOLDINGS.books} bh ON bh.key = oh.key
      LEFT JOIN pg_temp.standard s ON s.item = coalesce(oh.item, bh.item),
           LATERAL (SELECT coalesce(oh.quantity, 0) AS quantity, coalesce(oh.amount, 0) AS amount) o,
           LATERAL (SELECT coalesce(bh.quantity, 0) AS quantity, coalesce(bh.amount, 0) AS amount) b,
           LATERAL (SELECT o.quantity - b.quantity AS quantity, o.amount - b.amount AS amount) g,
           LATERAL (SELECT abs(g.quantity) > ${terms.quantityTolerance} AS is_explaining) e,
           LATERAL (SELECT CASE WHEN e.is_explaining THEN ${EXPLAINED} ELSE 0 END AS explained) x,
           LATERAL (SELECT CASE WHEN s.cost IS NOT NULL AND g.quantity = 0
                                THEN round(o.quantity * s.cost - b.amount, 2) ELSE 0 END AS compensation) c`;
}
