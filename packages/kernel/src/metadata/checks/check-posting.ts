import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { PostingDefinition } from '../posting.js';
import { findDuplicates } from './duplicates.js';

/** Vouchers name movements and accounts of the same posting, and both sides can be reached. */
export function checkPosting({
  movements,
  vouchers = [],
  accounts = [],
  reverses,
  recosts,
}: PostingDefinition): readonly Issue[] {
  const known = new Set(movements.map((movement) => movement.id));
  const roles = new Set(accounts.map((account) => account.role));
  const books = movements.length + vouchers.length > 0;
  const isEmpty = !books && reverses === undefined && recosts === undefined;
  return [
    ...(isEmpty ? [issue('posting_moves_nothing', '/movements')] : []),
    ...findDuplicates(
      movements.map((one) => one.id),
      '/movements',
      'id',
    ),
    ...findDuplicates(
      vouchers.map((one) => one.id),
      '/vouchers',
      'id',
    ),
    ...findDuplicates(
      accounts.map((one) => one.role),
      '/accounts',
      'role',
    ),
    ...vouchers.flatMap((voucher, index) =>
      checkVoucher(voucher, known, roles, pointer('/vouchers', index, 'lines')),
    ),
  ];
}

function checkVoucher(
  { lines }: NonNullable<PostingDefinition['vouchers']>[number],
  movements: ReadonlySet<string>,
  roles: ReadonlySet<string>,
  at: string,
): readonly Issue[] {
  const sides = new Set(lines.map((line) => line.side));
  return [
    ...(sides.size < 2 ? [issue('voucher_one_sided', at)] : []),
    ...findDuplicates(
      lines.map((line) => line.id),
      at,
      'id',
    ),
    ...lines.flatMap(({ account, amount }, index) => [
      ...(roles.has(account) ? [] : [issue('unknown_account', pointer(at, index, 'account'), { account })]),
      ...('movement' in amount && amount.movement !== undefined && !movements.has(amount.movement)
        ? [issue('unknown_movement', pointer(at, index, 'amount', 'movement'), { movement: amount.movement })]
        : []),
    ]),
  ];
}
