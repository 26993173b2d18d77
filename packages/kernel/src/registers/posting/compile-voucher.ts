import { issue, isError, ok, pointer, refused, warning } from '../../foundation/index.js';
import type { Issue, Localized, Result } from '../../foundation/index.js';
import { compileFormula } from '../../expression/index.js';
import type { CompiledFormula } from '../../expression/index.js';
import type { VoucherRule } from '../../metadata/index.js';
import type { Direction } from '../movement.js';
import type { VarianceKind } from '../valuation/index.js';
import type { CompiledRegister } from '../register.js';
import type { CompiledAccount } from './compile-accounts.js';
import type { CompiledMovement, PostingContext } from './compile-movement.js';
import { hasSameTerms } from './voucher-terms.js';

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
  /** Of all movements, mirrored ones too, when no rule is named. */
  | { readonly from: 'variances'; readonly ruleId?: string; readonly kind: VarianceKind | 'any' }
  | { readonly from: 'credits'; readonly ruleId: string }
  | { readonly from: 'formula'; readonly formula: CompiledFormula };

export interface CompiledVoucherLine {
  readonly id: string;
  readonly side: 'debit' | 'credit';
  readonly role: string;
  readonly account: string | CompiledFormula;
  readonly title: Localized;
  readonly amount: VoucherAmount;
}

/** A voucher rule of a posting, ready to be built from movements. */
export interface CompiledVoucher {
  readonly id: string;
  readonly summary: Localized;
  readonly scale: number;
  /** `red`: negative amounts on their own sides. */
  readonly style: 'plain' | 'red';
  /** Gives the organisation in whose books it stands, where that is not the document's. */
  readonly organisation?: CompiledFormula;
  readonly lines: readonly CompiledVoucherLine[];
  /** Whether both sides name the same terms, so that no document can unbalance it. */
  readonly balancedByShape: boolean;
}

type LineDefinition = VoucherRule['lines'][number];

/** What voucher lines refer to in their posting. */
export interface VoucherContext extends Pick<PostingContext, 'scope' | 'blank'> {
  readonly accounts: ReadonlyMap<string, CompiledAccount>;
  readonly movements: ReadonlyMap<string, CompiledMovement>;
  readonly registers: ReadonlyMap<string, CompiledRegister>;
}

/** Compiles one voucher rule. A balance that only a document can prove is a warning: settling checks it again. */
export function compileVoucher(
  rule: VoucherRule,
  path: string,
  context: VoucherContext,
): Result<{ voucher: CompiledVoucher; warnings: readonly Issue[] }, readonly Issue[]> {
  const results = rule.lines.map((line, at) => compileLine(line, pointer(path, 'lines', at), context));
  const lines = results.flatMap((result) => (result.ok ? [result.value] : []));
  const balancedByShape = hasSameTerms(rule.lines, context.movements);
  const organisation = compileOrganisation(rule, path, context);
  const issues = [
    ...results.flatMap((result) => (result.ok ? [] : result.error)),
    ...(organisation.ok ? [] : organisation.error),
    ...checkSides(rule, path),
    ...(balancedByShape ? [] : [warning('voucher_balance_unproven', path, { voucher: rule.id })]),
  ];
  if (issues.some(isError) || !organisation.ok) return refused(issues);
  const scale = scaleOfVoucher(lines, context);
  return ok({
    voucher: {
      id: rule.id,
      summary: rule.summary,
      scale,
      style: rule.style ?? 'plain',
      ...(organisation.value && { organisation: organisation.value }),
      lines,
      balancedByShape,
    },
    warnings: issues,
  });
}

function compileOrganisation(
  { organisation }: VoucherRule,
  path: string,
  { scope, blank }: VoucherContext,
): Result<CompiledFormula | undefined, readonly Issue[]> {
  if (organisation === undefined) return ok(undefined);
  const formula = compileFormula(organisation, scope, { blank });
  const at = pointer(path, 'organisation');
  if (!formula.ok) return refused(formula.error.map((found) => ({ ...found, path: at + found.path })));
  const { kind } = formula.value.type;
  return kind === 'text' || kind === 'any'
    ? formula
    : refused([issue('dimension_type_mismatch', at, { type: kind })]);
}

