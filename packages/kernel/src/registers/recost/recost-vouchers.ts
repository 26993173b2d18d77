import { magnitude, unitsText } from '../../foundation/index.js';
import type { CompiledVoucher, CompiledVoucherLine } from '../posting/compile-voucher.js';
import type { Voucher, VoucherLine } from '../movement.js';
import type { CompiledRegister } from '../register.js';
import type { EarlierMovement } from '../settle/ledger-facts.js';
import type { MovementAdjustment } from './recost-register.js';

/** The vouchers of a posting, as they are made for it. */
export interface PostedBy {
  readonly vouchers: readonly CompiledVoucher[];
}

export interface RecostVoucher {
  readonly posting: string;
  readonly voucher: Voucher;
  readonly isBalanced: boolean;
}

/** The account that takes what a voucher leaves over: one of a receipt into a short pool, for example, names what was paid. */
export type DifferenceAccount = Pick<VoucherLine, 'role' | 'account' | 'title'>;

/**
 * What adjustments change on the accounts: each voucher of the postings concerned once more, with the adjustments of its movements as
 * amounts. More cost stands as it was posted, less of it with the opposite sign on the same sides.
 */
export function recostVouchers(
  register: CompiledRegister,
  history: readonly EarlierMovement[],
  adjustments: readonly MovementAdjustment[],
  postingOf: (key: string) => PostedBy | undefined,
  difference?: DifferenceAccount,
): readonly RecostVoucher[] {
  const hasResiduals = (key: string) => (postingOf(key)?.vouchers ?? []).some(takesResiduals);
  return organisationsIn(register, history).flatMap(({ organisation, isIn }) =>
    [...changesOf(history, adjustments, hasResiduals, isIn)].flatMap(([posting, own]) =>
      (postingOf(posting)?.vouchers ?? []).flatMap((rule) =>
        voucherOf(posting, rule, own, {
          scale: register.valued?.amount.scale ?? 0,
          difference,
          organisation,
        }),
      ),
    ),
  );
}

interface Books {
  readonly organisation: string | undefined;
  readonly isIn: (movement: EarlierMovement) => boolean;
}

/** Each organisation has books of its own; what changes in one is no business of another's vouchers. */
function organisationsIn(
  { dimensions }: CompiledRegister,
  history: readonly EarlierMovement[],
): readonly Books[] {
  const at = dimensions.findIndex(({ type }) => type === 'organisation');
  if (at < 0) return [{ organisation: undefined, isIn: () => true }];
  const named = [...new Set(history.map(({ key }) => key[at] ?? undefined))];
  return named.map((organisation) => ({
    organisation,
    isIn: ({ key }) => (key[at] ?? undefined) === organisation,
  }));
}

/** By rule and direction; what a move or undoing leaves over has a place of its own. */
type Changes = ReadonlyMap<string, bigint>;

const RESIDUAL = 'residual';

/**
 * What changes on the vouchers of each posting. An undone movement changes with what it undoes, by the rules of the posting that this
 * had come from; what it leaves over beside that stands on the voucher of the reversal, if it has one for it.
 */
function changesOf(
  history: readonly EarlierMovement[],
  adjustments: readonly MovementAdjustment[],
  hasResiduals: (posting: string) => boolean,
  isIn: (movement: EarlierMovement) => boolean,
): ReadonlyMap<string, Changes> {
  const bySeq = new Map(history.map((each) => [each.seq, each] as const));
  const adjusted = new Map(adjustments.map(({ movement, amount }) => [movement.seq, amount] as const));
  const changes = new Map<string, Map<string, bigint>>();
  const add = (posting: string, place: string, amount: bigint) => {
    if (amount === 0n) return;
    const own = changes.get(posting) ?? new Map<string, bigint>();
    changes.set(posting, own.set(place, (own.get(place) ?? 0n) + amount));
  };
  for (const movement of history.filter(isIn)) {
    const amount = adjusted.get(movement.seq) ?? 0n;
    const isSplit = movement.entry === 'mirror' && hasResiduals(movement.posting);
    const residual = isSplit ? amount + (adjusted.get(movement.linkSeq ?? '') ?? 0n) : 0n;
    const { posting, ruleId, direction, entry } = rootOf(movement, bySeq);
    const own = amount - residual;
    add(posting, `${ruleId} ${direction}`, direction === 'in' ? own : -own);
    // Both sides of a move come to nothing, but for what no pool holds.
    if (entry === 'move') add(posting, RESIDUAL, -own);
    add(movement.posting, RESIDUAL, -residual);
  }
  return changes;
}

