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
 * amounts. More cost stands as it was posted, less of it in red on the same sides.
 */
export function recostVouchers(
  register: CompiledRegister,
  history: readonly EarlierMovement[],
  adjustments: readonly MovementAdjustment[],
  postingOf: (key: string) => PostedBy | undefined,
  difference?: DifferenceAccount,
): readonly RecostVoucher[] {
  const bySeq = new Map(history.map((each) => [each.seq, each] as const));
  const changes = new Map<string, Map<string, bigint>>();
  for (const { movement, amount } of adjustments) {
    const { posting, ruleId, direction } = rootOf(movement, bySeq);
    const own = changes.get(posting) ?? new Map<string, bigint>();
    const place = `${ruleId} ${direction}`;
    own.set(place, (own.get(place) ?? 0n) + (direction === 'in' ? amount : -amount));
    changes.set(posting, own);
  }
  return [...changes].flatMap(([posting, own]) =>
    (postingOf(posting)?.vouchers ?? []).flatMap((rule) =>
      voucherOf(posting, rule, own, { scale: register.valued?.amount.scale ?? 0, difference }),
    ),
  );
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
}

function voucherOf(
  posting: string,
  rule: CompiledVoucher,
  changes: ReadonlyMap<string, bigint>,
  { scale, difference }: Terms,
): readonly RecostVoucher[] {
  const units = rule.lines.map(({ amount }) =>
    amount.from === 'movements' ? (changes.get(`${amount.ruleId} ${amount.direction}`) ?? 0n) : 0n,
  );
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
    lines: [...lines, ...rest],
    total,
  };
  return [{ posting, voucher, isBalanced: debit === credit || account !== undefined }];
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