function compileLine(
  line: LineDefinition,
  path: string,
  context: VoucherContext,
): Result<CompiledVoucherLine, readonly Issue[]> {
  const found = context.accounts.get(line.account);
  const amount = compileAmount(line, pointer(path, 'amount'), context);
  const issues = amount.ok ? [] : [...amount.error];
  if (!found) issues.push(issue('unknown_account_role', pointer(path, 'account'), { role: line.account }));
  if (!found || !amount.ok) return refused(issues);
  const { id, side } = line;
  return ok({ id, side, role: found.role, account: found.account, title: found.title, amount: amount.value });
}

function compileAmount(
  { amount }: LineDefinition,
  path: string,
  context: VoucherContext,
): Result<VoucherAmount, readonly Issue[]> {
  if ('formula' in amount) return formulaAmount(amount.formula, path, context);
  if ('resource' in amount) return movementAmount(amount, path, context);
  const { movement: ruleId } = amount;
  if (ruleId !== undefined && !context.movements.has(ruleId))
    return refused([issue('unknown_movement', pointer(path, 'movement'), { movement: ruleId })]);
  if ('variance' in amount) return ok({ from: 'variances', ruleId, kind: amount.variance });
  return context.movements.get(amount.movement)?.entry === 'return'
    ? ok({ from: 'credits', ruleId: amount.movement })
    : refused([issue('voucher_credit_without_return', path, { movement: amount.movement })]);
}

function formulaAmount(
  source: string,
  path: string,
  context: VoucherContext,
): Result<VoucherAmount, readonly Issue[]> {
  const formula = compileFormula(source, context.scope, { blank: context.blank });
  const at = pointer(path, 'formula');
  if (!formula.ok) return refused(formula.error.map((found) => ({ ...found, path: at + found.path })));
  if (formula.value.type.kind !== 'number') return refused([issue('voucher_amount_not_number', at)]);
  return ok({ from: 'formula', formula: formula.value });
}

function movementAmount(
  amount: Extract<LineDefinition['amount'], { resource: string }>,
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
  const fixed = wayOf(movement);
  const direction = amount.direction ?? fixed;
  // The sum over both directions would add what came in to what went out.
  if (!direction) return refused([issue('voucher_direction_missing', path, { movement: amount.movement })]);
  // A late cost that turns out to be a credit goes out.
  if (fixed && direction !== fixed && movement.entry !== 'capitalise')
    return refused([issue('voucher_direction_never', pointer(path, 'direction'))]);
  return ok({ from: 'movements', ruleId: movement.id, resource: resource.id, direction });
}

function checkSides(rule: VoucherRule, path: string): Issue[] {
  const sides = new Set(rule.lines.map((line) => line.side));
  return sides.size === 2 ? [] : [issue('voucher_one_sided', pointer(path, 'lines'), { voucher: rule.id })];
}

/** The only way in which a rule moves, if there is only one. */
function wayOf({ direction, entry }: CompiledMovement): Direction | undefined {
  if (entry === 'capitalise') return 'in';
  return direction === 'in' || direction === 'out' ? direction : undefined;
}

function scaleOfVoucher(
  lines: readonly CompiledVoucherLine[],
  { movements, registers }: VoucherContext,
): number {
  const scales = lines.flatMap(({ amount }) => {
    if (amount.from === 'formula') return [];
    const rule = amount.ruleId === undefined ? undefined : movements.get(amount.ruleId);
    const summed = rule ? [rule.register] : [...registers.values()];
    const resources = summed.flatMap((register) => register.resources);
    return resources.filter(({ role }) => role === 'amount').map(({ scale }) => scale);
  });
  return Math.max(VOUCHER_SCALE_MIN, ...scales);
}
