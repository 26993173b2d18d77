import { decimalText } from '@dougong/kernel/foundation';
import type { Decimal } from '@dougong/kernel/foundation';
import type { Entry, Holding, Side } from '@dougong/kernel/reconciliation';
import type { SqlSession } from '../../database/sql-session.js';

/** What a run works on: tables that live as long as its transaction. The migration makes them. */
export const STAGED_ENTRIES: Readonly<Record<Side, string>> = {
  operation: 'pg_temp.operation_entry',
  books: 'pg_temp.books_entry',
};
/** The few of them that did not agree with their counterparts. */
export const KEPT_ENTRIES: Readonly<Record<Side, string>> = {
  operation: 'pg_temp.operation_kept',
  books: 'pg_temp.books_kept',
};
export const STAGED_HOLDINGS: Readonly<Record<Side, string>> = {
  operation: 'pg_temp.operation_holding',
  books: 'pg_temp.books_holding',
};

/** An entry as it is staged; its own number is unique on its side and says which of two comes first. */
export const ENTRY_COLUMNS =
  'ord, document, line, type, date, item, place, lot, quantity, amount, origin_form, origin_record';
export const HOLDING_COLUMNS = 'key, item, place, lot, quantity, amount';

/** Two sorts of a million rows stay in memory. */
const WORK_MEMORY = '192MB';

/** Opens the tables; the plans of the run are those for many rows. */
export async function openStaging(session: SqlSession): Promise<void> {
  await Promise.all([
    session.query(`SET LOCAL work_mem = '${WORK_MEMORY}'`),
    session.query('SET LOCAL jit = off'),
    session.query('SET LOCAL enable_nestloop = off'),
    session.query('SELECT reconciliation.open_staging()'),
  ]);
}

/** Tells the planner what has been staged. */
export async function countStaging(session: SqlSession): Promise<void> {
  await session.query('SELECT reconciliation.count_staging()');
}

/** Stages entries that are at hand. */
export async function stageEntries(
  session: SqlSession,
  side: Side,
  entries: readonly Entry[],
): Promise<void> {
  if (entries.length === 0) return;
  await session.query(
    `INSERT INTO ${STAGED_ENTRIES[side]} (ord, document, line, type, date, item, place, quantity, amount)
     SELECT ordinality, document, line, type, date, item, place, quantity, amount
       FROM unnest($1::text[], $2::int[], $3::text[], $4::date[], $5::text[], $6::text[], $7::numeric[], $8::numeric[])
            WITH ORDINALITY AS given (document, line, type, date, item, place, quantity, amount, ordinality)`,
    [
      entries.map(({ document }) => document),
      entries.map(({ line }) => line),
      entries.map(({ type }) => type),
      entries.map(({ date }) => date),
      entries.map(({ item }) => item),
      entries.map(({ place }) => place ?? null),
      ...figuresOf(entries),
    ],
  );
}

/** Stages what one side holds. */
export async function stageHoldings(
  session: SqlSession,
  side: Side,
  holdings: readonly Holding[],
): Promise<void> {
  if (holdings.length === 0) return;
  await session.query(
    `INSERT INTO ${STAGED_HOLDINGS[side]} (key, item, quantity, amount)
     SELECT key, min(item), sum(quantity), sum(amount)
       FROM unnest($1::text[], $2::text[], $3::numeric[], $4::numeric[]) AS given (key, item, quantity, amount)
      GROUP BY key`,
    [holdings.map(({ key }) => key), holdings.map(({ item }) => item), ...figuresOf(holdings)],
  );
}

/** Stages what the operation values items at. */
export async function stageStandards(
  session: SqlSession,
  standards: ReadonlyMap<string, Decimal>,
): Promise<void> {
  if (standards.size === 0) return;
  await session.query(
    'INSERT INTO pg_temp.standard (item, cost) SELECT * FROM unnest($1::text[], $2::numeric[])',
    [[...standards.keys()], [...standards.values()].map(decimalText)],
  );
}

function figuresOf(rows: readonly Pick<Entry, 'quantity' | 'amount'>[]): [string[], string[]] {
  return [rows.map(({ quantity }) => decimalText(quantity)), rows.map(({ amount }) => decimalText(amount))];
}
