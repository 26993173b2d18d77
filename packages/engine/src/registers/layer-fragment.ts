import type { SettledPosting } from '@dougong/kernel/commands';
import { Decimal } from '@dougong/kernel/foundation';
import { balanceKey } from '@dougong/kernel/registers';
import type { StoredLayer } from '@dougong/kernel/registers';
import type { Parameters } from '../database/sql-text.js';
import { keyIdOf } from './ledger-fragment.js';
import type { LedgerFragment } from './ledger-fragment.js';
import type { PreparedLedger } from './ledger-store.js';

type Rows = ReadonlyMap<string, StoredLayer>;

/** The layers of a key as they were read and as postings leave them. */
interface Pool {
  readonly keyId: string;
  readonly before: Rows;
  readonly now: Rows;
}

const COLUMNS =
  'key_id bigint, source_seq bigint, acquired date, ord bigint, received numeric, quantity numeric, amount numeric, open boolean';

/** The layers that are not as they were read: new ones, those that something was taken of, and those used up. */
export function layerFragment(
  settled: readonly SettledPosting[],
  ledger: PreparedLedger,
  parameters: Parameters,
): LedgerFragment[] {
  const pools = new Map<string, Pool>();
  for (const { settlement } of settled)
    for (const layers of settlement.layers) {
      const text = balanceKey(layers.register, layers.key);
      const pool = pools.get(text) ?? { keyId: keyIdOf(layers, ledger), ...readOf(ledger, text) };
      pools.set(text, { ...pool, now: asTheyAreNow(pool.now, layers.rows) });
    }
  const rows = [...pools.values()].flatMap(changedRows);
  if (rows.length === 0) return [];
  const names = COLUMNS.replaceAll(/ (bigint|date|numeric|boolean)/g, '');
  const sql =
    `INSERT INTO ledger.layer AS l (${names}) SELECT ${names} FROM jsonb_to_recordset(${parameters.json(rows)}) AS x(${COLUMNS}) ` +
    `ORDER BY key_id, acquired, ord ON CONFLICT ON CONSTRAINT layer_once ` +
    `DO UPDATE SET quantity = EXCLUDED.quantity, amount = EXCLUDED.amount, open = EXCLUDED.open`;
  return [{ name: 'ledger_layer', sql }];
}

function readOf({ facts }: PreparedLedger, text: string): Pick<Pool, 'before' | 'now'> {
  const before = new Map((facts.layers.get(text) ?? []).map((layer) => [nameOf(layer), layer]));
  return { before, now: before };
}

/** A posting tells every layer that is left; what it leaves out is used up. */
function asTheyAreNow(before: Rows, rows: readonly StoredLayer[]): Rows {
  const usedUp = [...before].map(
    ([name, layer]) => [name, { ...layer, quantity: '0', amount: '0' }] as const,
  );
  return new Map([...usedUp, ...rows.map((layer) => [nameOf(layer), layer] as const)]);
}

function changedRows({ keyId, before, now }: Pool): Record<string, unknown>[] {
  return [...now].flatMap(([name, layer]) => {
    const { source, acquired, order, received, quantity, amount } = layer;
    const open = !isSame(quantity, '0');
    const old = before.get(name);
    if (old ? isSame(old.quantity, quantity) && isSame(old.amount, amount) : !open) return [];
    return [{ key_id: keyId, source_seq: source, acquired, ord: order, received, quantity, amount, open }];
  });
}

function nameOf({ source, acquired, order }: StoredLayer): string {
  return `${source} ${acquired} ${order}`;
}

function isSame(one: string, other: string): boolean {
  return one === other || new Decimal(one).equals(other);
}
