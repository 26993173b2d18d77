import {
  Decimal,
  issue,
  magnitude,
  ok,
  refused,
  roundTo,
  unitsOf,
  unitsOfText,
  unitsText,
} from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import { isFormulaError } from '../expression/index.js';
import type { EvaluationInput } from '../expression/index.js';
import type { CompiledVoucher, CompiledVoucherLine, VoucherAmount } from './compile-voucher.js';
import type { Movement, Voucher, VoucherLine } from './movement.js';

/**
 * Builds a voucher from settled movements; lines of zero are left out, and there is none when nothing is left.
 * @returns `null` for no voucher; refused when the two sides differ.
 */
export function buildVoucher(
  rule: CompiledVoucher,
  movements: readonly Movement[],
  input: EvaluationInput,
): Result<Voucher | null, readonly Issue[]> {
  const amounts = rule.lines.map((line) => amountOf(line, rule.scale, movements, input));
  const issues = amounts.flatMap((amount) => (amount.ok ? [] : amount.error));
  if (issues.length > 0) return refused(issues);
  const units = amounts.map((amount) => (amount.ok ? amount.value : 0n));
  const [debit, credit] = [sumOfSide(rule, units, 'debit'), sumOfSide(rule, units, 'credit')];
  if (debit !== credit) {
    const params = {
      voucher: rule.id,
      debit: unitsText(debit, rule.scale),
      credit: unitsText(credit, rule.scale),
    };
    return refused([issue('voucher_unbalanced', '', params)]);
  }
  const lines = rule.lines.flatMap((line, at) => lineOf(line, units[at] ?? 0n, rule.scale));
  if (lines.length === 0) return ok(null);
  return ok({ ruleId: rule.id, summary: rule.summary, lines, total: unitsText(debit, rule.scale) });
}

function lineOf(line: CompiledVoucherLine, units: bigint, scale: number): VoucherLine[] {
  if (units === 0n) return [];
  const { id, side, role, account, title } = line;
  return [{ id, side, role, account, title, amount: unitsText(units, scale) }];
}

function sumOfSide(rule: CompiledVoucher, units: readonly bigint[], side: 'debit' | 'credit'): bigint {
  return rule.lines.reduce((sum, line, at) => (line.side === side ? sum + (units[at] ?? 0n) : sum), 0n);
}

function amountOf(
  line: CompiledVoucherLine,
  scale: number,
  movements: readonly Movement[],
  input: EvaluationInput,
): Result<bigint, readonly Issue[]> {
  if (line.amount.from === 'movements') return ok(sumOfMovements(line.amount, scale, movements));
  const value = line.amount.formula.evaluate(input);
  if (isFormulaError(value))
    return refused([issue('formula_error', '', { voucherLine: line.id, kind: value.kind })]);
  return ok(Decimal.isDecimal(value) ? unitsOf(roundTo(value, scale), scale) : 0n);
}

/** The sum, without sign, of what the movements of one rule took one way. */
function sumOfMovements(
  amount: Extract<VoucherAmount, { from: 'movements' }>,
  scale: number,
  movements: readonly Movement[],
): bigint {
  const sum = movements
    .filter((movement) => movement.ruleId === amount.ruleId && movement.direction === amount.direction)
    .reduce((total, movement) => total + unitsOfText(movement.resources[amount.resource] ?? '0', scale), 0n);
  return magnitude(sum);
}
