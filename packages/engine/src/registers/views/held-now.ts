import type { CompiledRegister } from '@dougong/kernel/registers';
import { isDeferred, joinBalance } from '../balance-modes.js';
import { RESOURCE_SLOTS } from '../ledger-columns.js';

/**
 * SQL that joins what the key `k` holds now, as `b`: its balance, and where that is folded later, the movements that are
 * not in it yet.
 */
export function joinHeld(register: CompiledRegister): string {
  if (!isDeferred(register)) return joinBalance(register, 'k', 'b');
  const sums = RESOURCE_SLOTS.map((slot) => `sum(h.${slot}) AS ${slot}`).join(', ');
  const slots = (alias: string) => RESOURCE_SLOTS.map((slot) => `${alias}.${slot}`).join(', ');
  return (
    `JOIN LATERAL (SELECT ${sums} FROM (` +
    `SELECT ${slots('f')} FROM ledger.balance f WHERE f.key_id = k.id UNION ALL ` +
    `SELECT ${slots('m')} FROM ledger.unfolded u JOIN ledger.movement m ON m.period = u.period AND m.posting_id = u.posting_id ` +
    `WHERE u.register = k.register AND m.key_id = k.id) h) b ON true`
  );
}
