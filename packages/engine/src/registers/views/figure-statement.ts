import { dimensionsOf } from '../ledger-columns.js';
import type { SlotRow } from '../ledger-columns.js';
import { isDay } from '../page.js';
import { isUuid } from '../../records/sql-scalars.js';
import { isStorable } from '../../records/query-text.js';
import { afterCursor, groupColumns, groupOrder } from './figure-grouping.js';
import type { FigureGrouping, OrderPart } from './figure-grouping.js';
import { amountsOf, bucketsOf, isTurnover, pieceTables, standBesideKeys } from './figure-pieces.js';
import type { Bucket, FigurePlan, Periodicity } from './figure-pieces.js';

type Resources = Readonly<Record<string, string>>;

/** A figure of the ledger at a place in time. */
export interface FigureRow {
  /** Left out when it is a sum over several keys. */
  readonly keyId?: string;
  readonly key: Readonly<Record<string, string | null>>;
  /** The day, or the first day of the month. */
  readonly day?: string;
  readonly document?: { readonly form: string; readonly recordId: string; readonly code: string | null };
  /** What was held at the end. */
  readonly closing: Resources;
  /** What was held before, came and went; left out where only a balance was asked for. */
  readonly moved?: { readonly opening: Resources; readonly in: Resources; readonly out: Resources };
}

/** What the rows of a reading look like. */
export interface FigureShape extends Pick<FigurePlan, 'register' | 'by' | 'days'> {
  readonly grouping: FigureGrouping;
}

export interface FigureStatement extends FigurePlan, FigureShape {
  /** Conditions on the keys `k`. */
  readonly keys: readonly string[];
  /** Shows what is and was nothing too. */
  readonly withEmpty: boolean;
  readonly cursor?: string | undefined;
  /** All rows without it. */
  readonly limit?: number | undefined;
}

const PLACES: Readonly<Record<string, { fits: (text: string) => boolean; order: string }>> = {
  day: { fits: isDay, order: 'day' },
  form: { fits: isStorable, order: 'form COLLATE "C"' },
  record: { fits: isUuid, order: 'record' },
};

/** By what the rows of a statement are sorted; two rows never have the same place. */
export function figureOrder({ grouping, by }: Pick<FigureShape, 'grouping' | 'by'>): readonly OrderPart[] {
  return [...groupOrder(grouping), ...bucketsOf(by).map(bucketOrder)];
}

function bucketOrder({ name, type }: Bucket): OrderPart {
  const place = PLACES[name];
  if (!place) throw new Error(`${name} is no column of a bucket`);
  return { expression: place.order, type, fits: place.fits, text: (row) => String(row[name]) };
}

/** One statement that gives the rows after the cursor. */
export function figureText(statement: FigureStatement): string {
  const { register, grouping, by, keys, cursor, limit, p } = statement;
  const order = figureOrder(statement);
  const slots = register.dimensions.map(({ slot }) => `k.${slot}`).join(', ');
  const shownColumns = [...withoutAlias(groupColumns(grouping)), ...bucketNames(by), ...texts(statement)];
  const conditions = [shown(statement), ...(cursor === undefined ? [] : [afterCursor(order, cursor, p)])];
  return `
WITH keys AS ${statement.wide ? 'NOT MATERIALIZED' : 'MATERIALIZED'} (SELECT k.id, k.register, ${slots} FROM ledger.register_key k WHERE ${keys.join(' AND ')}),
${pieceTables(statement).join(',\n')},
grouped AS (${groupedText(statement)}),
ran AS (${closingText(statement)})
SELECT ${shownColumns.join(', ')}${by === 'document' ? CODE : ''} FROM ran WHERE ${conditions.join(' AND ')}
 ORDER BY ${order.map(({ expression }) => expression).join(', ') || '1'}${limit === undefined ? '' : ` LIMIT ${p(limit)}`}`;
}

function bucketNames(by: Periodicity): readonly string[] {
  return bucketsOf(by).map(({ name }) => name);
}

function withoutAlias(columns: readonly string[]): readonly string[] {
  return columns.map((column) => column.slice(column.indexOf('.') + 1));
}

