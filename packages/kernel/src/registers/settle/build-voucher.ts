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
} from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import { isFormulaError } from '../../expression/index.js';
import type { CompiledFormula, EvaluationInput } from '../../expression/index.js';
import type { CompiledVoucher, CompiledVoucherLine, VoucherAmount } from '../posting/compile-voucher.js';
import type { Movement, Voucher, VoucherLine } from '../movement.js';

type Side = VoucherLine['side'];

/** A line with its side and units, before they are told as text. */
interface Entered {
  readonly line: CompiledVoucherLine;
  readonly side: Side;
  readonly units: bigint;
  readonly account: string;
}

/** Builds every voucher of a posting; all faults are reported. */
export function buildVouchers(
  rules: readonly CompiledVoucher[],
  movements: readonly Movement[],
  input: EvaluationInput,
  organisation?: string,
): Result<readonly Voucher[], readonly Issue[]> {
  const built = rules.map((rule) => buildVoucher(rule, movements, input, organisation));
  const issues = built.flatMap((result) => (result.ok ? [] : result.error));
  if (issues.length > 0) return refused(issues);
  return ok(built.flatMap((result) => (result.ok && result.value ? [result.value] : [])));
}

/**
 * Builds a voucher from settled movements; lines of zero are left out, and there is none when nothing is left.
 * @returns `null` for no voucher; refused when the two sides differ.
 */
function buildVoucher(
  rule: CompiledVoucher,
  movements: readonly Movement[],
  input: EvaluationInput,
  own: string | undefined,
): Result<Voucher | null, readonly Issue[]> {
  const results = rule.lines.map((line) => enter(line, rule, movements, input));
  const issues = results.flatMap((result) => (result.ok ? [] : result.error));
  if (issues.length > 0) return refused(issues);
  const entered = results.flatMap((result) => (result.ok ? result.value : []));
  const [debit, credit] = [sumOfSide(entered, 'debit'), sumOfSide(entered, 'credit')];
  if (debit !== credit) {
    const params = {
      voucher: rule.id,
      debit: unitsText(debit, rule.scale),
      credit: unitsText(credit, rule.scale),
    };
    return refused([issue('voucher_unbalanced', '', params)]);
  }
  if (entered.length === 0) return ok(null);
  const organisation = organisationOfVoucher(rule, input, own);
  if (rule.organisation && organisation === undefined)
    return refused([issue('voucher_organisation_blank', '', { voucher: rule.id })]);
  const lines = entered.map((each) => lineOf(each, rule.scale));
  const books = organisation === undefined ? {} : { organisation };
  return ok({ ruleId: rule.id, summary: rule.summary, ...books, lines, total: unitsText(debit, rule.scale) });
}

/** In whose books a voucher stands: what its rule says, or that of the document. */
export function organisationOfVoucher(
  { organisation }: Pick<CompiledVoucher, 'organisation'>,
  input: EvaluationInput,
  own: string | undefined,
): string | undefined {
  if (!organisation) return own;
  const value = organisation.evaluate(input);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** @returns nothing for a line of zero. */
function enter(
  line: CompiledVoucherLine,
  { scale, style }: CompiledVoucher,
  movements: readonly Movement[],
  input: EvaluationInput,
): Result<readonly Entered[], readonly Issue[]> {
  const amount = amountOf(line, scale, movements, input);
  if (!amount.ok) return amount;
  if (amount.value === 0n) return ok([]);
  const account = accountOf(line, input);
  if (!account.ok) return account;
  // What no pool holds may be a loss or a gain: a gain stands on the other side.
  const turns = line.amount.from === 'variances' && amount.value < 0n;
  const side: Side = turns ? opposite(line.side) : line.side;
  const units = turns ? -amount.value : amount.value;
  return ok([{ line, side, units: style === 'red' ? -units : units, account: account.value }]);
}

function opposite(side: Side): Side {
  return side === 'debit' ? 'credit' : 'debit';
}

function lineOf({ line, side, units, account }: Entered, scale: number): VoucherLine {
  const { id, role, title } = line;
  return { id, side, role, account, title, amount: unitsText(units, scale) };
}

function sumOfSide(entered: readonly Entered[], side: Side): bigint {
  return entered.reduce((sum, each) => (each.side === side ? sum + each.units : sum), 0n);
}

function accountOf(
  { account, role }: CompiledVoucherLine,
  input: EvaluationInput,
): Result<string, readonly Issue[]> {
  if (typeof account === 'string') return ok(account);
  const value = account.evaluate(input);
  if (isFormulaError(value))
    return refused([issue('formula_error', '', { account: role, kind: value.kind })]);
  return typeof value === 'string' && value !== ''
    ? ok(value)
    : refused([issue('account_blank', '', { role })]);
}

function amountOf(
  { id, amount }: CompiledVoucherLine,
  scale: number,
  movements: readonly Movement[],
  input: EvaluationInput,
): Result<bigint, readonly Issue[]> {
  switch (amount.from) {
    case 'movements':
      return ok(sumOfMovements(amount, scale, movements));
    case 'variances':
      return ok(sumOfVariances(amount, scale, movements));
    case 'credits':
      return ok(
        sumOfTexts(
          ownMovements(movements, amount.ruleId).map(({ credit }) => credit),
          scale,
        ),
      );
    case 'formula':
      return formulaAmount(id, amount.formula, scale, input);
  }
}

function formulaAmount(
  voucherLine: string,
  formula: CompiledFormula,
  scale: number,
  input: EvaluationInput,
): Result<bigint, readonly Issue[]> {
  const value = formula.evaluate(input);
  if (isFormulaError(value)) return refused([issue('formula_error', '', { voucherLine, kind: value.kind })]);
  return ok(Decimal.isDecimal(value) ? unitsOf(roundTo(value, scale), scale) : 0n);
}

/** The sum, without sign, of what the movements of one rule took one way. */
function sumOfMovements(
  { ruleId, direction, resource }: Extract<VoucherAmount, { from: 'movements' }>,
  scale: number,
  movements: readonly Movement[],
): bigint {
  const own = ownMovements(movements, ruleId).filter((movement) => movement.direction === direction);
  return magnitude(
    sumOfTexts(
      own.map(({ resources }) => resources[resource]),
      scale,
    ),
  );
}

function sumOfVariances(
  { ruleId, kind }: Extract<VoucherAmount, { from: 'variances' }>,
  scale: number,
  movements: readonly Movement[],
): bigint {
  const own = ruleId === undefined ? movements : ownMovements(movements, ruleId);
  const variances = own.flatMap((movement) => movement.variances ?? []);
  const wanted = variances.filter((variance) => kind === 'any' || variance.kind === kind);
  return sumOfTexts(
    wanted.map(({ amount }) => amount),
    scale,
  );
}

/** Those that a rule of the posting itself made; what is undone may have a rule of the same name. */
function ownMovements(movements: readonly Movement[], ruleId: string): readonly Movement[] {
  return movements.filter((movement) => movement.ruleId === ruleId && movement.entry !== 'mirror');
}

function sumOfTexts(texts: readonly (string | undefined)[], scale: number): bigint {
  return texts.reduce((sum, text) => sum + unitsOfText(text ?? '0', scale), 0n);
}
