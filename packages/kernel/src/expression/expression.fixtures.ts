import { Decimal, decimalText } from '../foundation/index.js';
import { compileFormula, isFormulaError } from './index.js';
import type { EvaluationInput, FormulaOptions, RecordData, Scope, Value, ValueType } from './index.js';

/** Scopes and short ways for the tests of formulas and conditions. */

export const number: ValueType = { kind: 'number' };
export const text: ValueType = { kind: 'text' };
export const date: ValueType = { kind: 'date' };
export const boolean: ValueType = { kind: 'boolean' };
export const place: ValueType = {
  kind: 'reference',
  form: 'place',
  fields: () => ({ name: text, leader: text, area: number }),
};

export const docScope: Scope = {
  fields: {
    qty: number,
    price: number,
    name: text,
    due: date,
    flag: boolean,
    place,
    lines: { kind: 'table', columns: { kind: text, qty: number, price: number, place } },
    总数: number,
  },
  titles: { 数量: 'qty', 单价: 'price', '数量(件)': 'qty', 明细: 'lines', 行单价: 'lines.price' },
};

export function lines(...rows: readonly RecordData[]): { readonly lines: readonly RecordData[] } {
  return { lines: rows };
}

function plain(value: Value): unknown {
  if (Decimal.isDecimal(value)) return decimalText(value as Decimal);
  return Array.isArray(value) ? value.map((item) => plain(item as Value)) : value;
}

interface Run extends Partial<EvaluationInput>, FormulaOptions {
  readonly scope?: Scope;
}

/** The value of a formula with decimals as text, or the kind of its first error. */
export function result(
  source: string,
  record: RecordData = {},
  { scope = docScope, blank, ...input }: Run = {},
): unknown {
  const compiled = compileFormula(source, scope, { blank });
  if (!compiled.ok) return compiled.error[0]?.code;
  const value = compiled.value.evaluate({ record, ...input });
  return isFormulaError(value) ? value.kind : plain(value);
}

const { process } = globalThis as unknown as {
  readonly process: { cpuUsage(): { readonly user: number; readonly system: number } };
};

/** Milliseconds of the processor that some work takes; what other programs do meanwhile does not count. */
export function elapsed(work: () => void): number {
  const before = busy();
  work();
  return busy() - before;
}

function busy(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
