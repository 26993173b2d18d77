import { isFormulaError } from '../../expression/index.js';
import type { CompiledFormula, EvaluationInput, RecordData } from '../../expression/index.js';
import { Decimal, decimalText, issue, roundTo, ZERO } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import type { CompiledAllocation } from './compile-allocation.js';
import type { CompiledMeasure } from './compile-measure.js';
import type { CostInputs, SourceRow, TraceEntry } from './cost-inputs.js';

export type ReadRecord = NonNullable<EvaluationInput['reference']>;

/** One row of a source as a place of the allocation reads it. */
export interface Reading {
  readonly row: SourceRow;
  readonly measure: CompiledMeasure;
  /** Blank is ''. */
  text(name: string): string;
  /** Blank is zero. */
  number(name: string): Decimal;
  has(name: string): boolean;
  evaluate(formula: CompiledFormula, record?: RecordData): Decimal;
}

/** Amounts by receiver and element, what is wrong, and where everything comes from: a run while it is worked out. */
export class CostBooks {
  readonly issues: Issue[] = [];
  readonly trace: TraceEntry[] = [];
  private readonly costs = new Map<string, Map<string, Decimal>>();

  constructor(
    readonly allocation: CompiledAllocation,
    readonly inputs: CostInputs,
    readonly reference: ReadRecord,
  ) {}

  get scale(): number {
    return this.allocation.definition.scale;
  }

  /** Receiver -> element -> cost. */
  get byReceiver(): ReadonlyMap<string, ReadonlyMap<string, Decimal>> {
    return this.costs;
  }

  charge(receiver: string, element: string, amount: Decimal): void {
    const held = this.costs.get(receiver) ?? new Map<string, Decimal>();
    held.set(element, (held.get(element) ?? ZERO).plus(amount));
    this.costs.set(receiver, held);
  }

  /** The rows that a place of the allocation reads; none where it reads nothing. */
  read(at: string): readonly Reading[] {
    const measure = this.allocation.measures.get(at);
    if (!measure) return [];
    const rows = this.inputs.sources[measure.source] ?? [];
    return rows
      .filter((row) => measure.where?.holds(this.inputOf(row)) ?? true)
      .map((row) => this.reading(measure, row));
  }

  /** Sums what a place reads by a name, `receiver` for example, and notes every row that it counted. */
  sums(at: string, by: string, value: string, note: Partial<TraceEntry> = {}): Map<string, Decimal> {
    const sums = new Map<string, Decimal>();
    for (const reading of this.read(at)) {
      const [name, figure] = [reading.text(by), reading.number(value)];
      if (figure.isZero()) continue;
      if (name === '') this.nobody(reading, by);
      sums.set(name, (sums.get(name) ?? ZERO).plus(figure));
      this.noteEntry(reading, { ...note, [by === 'receiver' ? 'receiver' : 'name']: name }, value, figure);
    }
    return sums;
  }

  noteEntry(reading: Reading, note: Partial<TraceEntry>, value: string, figure: Decimal): void {
    const { measure, row } = reading;
    const figures = { [value === 'amount' ? 'amount' : 'quantity']: decimalText(figure) };
    this.trace.push({
      kind: 'entry',
      at: measure.at,
      source: measure.source,
      row: row.id,
      ...note,
      ...figures,
    });
  }

  /** A cost or a quantity that names nobody would be lost. */
  nobody({ measure, row }: Reading, name: string): void {
    this.issues.push(
      issue('cost_of_nobody', `${measure.at}/${name}`, { source: measure.source, row: row.id }),
    );
  }

  /** The value of a result; what it refuses is noted. */
  take<T>(result: Result<T, readonly Issue[]>): T | undefined {
    if (result.ok) return result.value;
    this.issues.push(...result.error);
    return undefined;
  }

  /** At the places of amounts. */
  rounded(amount: Decimal): Decimal {
    return roundTo(amount, this.scale);
  }

  private inputOf({ record, row }: SourceRow): EvaluationInput {
    const { reference, inputs } = this;
    return { record, ...(row && { row }), reference, variables: { today: inputs.to } };
  }

  private reading(measure: CompiledMeasure, row: SourceRow): Reading {
    const valueOf = (formula: CompiledFormula, record = row.record) => {
      const value = formula.evaluate(this.inputOf({ ...row, record }));
      if (!isFormulaError(value)) return value;
      this.issues.push(issue('formula_error', measure.at, { kind: value.kind }));
      return null;
    };
    const named = (name: string) => {
      const formula = measure.formulas[name];
      return formula ? valueOf(formula) : null;
    };
    return {
      row,
      measure,
      text: (name) => textOf(named(name)),
      number: (name) => numberOf(named(name)),
      has: (name) => name in measure.formulas,
      evaluate: (formula, record) => numberOf(valueOf(formula, record)),
    };
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: unknown): Decimal {
  return Decimal.isDecimal(value) ? (value as Decimal) : ZERO;
}
