import { Injectable } from '@nestjs/common';
import type { CompiledDimension, CompiledRegister } from '@dougong/kernel/registers';
import { Database } from '../../database/database.js';
import { identifier } from '../../database/sql-text.js';
import { dimensionsOf, isNotEmpty, resourcesOf } from '../ledger-columns.js';
import type { SlotRow } from '../ledger-columns.js';
import { isDay, isNumber, pageOf, rowsOfPage } from '../page.js';
import type { Page, PageQuery } from '../page.js';
import { afterCursor } from './figure-grouping.js';
import type { OrderPart } from './figure-grouping.js';
import { joinHeld } from './held-now.js';
import { keyConditions } from './key-conditions.js';
import type { KeyQuery } from './key-conditions.js';
import { statementRows } from './statement-rows.js';

/** Balances whose last good day, which stands in the record that a dimension names, is over or near. */

export interface ExpiryQuestion extends KeyQuery, PageQuery {
  readonly dimension: CompiledDimension;
  /** Table of the records that the dimension names, qualified and quoted, and the date field in it. */
  readonly table: string;
  readonly field: string;
  /** The day of the question, ISO date: what is good through it has not expired. */
  readonly on: string;
  /** Days ahead that are looked at. */
  readonly withinDays: number;
}

export interface ExpiringRow {
  readonly keyId: string;
  readonly key: Readonly<Record<string, string | null>>;
  readonly resources: Readonly<Record<string, string>>;
  /** The last good day. */
  readonly lastDay: string;
  /** From the day of the question to it; below zero when it is over. */
  readonly daysLeft: number;
}

const ORDER: readonly OrderPart[] = [
  { expression: 'x.last_day', type: 'date', fits: isDay, text: (row) => String(row['last_day']) },
  { expression: 'x.id', type: 'bigint', fits: isNumber, text: (row) => String(row['id']) },
];

@Injectable()
export class Expiry {
  constructor(private readonly database: Database) {}

  /** What expires first comes first. */
  async page(register: CompiledRegister, question: ExpiryQuestion): Promise<Page<ExpiringRow>> {
    const size = rowsOfPage(question);
    const rows = await statementRows(this.database, (p) => expiryText(register, question, size + 1, p));
    return pageOf(
      rows,
      size,
      (row) => expiringOf(register, row),
      (row) => ORDER.map(({ text }) => text(row)),
    );
  }
}

/** The balances come first: values of other registers in the same column are no ids of records. */
function expiryText(
  register: CompiledRegister,
  question: ExpiryQuestion,
  limit: number,
  p: (value: unknown) => string,
): string {
  const { dimension, table, field, on, withinDays, cursor } = question;
  const conditions = [...keyConditions(register, question, p), isNotEmpty(register, 'b')];
  const columns = [
    ...register.dimensions.map(({ slot }) => `k.${slot}`),
    ...register.resources.map(({ slot }) => `b.${slot}`),
  ].join(', ');
  const day = `${p(on)}::date`;
  const after = cursor === undefined ? 'true' : afterCursor(ORDER, cursor, p);
  const shown = [
    ...register.dimensions.map(({ slot }) => `x.${slot}`),
    ...register.resources.map(({ slot }) => `x.${slot}::text`),
  ].join(', ');
  return `
WITH held AS MATERIALIZED (
  SELECT k.id, ${columns} FROM ledger.register_key k ${joinHeld(register)} WHERE ${conditions.join(' AND ')}
), dated AS (
  SELECT h.*, r.${identifier(field)} AS last_day FROM held h JOIN ${table} r ON r.id = h.${dimension.slot}::uuid
   WHERE r.${identifier(field)} <= ${day} + ${p(withinDays)}::integer
)
SELECT x.id::text, ${shown}, x.last_day::text, x.last_day - ${day} AS days_left FROM dated x
 WHERE ${after} ORDER BY ${ORDER.map(({ expression }) => expression).join(', ')} LIMIT ${p(limit)}`;
}

function expiringOf(register: CompiledRegister, row: SlotRow): ExpiringRow {
  return {
    keyId: String(row['id']),
    key: dimensionsOf(register, row),
    resources: resourcesOf(register, row),
    lastDay: String(row['last_day']),
    daysLeft: row['days_left'] as number,
  };
}
