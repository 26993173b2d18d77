import type { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { Parameters, statementName } from '../../database/sql-text.js';
import type { SlotRow } from '../ledger-columns.js';

type Build = (p: (value: unknown) => string) => string;

/** Runs a statement whose text is built with placeholders for its values. */
export function statementRows(database: Database, build: Build): Promise<readonly SlotRow[]> {
  return database.withSession((session) => rowsIn(session, build));
}

/** The same on a connection that is lent already. */
export async function rowsIn(session: SqlSession, build: Build): Promise<readonly SlotRow[]> {
  const parameters = new Parameters();
  const text = build((value) => parameters.add(value));
  const { rows } = await session.prepared<Record<string, unknown>>(
    statementName(text),
    text,
    parameters.values,
  );
  return rows;
}