/** A voucher of nothing but what no pool holds. */
function takesResiduals({ lines }: CompiledVoucher): boolean {
  return lines.every(isResidual);
}

function isResidual({ amount }: CompiledVoucherLine): boolean {
  if (amount.from !== 'variances' || amount.ruleId !== undefined) return false;
  return amount.kind === 'any' || amount.kind === 'reversal_residual' || amount.kind === 'shortage';
}

/** What an undone movement undoes stands on the accounts by the rules of the posting that it had come from. */
function rootOf(movement: EarlierMovement, bySeq: ReadonlyMap<string, EarlierMovement>): EarlierMovement {
  let root = movement;
  while (root.entry === 'mirror') {
    const original = bySeq.get(root.linkSeq ?? '');
    if (!original) break;
    root = original;
  }
  return root;
}

interface Terms {
  readonly scale: number;
  readonly difference: DifferenceAccount | undefined;
  readonly organisation: string | undefined;
}

function voucherOf(
  posting: string,
  rule: CompiledVoucher,
  changes: Changes,
  { scale, difference, organisation }: Terms,
): readonly RecostVoucher[] {
  const units = rule.lines.map((line) => changeOf(line, rule, changes));
  const lines = rule.lines.flatMap((line, at) => lineOf(line, units[at] ?? 0n, scale));
  if (lines.length === 0) return [];
  const sum = (side: VoucherLine['side']) =>
    rule.lines.reduce((all, line, at) => (line.side === side ? all + (units[at] ?? 0n) : all), 0n);
  const [debit, credit] = [sum('debit'), sum('credit')];
  const account = restOf(rule) ?? difference;
  const rest = account && debit !== credit ? [differenceLine(account, debit - credit, scale)] : [];
  const total = unitsText(account && credit > debit ? credit : debit, scale);
  const voucher = {
    ruleId: `${posting}/${rule.id}`,
    summary: rule.summary,
    ...(organisation === undefined ? {} : { organisation }),
    lines: [...lines, ...rest],
    total,
  };
  return [{ posting, voucher, isBalanced: debit === credit || account !== undefined }];
}

/** What stands in red is more of it below zero. */
function changeOf(line: CompiledVoucherLine, rule: CompiledVoucher, changes: Changes): bigint {
  const { amount } = line;
  const place =
    amount.from === 'movements'
      ? `${amount.ruleId} ${amount.direction}`
      : takesResiduals(rule) && isResidual(line)
        ? RESIDUAL
        : '';
  const units = changes.get(place) ?? 0n;
  return rule.style === 'red' ? -units : units;
}

/** What no pool holds has a line of its own in many vouchers. */
function restOf({ lines }: CompiledVoucher): DifferenceAccount | undefined {
  const line = lines.find(({ amount }) => amount.from === 'variances');
  return line && { role: line.role, account: codeOf(line), title: line.title };
}

/** An account that the document chose is told by its role: what is valued anew comes from many documents. */
function codeOf({ account, role }: CompiledVoucherLine): string {
  return typeof account === 'string' ? account : role;
}

/** @param excess of the debit side. */
function differenceLine(
  { role, account, title }: DifferenceAccount,
  excess: bigint,
  scale: number,
): VoucherLine {
  const side = excess > 0n ? 'credit' : 'debit';
  return { id: 'difference', side, role, account, title, amount: unitsText(magnitude(excess), scale) };
}

function lineOf(line: CompiledVoucherLine, units: bigint, scale: number): readonly VoucherLine[] {
  if (units === 0n) return [];
  const { id, side, role, title } = line;
  return [{ id, side, role, account: codeOf(line), title, amount: unitsText(units, scale) }];
}
