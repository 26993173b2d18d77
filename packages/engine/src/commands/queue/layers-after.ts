import type { SettledPosting } from '@dougong/kernel/commands';
import { balanceKey } from '@dougong/kernel/registers';
import type { PreparedLedger } from '../../registers/ledger-store.js';

/** The ledger as the next command finds it, who writes the layers that are not as it found them: those that postings left. */
export function layersAfter(ledger: PreparedLedger, settled: readonly SettledPosting[]): PreparedLedger {
  const left = settled.flatMap(({ settlement }) => settlement.layers);
  if (left.length === 0) return ledger;
  const layers = new Map(ledger.facts.layers);
  for (const { register, key, rows } of left) layers.set(balanceKey(register, key), rows);
  return { ...ledger, facts: { ...ledger.facts, layers } };
}
