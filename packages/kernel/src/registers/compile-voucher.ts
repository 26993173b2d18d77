import { issue, isError, ok, pointer, refused, warning } from '../foundation/index.js';
import type { Issue, Localized, Result } from '../foundation/index.js';
import { compileFormula } from '../expression/index.js';
import type { CompiledFormula } from '../expression/index.js';
import type { PostingDefinition, VoucherRule } from '../metadata/index.js';
import type { Direction } from './costing/index.js';
import type { CompiledMovement, PostingContext } from './compile-movement.js';

/** Places of voucher amounts, unless a register summed has more. */
const VOUCHER_SCALE_MIN = 2;

/** Where the amount of a voucher line comes from. */
export type VoucherAmount =
  | {
      readonly from: 'movements';
      readonly ruleId: string;
      readonly resource: string;
      readonly direction: Direction;
    }
  | { readonly from: 'formula'; readonly formula: CompiledFormula };

export interface CompiledVoucherLine {
  readonly id: string;
  readonly side: 'debit' | 'credit';
  readonly role: string;
  readonly account: string;
  readonly title: Localized;
  readonly amount: VoucherAmount;
}

/** A voucher rule of a posting, ready to be built from movements. */
export interface CompiledVoucher {
  readonly id: string;
  readonly summary: Localized;
  readonly scale: number;
  readonly lines: readonly CompiledVoucherLine[];
  /** Whether both sides name the same terms, so that no document can unbalance it. */
  readonly balancedByShape: boolean;
}

type Accounts = ReadonlyMap<string, NonNullable<PostingDefinition['accounts']>[number]>;
type LineDefinition = VoucherRule['lines'][number];

/** What voucher lines refer to in their posting. */
export interface VoucherContext extends PostingContext {
  readonly accounts: Accounts;
  readonly movements: ReadonlyMap<string, CompiledMovement>;
}

/** Compiles one voucher rule. A balance that only a document can prove is a warning: settling checks it again. */
export function compileVoucher(
  rule: VoucherRule,
  path: string,
  context: VoucherContext,
): Result<{ voucher: CompiledVoucher; warnings: readonly Issue[] }, readonly Issue[]> {
  const results = rule.lines.map((line, at) => compileLine(line, pointer(path, 'lines', at), context));
  const lines = results.flatMap((result) => (result.ok ? [result.value] : []));
  const balancedByShape = hasSameTerms(rule.lines);
  const issues = [
    ...results.flatMap((result) => (result.ok ? [] : result.error)),
    ...checkSides(rule, path),
    ...(balancedByShape ? [] : [warning('voucher_balance_unproven', path, { voucher: rule.id })]),
  ];
  if (issues.some(isError)) return refused(issues);
  const scale = scaleOfVoucher(lines, context);
  return ok({
    voucher: { id: rule.id, summary: rule.summary, scale, lines, balancedByShape },
    warnings: issues,
  });
}

function compileLine(
  line: LineDefinition,
  path: string,
  context: VoucherContext,
): Result<CompiledVoucherLine, readonly Issue[]> {
  const account = context.accounts.get(line.account);
  const amount = compileAmount(line, pointer(path, 'amount'), context);
  const issues = amount.ok ? [] : [...amount.error];
  if (!account) issues.push(issue('unknown_account_role', pointer(path, 'account'), { role: line.account }));
  if (!account || !amount.ok) return refused(issues);
  const { id, side } = line;
  return ok({
    id,
    side,
    role: account.role,
    account: account.code,
    title: account.title,
    amount: amount.value,
  });
}

function compileAmount(
  line: LineDefinition,
  path: string,
  context: VoucherContext,
): Result<VoucherAmount, readonly Issue[]> {
  if ('movement' in line.amount) return movementAmount(line.amount, path, context);
  const formula = compileFormula(line.amount.formula, context.scope, { blank: context.blank });
  const at = pointer(path, 'formula');
  if (!formula.ok) return refused(formula.error.map((found) => ({ ...found, path: at + found.path })));
  if (formula.value.type.kind !== 'number') return refused([issue('voucher_amount_not_number', at)]);
  return ok({ from: 'formula', formula: formula.value });
}

function movementAmount(
  amount: Extract<LineDefinition['amount'], { movement: string }>,
  path: string,
  context: VoucherContext,
): Result<VoucherAmount, readonly Issue[]> {
  const movement = context.movements.get(amount.movement);
  if (!movement)
    return refused([issue('unknown_movement', pointer(path, 'movement'), { movement: amount.movement })]);
  const resource = movement.register.resources.find((candidate) => candidate.id === amount.resource);
  if (resource?.role !== 'amount') {
    return refused([
      issue('voucher_resource_not_amount', pointer(path, 'resource'), { resource: amount.resource }),
    ]);
  }
  const fixed = typeof movement.direction === 'string' ? movement.direction : undefined;
  const direction = amount.direction ?? fixed;
  // The sum over both directions would add what came in to what went out.
  if (!direction) return refused([issue('voucher_direction_missing', path, { movement: amount.movement })]);
  if (fixed && direction !== fixed)
    return refused([issue('voucher_direction_never', pointer(path, 'direction'))]);
  return ok({ from: 'movements', ruleId: movement.id, resource: resource.id, direction });
}

function checkSides(rule: VoucherRule, path: string): Issue[] {
  const sides = new Set(rule.lines.map((line) => line.side));
  return sides.size === 2 ? [] : [issue('voucher_one_sided', pointer(path, 'lines'), { voucher: rule.id })];
}

function hasSameTerms(lines: readonly LineDefinition[]): boolean {
  const terms = (side: LineDefinition['side']) =>
    lines
      .filter((line) => line.side === side)
      .map((line) => termOf(line.amount))
      .toSorted()
      .join('\n');
  return terms('debit') === terms('credit');
}

function termOf(amount: LineDefinition['amount']): string {
  if ('formula' in amount) return `=${amount.formula.replaceAll(/\s+/g, ' ').trim()}`;
  return [amount.movement, amount.resource, amount.direction ?? 'fixed'].join(' ');
}

function scaleOfVoucher(lines: readonly CompiledVoucherLine[], context: VoucherContext): number {
  const scales = lines.flatMap(({ amount }) => {
    if (amount.from === 'formula') return [];
    const resources = context.movements.get(amount.ruleId)?.register.resources ?? [];
    return resources.filter((resource) => resource.id === amount.resource).map((resource) => resource.scale);
  });
  return Math.max(VOUCHER_SCALE_MIN, ...scales);
}
