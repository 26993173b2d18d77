import { Decimal } from '@dougong/kernel/foundation';
import type { Category, Difference, Level, Side } from '@dougong/kernel/reconciliation';
import type { SqlSession } from '../../database/sql-session.js';

interface FoundRow extends Record<string, unknown> {
  readonly category: Category;
  readonly cause: string | null;
  readonly document: string | null;
  readonly line: number | null;
  readonly key: string | null;
  readonly quantity: string;
  readonly amount: string;
  readonly at_stake: string;
  readonly share: string | null;
  readonly alert: boolean;
  readonly level: Level;
  readonly due: string;
  readonly missing_in: Side | null;
  readonly lag_days: number | null;
  readonly operation_type: string | null;
  readonly books_type: string | null;
  readonly compensated: string | null;
}

/** What a comparison found, as the kernel would tell it. */
export async function readFound(session: SqlSession): Promise<readonly Difference[]> {
  const { rows } = await session.query<FoundRow>('SELECT * FROM pg_temp.found');
  return rows.map(differenceOf);
}

function differenceOf(row: FoundRow): Difference {
  const { category, alert, level, due } = row;
  return {
    about: row.document === null ? { key: row.key ?? '' } : { document: row.document, line: row.line ?? 0 },
    ...{ category, alert, level, due },
    quantity: new Decimal(row.quantity),
    amount: new Decimal(row.amount),
    atStake: new Decimal(row.at_stake),
    share: row.share === null ? null : new Decimal(row.share),
    ...(row.missing_in && { missingIn: row.missing_in }),
    ...(row.cause && { duplicateIn: row.cause.replace('duplicate_in_', '') as Side }),
    ...(row.lag_days !== null && { lagDays: row.lag_days }),
    ...(row.operation_type !== null && {
      types: { operation: row.operation_type, books: row.books_type ?? '' },
    }),
    ...(row.compensated !== null && { compensated: new Decimal(row.compensated) }),
  };
}
