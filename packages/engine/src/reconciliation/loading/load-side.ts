import type { CompiledReconciliation, Side } from '@dougong/kernel/reconciliation';
import { RECONCILED_CODES } from '@dougong/kernel/metadata';
import type { ReconciledCode } from '@dougong/kernel/metadata';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { SqlSession } from '../../database/sql-session.js';
import { identifier, Parameters } from '../../database/sql-text.js';
import { recordTables } from '../../records/record-table.js';
import { modelOf } from '@dougong/kernel/commands';
import { numberHash, repeatedNumbers } from '../comparison/entry-numbers.js';
import { ENTRY_COLUMNS, HOLDING_COLUMNS, STAGED_ENTRIES, STAGED_HOLDINGS } from '../comparison/staging.js';
import { formRows } from './form-rows.js';
import { pushedRows } from './pushed-rows.js';
import type { LoadPlace, RawRows, Window } from './raw-rows.js';
import { registerRows } from './register-rows.js';

const READERS: Readonly<Record<'register' | 'form' | 'pushed', (place: LoadPlace) => RawRows>> = {
  register: registerRows,
  form: formRows,
  pushed: pushedRows,
};

export interface SideToLoad {
  readonly release: CompiledRelease;
  readonly reconciliation: CompiledReconciliation;
  readonly side: Side;
  readonly window: Window;
  readonly set?: string;
}

/** Stages one side with one statement: reads it, and says everything in the words of both. */
export async function loadSide(session: SqlSession, load: SideToLoad): Promise<void> {
  const { release, reconciliation, side, window, set } = load;
  const parameters = new Parameters();
  const resolved = reconciliation.sides[side];
  const raw = READERS[resolved.source.from]({
    ...{ release, resolved, window, parameters },
    ...(set !== undefined && { set }),
  });
  const rows = translated(load, raw, parameters);
  if (window.compare === 'balances') {
    await session.query(holdingsInto(STAGED_HOLDINGS[side], rows, raw), parameters.values);
    return;
  }
  const table = STAGED_ENTRIES[side];
  await session.query(entriesInto(table, rows, window, parameters), parameters.values);
  if (raw.isSplit) await session.query(countTogether(table));
}

function entriesInto(table: string, rows: string, { from, to }: Window, parameters: Parameters): string {
  const last = `${parameters.add(to)}::date`;
  const within = `coalesce(t.date, ${last}) BETWEEN ${parameters.add(from)}::date AND ${last}`;
  return `
    INSERT INTO ${table} (${ENTRY_COLUMNS})
    SELECT t.ord, coalesce(t.document, ''), coalesce(t.line, 1), coalesce(t.type, ''), coalesce(t.date, ${last}), coalesce(t.item, ''),
           t.place, t.lot, t.quantity, t.amount, t.origin_form, t.origin_record FROM (${rows}) t WHERE ${within}`;
}

/**
 * Rows of one line are counted together. Most lines have one row, so those with several are looked for first: a million groups
 * with sums would not fit into memory, a million numbers do.
 */
function countTogether(table: string): string {
  return `
    WITH several AS (${repeatedNumbers(table)}),
         taken AS (DELETE FROM ${table} e USING several WHERE ${numberHash('e')} = several.hash RETURNING e.*)
    INSERT INTO ${table} (${ENTRY_COLUMNS})
    SELECT min(ord), document, line, type, min(date), coalesce(min(nullif(item, '')), ''), min(place), min(lot),
           sum(quantity), sum(amount), min(origin_form), min(origin_record)
      FROM taken GROUP BY document, line, type`;
}

/** What a register does not hold any more is none; what others tell of, they tell of. */
function holdingsInto(table: string, rows: string, { isSplit }: RawRows): string {
  return `
    INSERT INTO ${table} (${HOLDING_COLUMNS})
    SELECT jsonb_build_array(t.item, t.place, t.lot)::text, coalesce(t.item, ''), t.place, t.lot, sum(t.quantity), sum(t.amount)
      FROM (${rows}) t GROUP BY t.item, t.place, t.lot
     ${isSplit ? 'HAVING sum(t.quantity) <> 0 OR sum(t.amount) <> 0' : ''}`;
}

/** The rows with codes, signs and units of both, and only those within the scope. */
function translated(
  { reconciliation, side }: SideToLoad,
  { columns, from }: RawRows,
  parameters: Parameters,
): string {
  const { source } = reconciliation.sides[side];
  const { scope } = reconciliation.definition;
  const code = (name: ReconciledCode) => {
    const codes = source.codes?.[name];
    return codes
      ? `coalesce(${parameters.json(codes)} ->> ${columns[name]}, ${columns[name]})`
      : columns[name];
  };
  const sign = source.sign === 'reversed' ? '-1' : '1';
  const factor = source.factor === undefined ? '1' : `${parameters.add(source.factor)}::numeric`;
  const units = source.units
    ? `coalesce((${parameters.json(source.units)} ->> ${columns.unit})::numeric, 1)`
    : '1';
  const { figures } = reconciliation;
  const within = RECONCILED_CODES.flatMap((name) => {
    const names = (scope as Readonly<Record<string, readonly string[] | undefined>> | undefined)?.[name];
    return names ? [`s.${name} = ANY (${parameters.add(names)}::text[])`] : [];
  });
  return `
    SELECT * FROM (
      SELECT ${columns.ord} AS ord, ${columns.document} AS document, ${columns.line}::int AS line, ${code('type')} AS type,
             ${columns.date}::date AS date, ${code('item')} AS item, ${code('place')} AS place, ${code('lot')} AS lot,
             ${figures.quantity ? `${sign} * ${factor} * ${units} * ${columns.quantity}` : '0'} AS quantity,
             ${figures.amount ? `${sign} * ${columns.amount}` : '0'} AS amount,
             ${columns.origin_form} AS origin_form, ${columns.origin_record} AS origin_record
        FROM ${from}) s
     ${within.length === 0 ? '' : `WHERE ${within.join(' AND ')}`}`;
}

/** Stages the cost of a unit at which the operation values, where it does. */
export async function loadStandards(
  session: SqlSession,
  { release, reconciliation }: Pick<SideToLoad, 'release' | 'reconciliation'>,
): Promise<void> {
  const { standard } = reconciliation.definition;
  if (!standard) return;
  const { header } = recordTables(modelOf(release, standard.form));
  const [item, cost] = [identifier(standard.item), identifier(standard.cost)];
  await session.query(
    `INSERT INTO pg_temp.standard (item, cost)
     SELECT s.${item}::text, max(s.${cost}) FROM ${header.name} s
      WHERE s.${item} IS NOT NULL AND s.${cost} IS NOT NULL GROUP BY s.${item}`,
  );
}
