import { compileFormula } from '../../../expression/index.js';
import type { CompiledFormula, Scope, Value, ValueType } from '../../../expression/index.js';
import { Decimal, issue, ok, refused, scaleOf } from '../../../foundation/index.js';
import type { Issue, Result } from '../../../foundation/index.js';
import { belongs } from '../column-types/belongs.js';
import { narrow, QUOTES } from './cell-text.js';
import type { ColumnType } from '../column-types/column-type.js';
import type { ReadingBudget } from '../reading-budget.js';

/** What a row says about an output: a value, or how to work it out of the inputs. */
export type OutputCell = { readonly value: Value } | { readonly formula: CompiledFormula };

/** Kinds of formula results that a column takes besides its own: ids and codes are texts. */
const ALSO_TAKES: Readonly<Record<string, readonly ValueType['kind'][]>> = { text: ['reference'] };

/**
 * Reads the cells of one output: nothing means blank, `= ...` is a formula over the inputs, everything else a constant of
 * the column's type. A text that begins with `=` or a quote stands in quotes. Equal texts are read once.
 */
export class OutputReader {
  private readonly known = new Map<string, Result<OutputCell, readonly Issue[]>>();

  constructor(
    private readonly type: ColumnType,
    private readonly scope: Scope,
    private readonly budget: ReadingBudget,
  ) {}

  read(source: string): Result<OutputCell, readonly Issue[]> {
    const before = this.known.get(source);
    if (before !== undefined) return before;
    const read = this.budget.spendText(source) ? this.readNew(source) : ok({ value: null });
    this.known.set(source, read);
    return read;
  }

  private readNew(source: string): Result<OutputCell, readonly Issue[]> {
    const { type } = this;
    const text = narrow(source).trim();
    if (text === '') return ok({ value: null });
    if (text.startsWith('=')) return this.formula(source.trim().slice(1));
    const constant = type.literal(constantText(source.trim(), text, type));
    if (!constant.ok) return refused([constant.error]);
    const fault = faultOf(constant.value, text, type);
    return fault ? refused([fault]) : ok({ value: constant.value });
  }

  private formula(source: string): Result<OutputCell, readonly Issue[]> {
    return this.budget.spendFormula(source)
      ? formulaCell(source, this.type, this.scope)
      : ok({ value: null });
  }
}

function faultOf(value: Value, text: string, type: ColumnType): Issue | undefined {
  if (!belongs(value, type)) return issue('cell_outside', '', { value: text });
  const { domain } = type;
  if (!Decimal.isDecimal(value) || !domain.ordered || domain.scale === undefined) return undefined;
  return scaleOf(value as Decimal) > domain.scale
    ? issue('too_many_decimals', '', { value: text, scale: domain.scale })
    : undefined;
}

function constantText(source: string, narrowed: string, type: ColumnType): string {
  const close = QUOTES.get(source.charAt(0));
  if (close !== undefined && source.length > 1 && source.endsWith(close))
    return source.slice(1, -1).replaceAll(close + close, close);
  return type.parameter === 'text' ? source : narrowed;
}

function formulaCell(source: string, type: ColumnType, scope: Scope): Result<OutputCell, readonly Issue[]> {
  const compiled = compileFormula(source, scope);
  if (!compiled.ok) return compiled;
  const formula = compiled.value;
  const { kind } = formula.type;
  const expected = type.valueType.kind;
  const isTaken = kind === expected || kind === 'any' || ALSO_TAKES[expected]?.includes(kind) === true;
  return isTaken ? ok({ formula }) : refused([issue('formula_result', '', { actual: kind, expected })]);
}
