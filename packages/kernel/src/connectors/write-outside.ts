import { isFormulaError, toWire } from '../expression/index.js';
import type { EvaluationInput, RecordData, WireValue } from '../expression/index.js';
import { rowsOf } from '../forms/index.js';
import { pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { CompiledBody, CompiledExport } from './compile-connector.js';
import { putAtPlace } from './json-place.js';

export interface OutsideBody {
  readonly body: Readonly<Record<string, unknown>>;
  readonly issues: readonly Issue[];
}

/** Writes a voucher or a record as the other side wants it. Decimals are text, as everywhere on the wire. */
export function writeOutside(each: CompiledExport, input: EvaluationInput): OutsideBody {
  const body: Record<string, unknown> = {};
  const issues = fill(body, each.body, input, '');
  if (each.lines) {
    const { table, at, body: row } = each.lines;
    const rows = rowsOf(input.record, table).map((line, index) => {
      const written: Record<string, unknown> = {};
      issues.push(...fill(written, row, { ...input, row: line }, pointer(at, index)));
      return written;
    });
    putAtPlace(body, at, rows);
  }
  return { body, issues };
}

/** What a record is worth to a daily comparison; nothing where the formula has no value. */
export function totalOf({ total }: CompiledExport, input: EvaluationInput): string | null {
  const value = total?.evaluate(input);
  if (!total || value === undefined || isFormulaError(value)) return null;
  const wire: WireValue = toWire(value, total.type);
  return wire === null ? null : String(wire as string);
}

function fill(
  target: Record<string, unknown>,
  body: CompiledBody,
  input: EvaluationInput,
  at: string,
): Issue[] {
  const issues: Issue[] = [];
  for (const { place, formula } of body) {
    const value = formula.evaluate(input);
    if (isFormulaError(value)) issues.push(value.toIssue(at + place));
    else putAtPlace(target, place, toWire(value, formula.type));
  }
  return issues;
}

/** A record with what it is besides its fields, as exports read it. */
export function exported(
  record: RecordData,
  moment: { readonly now: string; readonly today: string },
): EvaluationInput {
  return { record, variables: { ...moment } };
}
