import type { FieldTypes, FunctionPart, RecordData, Scope } from '../expression/index.js';

/** A voucher as formulas of exports read it. */

const LINE: FieldTypes = {
  account: { kind: 'text' },
  account_title: { kind: 'text' },
  side: { kind: 'text' },
  debit: { kind: 'number', scale: 2 },
  credit: { kind: 'number', scale: 2 },
  amount: { kind: 'number', scale: 2 },
};

const HEAD: FieldTypes = {
  id: { kind: 'text' },
  number: { kind: 'text' },
  date: { kind: 'date' },
  summary: { kind: 'text' },
  source_form: { kind: 'text' },
  source_id: { kind: 'text' },
  source_code: { kind: 'text' },
  total: { kind: 'number', scale: 2 },
  lines: { kind: 'table', columns: LINE },
};

/** The table of a voucher's entries. */
export const VOUCHER_LINES = 'lines';

/** What formulas over a voucher, or over one of its lines, may name. */
export function voucherScope(functions: readonly FunctionPart[], row?: string): Scope {
  return { fields: HEAD, functions, ...(row === undefined ? {} : { row }) };
}

/** A voucher with its lines, texts in one language. */
export interface VoucherRecord extends RecordData {
  readonly id: string;
  readonly number: string;
  readonly lines: readonly RecordData[];
}
