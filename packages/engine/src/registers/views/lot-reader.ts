import { Injectable } from '@nestjs/common';
import type { FormModel } from '@dougong/kernel/forms';
import type { CompiledDimension, CompiledRegister, CompiledResource } from '@dougong/kernel/registers';
import { Database } from '../../database/database.js';
import { recordTables } from '../../records/record-table.js';
import { dimensionsOf } from '../ledger-columns.js';
import type { SlotRow } from '../ledger-columns.js';
import { lotColumns } from '../lot-records.js';
import type { LotDates } from '../lot-records.js';
import { joinHeld } from './held-now.js';
import { keyConditions } from './key-conditions.js';
import type { KeyQuery } from './key-conditions.js';
import { statementRows } from './statement-rows.js';

/** Balances that hold something, with what the records of their lots say. */

export interface LotQuestion extends KeyQuery {
  readonly dimension: CompiledDimension;
  /** The form of the records that the dimension names. */
  readonly model?: FormModel | undefined;
  readonly dates: LotDates;
  /** What is counted. */
  readonly resource: CompiledResource;
}

export interface LotRow {
  readonly keyId: string;
  readonly key: Readonly<Record<string, string | null>>;
  readonly held: string;
  readonly code: string | null;
  readonly lastDay: string | null;
  readonly received: string | null;
}

@Injectable()
export class LotReader {
  constructor(private readonly database: Database) {}

  async lots(register: CompiledRegister, question: LotQuestion): Promise<readonly LotRow[]> {
    const rows = await statementRows(this.database, (p) => lotsText(register, question, p));
    return rows.map((row) => lotOf(register, row));
  }
}

/** The balances come first: values of other registers in the same column are no ids of records. */
function lotsText(register: CompiledRegister, question: LotQuestion, p: (value: unknown) => string): string {
  const { dimension, model, dates, resource } = question;
  const conditions = [...keyConditions(register, question, p), `b.${resource.slot} > 0`];
  const slots = register.dimensions.map(({ slot }) => `k.${slot}`);
  const records = model
    ? `LEFT JOIN ${recordTables(model).header.name} r ON r.id = h.${dimension.slot}::uuid`
    : '';
  return `
WITH held AS MATERIALIZED (
  SELECT ${['k.id', ...slots].join(', ')}, b.${resource.slot} AS held FROM ledger.register_key k ${joinHeld(register)}
   WHERE ${conditions.join(' AND ')}
)
SELECT h.*, h.id::text AS key_id, h.held::text AS held_text, ${lotColumns(model, dates, 'h.id')} FROM held h ${records}`;
}

function lotOf(register: CompiledRegister, row: SlotRow): LotRow {
  const text = (name: string) => (row[name] ?? null) as string | null;
  return {
    keyId: String(row['key_id']),
    key: dimensionsOf(register, row),
    held: String(row['held_text']),
    code: text('code'),
    lastDay: text('last_day'),
    received: text('received'),
  };
}
