import type { CompiledRegister } from '@dougong/kernel/registers';
import { RESOURCE_SLOTS } from './ledger-columns.js';

/** How the balances of a register are kept: in one row under lock, in several rows, or folded later out of movements. */

/** In how many rows a split balance is kept: as many writers as can post to it at once without waiting. */
export const SPLIT_SHARDS = 8;

type Kept = Pick<CompiledRegister, 'definition' | 'keepsBalance'>;

/** Whether writers share the balance out among several rows. */
export function isSplit({ definition }: Kept): boolean {
  return definition.balance === 'split';
}

/** Whether the balance follows its movements later. */
export function isDeferred({ definition }: Kept): boolean {
  return definition.balance === 'deferred';
}

/** Whether one row under lock says what there is, so that a movement knows the balance after it. */
export function isInOnePlace(register: Kept): boolean {
  return register.keepsBalance && !isSplit(register) && !isDeferred(register);
}

/** How many rows the balance of a key has. */
export function shardsOf(register: Kept): number {
  if (!register.keepsBalance) return 0;
  return isSplit(register) ? SPLIT_SHARDS : 1;
}

/**
 * SQL that joins the balance of a key, as `alias`, to the row of the key: the sum where it is split. A balance that is folded
 * later lacks what was posted in the last moments.
 */
export function joinBalance(register: Kept, key: string, alias: string, join = 'JOIN'): string {
  if (!isSplit(register))
    return `${join} ledger.balance ${alias} ON ${alias}.key_id = ${key}.id AND ${alias}.shard = 0`;
  const sums = RESOURCE_SLOTS.map((slot) => `sum(s.${slot}) AS ${slot}`).join(', ');
  return `${join} LATERAL (SELECT ${sums} FROM ledger.balance s WHERE s.key_id = ${key}.id) ${alias} ON true`;
}
