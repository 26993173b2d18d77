import { Injectable } from '@nestjs/common';
import { Decimal, fixedText } from '@dougong/kernel/foundation';
import type { CompiledDimension, CompiledRegister, CompiledResource } from '@dougong/kernel/registers';
import { Database } from '../../database/database.js';
import type { SlotRow } from '../ledger-columns.js';
import { pageOf, rowsOfPage } from '../page.js';
import type { Page, PageQuery } from '../page.js';
import { afterCursor, groupOrder } from './figure-grouping.js';
import { joinHeld } from './held-now.js';
import { keyConditions } from './key-conditions.js';
import type { DimensionFilter } from './key-conditions.js';
import { statementRows } from './statement-rows.js';

/** What can be promised: one balance and what is added to it and taken off, register by register. */

/** A balance that counts for or against what can be promised. */
export interface AvailableTerm {
  readonly register: CompiledRegister;
  readonly quantity: CompiledResource;
  readonly sign: 'plus' | 'minus';
  readonly filter: DimensionFilter;
}

export interface AvailableQuestion extends PageQuery {
  /** The register that is asked comes first. */
  readonly terms: readonly AvailableTerm[];
  /** Dimensions that all terms have; the others are summed over. */
  readonly dimensions: readonly string[];
}

export interface AvailableRow {
  readonly key: Readonly<Record<string, string | null>>;
  readonly available: string;
  readonly terms: readonly {
    readonly register: string;
    readonly sign: 'plus' | 'minus';
    readonly quantity: string;
  }[];
}

@Injectable()
export class Available {
  constructor(private readonly database: Database) {}

  async page(question: AvailableQuestion): Promise<Page<AvailableRow>> {
    const size = rowsOfPage(question);
    const order = orderOf(question);
    const rows = await statementRows(this.database, (p) => availableText(question, size + 1, p));
    return pageOf(
      rows,
      size,
      (row) => availableOf(question, row),
      (row) => order.map(({ text }) => text(row)),
    );
  }
}

/** The dimensions under names that are the same for every term. */
function shared({ dimensions }: AvailableQuestion): readonly string[] {
  return dimensions.map((_, at) => `d${at}`);
}

function orderOf(question: AvailableQuestion) {
  const dimensions = shared(question).map((slot) => ({ slot }) as CompiledDimension);
  return groupOrder({ dimensions, byKey: false });
}

function availableText(question: AvailableQuestion, limit: number, p: (value: unknown) => string): string {
  const { terms, cursor } = question;
  const names = shared(question);
  const order = orderOf(question);
  const rows = terms.map((term, at) => termText(question, term, at, p));
  const sums = terms.map((_, at) => `sum(q${at}) AS q${at}`);
  const conditions = [
    `(${terms.map((_, at) => `q${at} <> 0`).join(' OR ')})`,
    ...(cursor === undefined ? [] : [afterCursor(order, cursor, p)]),
  ];
  return `
WITH held AS (${rows.join(' UNION ALL ')}),
grouped AS (SELECT ${[...names, ...sums].join(', ')} FROM held GROUP BY ${names.join(', ') || '()'})
SELECT ${[...names, ...terms.map((_, at) => `q${at}::text`)].join(', ')} FROM grouped WHERE ${conditions.join(' AND ')}
 ORDER BY ${order.map(({ expression }) => expression).join(', ') || '1'} LIMIT ${p(limit)}`;
}

function termText(
  { terms, dimensions }: AvailableQuestion,
  { register, quantity, filter }: AvailableTerm,
  at: number,
  p: (value: unknown) => string,
): string {
  const slotOf = (id: string) => register.dimensions.find((dimension) => dimension.id === id)?.slot ?? 'NULL';
  const columns = [
    ...dimensions.map((id, place) => `k.${slotOf(id)} AS d${place}`),
    ...terms.map((_, other) => `${other === at ? `b.${quantity.slot}` : '0::numeric'} AS q${other}`),
  ];
  const conditions = [...keyConditions(register, { filter }, p), `b.${quantity.slot} <> 0`];
  return `SELECT ${columns.join(', ')} FROM ledger.register_key k ${joinHeld(register)} WHERE ${conditions.join(' AND ')}`;
}

function availableOf({ terms, dimensions }: AvailableQuestion, row: SlotRow): AvailableRow {
  const scale = Math.max(...terms.map(({ quantity }) => quantity.scale));
  const amounts = terms.map((_, at) => new Decimal(String(row[`q${at}`])));
  const sum = amounts.reduce(
    (total, amount, at) => (terms[at]?.sign === 'minus' ? total.minus(amount) : total.plus(amount)),
    new Decimal(0),
  );
  return {
    key: Object.fromEntries(dimensions.map((id, at) => [id, (row[`d${at}`] ?? null) as string | null])),
    available: fixedText(sum, scale),
    terms: terms.map(({ register, sign, quantity }, at) => ({
      register: register.key,
      sign,
      quantity: fixedText(amounts[at] ?? new Decimal(0), quantity.scale),
    })),
  };
}
