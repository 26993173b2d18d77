import { quotient } from './exact-division.js';
import type { TermsInSql } from './terms-in-sql.js';

const SHARE_SCALE = 4;

/** The columns of `found`, in the order of its inserts. */
export const FOUND_COLUMNS = [
  'category',
  'cause',
  'document',
  'line',
  'key',
  'item',
  'place',
  'lot',
  'type',
  'quantity',
  'amount',
  'at_stake',
  'share',
  'alert',
  'level',
  'due',
  'missing_in',
  'lag_days',
  'operation_type',
  'books_type',
  'compensated',
  'occurrence',
  'operation',
  'books',
] as const;

/**
 * SQL that weighs raw differences and keeps them: how much of the book figure they are, how loud, and when they are due.
 * The kernel's `judge` says the same of one.
 * @param raw SQL of rows with every column of `found` but `share`, `alert`, `level` and `due`, and with `base`: the book figure
 * that they are measured by.
 */
export function weighInto(raw: string, terms: TermsInSql): string {
  const measured = `(CASE w.category WHEN 'quantity' THEN abs(w.quantity) ELSE w.at_stake END)`;
  const share = `CASE WHEN w.base <> 0 THEN ${quotient(measured, 'abs(w.base)', SHARE_SCALE)} END`;
  const alert = `(w.base = 0 OR ${measured} > ${terms.alertShare} * abs(w.base))`;
  const level = `CASE WHEN w.at_stake > ${terms.redAmount} THEN 'red' WHEN ${alert} THEN 'yellow' ELSE 'green' END`;
  const days = `CASE l.level WHEN 'red' THEN 0 WHEN 'yellow' THEN ${terms.yellowDays} ELSE ${terms.greenDays} END`;
  const weighed: Readonly<Record<string, string>> = {
    share,
    alert,
    level: 'l.level',
    due: `${terms.runDate} + ${days}`,
  };
  return `
    INSERT INTO pg_temp.found (${FOUND_COLUMNS.join(', ')})
    SELECT ${FOUND_COLUMNS.map((column) => weighed[column] ?? `w.${column}`).join(', ')}
      FROM (${raw}) w, LATERAL (SELECT ${level} AS level) l`;
}