/** Numbers of keys are summed by first, which is cheaper than by the values of their dimensions. */
function groupedText(statement: FigureStatement): string {
  const { grouping, by } = statement;
  const { name, sql } = summedSource(statement);
  const own = [...groupColumns(grouping), ...bucketNames(by).map((bucket) => `${name}.${bucket}`)];
  const sums = amountsOf(statement).map((amount) => {
    const sum = grouping.byKey ? `${name}.${amount}` : `sum(${name}.${amount})`;
    return `coalesce(${sum}, 0) AS ${amount}`;
  });
  const group = grouping.byKey ? '' : `GROUP BY ${own.join(', ') || '()'}`;
  return `SELECT ${[...own, ...sums].join(', ')} FROM ${sql} ${group}`;
}

/** SQL of the keys `k` with their pieces, summed for each key and bucket, and the name under which the sums are found. */
function summedSource(statement: FigureStatement): { readonly name: string; readonly sql: string } {
  const { by, days, withEmpty } = statement;
  if (standBesideKeys(statement)) return { name: 'k', sql: 'pieces k' };
  const apart = ['key_id', ...bucketNames(by)];
  const sums = amountsOf(statement).map((amount) => `sum(${amount}) AS ${amount}`);
  const summed = `SELECT ${[...apart, ...sums].join(', ')} FROM pieces GROUP BY ${apart.join(', ')}`;
  const join = withEmpty ? 'LEFT JOIN' : 'JOIN';
  // What is held now is one row for each key already.
  return {
    name: 'f',
    sql: `keys k ${join} (${days === 'now' ? 'SELECT * FROM pieces' : summed}) f ON f.key_id = k.id`,
  };
}

/** A closing runs on from row to row of its group; what was held before has no day, so it comes first. */
function closingText({ register, grouping, by, days }: FigureStatement): string {
  const buckets = bucketNames(by);
  const group = withoutAlias(groupColumns(grouping));
  const balance = (slot: string) =>
    isTurnover(days) ? `open_${slot} + in_${slot} - out_${slot}` : `open_${slot}`;
  if (buckets.length === 0)
    return `SELECT *, ${register.resources.map(({ slot }) => `${balance(slot)} AS closing_${slot}`).join(', ')} FROM grouped`;
  const closings = register.resources.map(({ slot }) => `sum(${balance(slot)}) OVER w AS closing_${slot}`);
  return `SELECT *, ${closings.join(', ')} FROM grouped WINDOW w AS (
    ${group.length === 0 ? '' : `PARTITION BY ${group.join(', ')}`} ORDER BY ${buckets.map((name) => `${name} NULLS FIRST`).join(', ')})`;
}

/** A document keeps its code; asked only for the rows that are shown. */
const CODE = `, (SELECT p.source_code FROM ledger.posting p WHERE p.source_id = ran.record AND p.source_type = ran.form ORDER BY p.id DESC LIMIT 1) AS code`;

/** The database writes the decimals: there may be many rows, and none is counted with any more. */
function texts({ register, days }: FigureStatement): string[] {
  return register.resources.flatMap(({ slot, scale }) => {
    const text = (amount: string, name: string) => `round(${amount}, ${scale})::text AS ${name}_${slot}`;
    const closing = text(`closing_${slot}`, 'closing');
    if (!isTurnover(days)) return [closing];
    const opening = text(`closing_${slot} - in_${slot} + out_${slot}`, 'opening');
    return [closing, opening, text(`in_${slot}`, 'in'), text(`out_${slot}`, 'out')];
  });
}

function shown(statement: FigureStatement): string {
  if (statement.by !== 'none') return 'day IS NOT NULL';
  if (statement.withEmpty) return 'true';
  return `(${amountsOf(statement)
    .map((amount) => `${amount} <> 0`)
    .join(' OR ')})`;
}

/** Reads a row that the statement gave. */
export function figureOf({ register, grouping, by, days }: FigureShape, row: SlotRow): FigureRow {
  const group = (name: string): Resources =>
    Object.fromEntries(register.resources.map(({ id, slot }) => [id, String(row[`${name}_${slot}`])]));
  return {
    ...(grouping.byKey ? { keyId: String(row['id']) } : {}),
    key: dimensionsOf(grouping, row),
    ...(by === 'none' ? {} : { day: String(row['day']) }),
    ...(by === 'document' ? { document: documentOf(row) } : {}),
    closing: group('closing'),
    ...(isTurnover(days) ? { moved: { opening: group('opening'), in: group('in'), out: group('out') } } : {}),
  };
}

function documentOf(row: SlotRow): NonNullable<FigureRow['document']> {
  return {
    form: String(row['form']),
    recordId: String(row['record']),
    code: (row['code'] ?? null) as string | null,
  };
}
