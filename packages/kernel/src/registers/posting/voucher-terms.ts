import type { VoucherRule } from '../../metadata/index.js';
import type { CompiledMovement } from './compile-movement.js';

type LineDefinition = VoucherRule['lines'][number];
type Movements = ReadonlyMap<string, CompiledMovement>;

/**
 * Whether both sides of a voucher name the same terms, so that no document can unbalance it. What leaves with a return is the
 * credit for it and its variances together, so these may stand for it.
 */
export function hasSameTerms(lines: readonly LineDefinition[], movements: Movements): boolean {
  const terms = (side: LineDefinition['side']) =>
    lines
      .filter((line) => line.side === side)
      .flatMap((line) => termsOf(line.amount, movements))
      .toSorted()
      .join('\n');
  return terms('debit') === terms('credit');
}

function termsOf(amount: LineDefinition['amount'], movements: Movements): readonly string[] {
  if ('formula' in amount) return [`=${amount.formula.replaceAll(/\s+/g, ' ').trim()}`];
  if ('variance' in amount) return [`variance ${amount.movement ?? ''} ${amount.variance}`];
  if ('credit' in amount) return [`credit ${amount.movement}`];
  const rule = movements.get(amount.movement);
  if (rule?.entry === 'return' && rule.direction === 'out')
    return [`credit ${amount.movement}`, `variance ${amount.movement} any`];
  return [[amount.movement, amount.resource, amount.direction ?? 'fixed'].join(' ')];
}
