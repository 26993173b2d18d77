import { isFormulaError, toWire } from '../../expression/index.js';
import type { CompiledFormula, EvaluationInput, RecordData, WireValue } from '../../expression/index.js';
import { Decimal, decimalText, issue, ok, pointer, refused, ZERO } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import { splitExact } from '../../registers/index.js';
import type { CompiledAllocation, CompiledSettlement } from './compile-allocation.js';
import { RECEIPTS } from './compile-allocation.js';
import type { CostBooks, ReadRecord } from './cost-books.js';
import type { CostFigure } from './finish-costs.js';

/** A receipt that was booked at a provisional cost. */
export interface ProvisionalReceipt {
  readonly document: string;
  readonly line: number | null;
  readonly quantity: string;
  readonly amount: string;
}

/** What the finished units of a receiver cost, beside what their receipts were booked at. Decimals are text. */
export interface ReceiverSettlement {
  readonly receiver: string;
  readonly quantity: string;
  readonly provisional: string;
  readonly actual: string;
  readonly receipts: readonly ProvisionalReceipt[];
}

/** Sets what was finished beside its provisional receipts, receiver by receiver, in the order of their names. */
export function collectReceipts(
  books: CostBooks,
  figures: readonly CostFigure[],
): readonly ReceiverSettlement[] {
  const receipts = new Map<string, ProvisionalReceipt[]>();
  for (const reading of books.read('/settlement')) {
    const receiver = reading.text('receiver');
    if (receiver === '') books.nobody(reading, 'receiver');
    const { document, line_no: line } = reading.row.record;
    const receipt = {
      document: typeof document === 'string' ? document : reading.row.id,
      line: typeof line === 'number' ? line : null,
      quantity: decimalText(reading.number('quantity')),
      amount: decimalText(reading.number('amount')),
    };
    receipts.set(receiver, [...(receipts.get(receiver) ?? []), receipt]);
  }
  return [...receipts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([receiver, own]) => ({
      receiver,
      quantity: sumText(own.map(({ quantity }) => quantity)),
      provisional: sumText(own.map(({ amount }) => amount)),
      actual: sumText(
        figures
          .filter((figure) => figure.receiver === receiver && figure.part === 'finished')
          .map(({ amount }) => decimalText(amount)),
      ),
      receipts: own,
    }));
}

/** What is booked for one receiver: the difference that is still due, and in which version of which period. */
export interface DueSettlement {
  readonly settlement: ReceiverSettlement;
  readonly amount: Decimal;
  readonly product: string;
  readonly version: number;
  readonly from: string;
  readonly to: string;
}

/**
 * The document that trues up the receipts of one receiver. The difference goes to its receipts by their quantities, to
 * the last cent.
 * @returns the values of a record of the settlement's form, or what keeps its formulas from giving them.
 */
export function settlingRecord(
  { settlement, definition }: Pick<CompiledAllocation, 'settlement' | 'definition'>,
  due: DueSettlement,
  reference: ReadRecord,
): Result<RecordData, readonly Issue[]> {
  if (!settlement) return refused([issue('no_settlement', '/settlement')]);
  const { receipts } = due.settlement;
  const weights = receipts.map(({ quantity }) => new Decimal(quantity));
  const parts = splitExact(due.amount, weights, definition.scale);
  if (!parts.ok) return parts;
  const rows = receipts.map(({ document, line, quantity }, at) => ({
    document,
    line_no: line,
    quantity,
    amount: decimalText(parts.value[at] ?? ZERO),
  }));
  return filled(settlement, { record: headerOf(due, rows), reference }, rows);
}

function headerOf({ settlement, ...due }: DueSettlement, rows: readonly RecordData[]): RecordData {
  const { receiver, quantity, provisional, actual } = settlement;
  return {
    receiver,
    product: due.product,
    amount: decimalText(due.amount),
    provisional,
    actual,
    quantity,
    version: decimalText(new Decimal(due.version)),
    period_from: due.from,
    period_to: due.to,
    [RECEIPTS]: rows,
  };
}

function filled(
  { values, lines }: CompiledSettlement,
  input: EvaluationInput,
  rows: readonly RecordData[],
): Result<RecordData, readonly Issue[]> {
  const filler = new Filler();
  const header = filler.fill(values, input);
  const table = lines && rows.map((row) => filler.fill(lines.values, { ...input, row }));
  if (filler.issues.length > 0) return refused(filler.issues);
  return ok(lines && table ? { ...header, [lines.field]: table } : header);
}

class Filler {
  readonly issues: Issue[] = [];

  fill(values: ReadonlyMap<string, CompiledFormula>, input: EvaluationInput): RecordData {
    const entries = [...values].map(
      ([field, formula]) => [field, this.value(field, formula, input)] as const,
    );
    return Object.fromEntries(entries);
  }

  private value(field: string, formula: CompiledFormula, input: EvaluationInput): WireValue {
    const value = formula.evaluate(input);
    if (!isFormulaError(value)) return toWire(value, formula.type);
    this.issues.push(issue('formula_error', pointer('/settlement/values', field), { kind: value.kind }));
    return null;
  }
}

function sumText(values: readonly string[]): string {
  return decimalText(values.reduce((sum, value) => sum.plus(value), ZERO));
}
