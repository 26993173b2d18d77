import { balanceKey } from '@dougong/kernel/registers';
import type {
  LedgerFacts,
  LedgerNeeds,
  ReturnedFact,
  StoredCost,
  StoredLayer,
} from '@dougong/kernel/registers';
import { keyHash } from './ledger-keys.js';
import { ask } from './ledger-question.js';
import type { LedgerPlace } from './ledger-question.js';
import { readLots } from './lot-records.js';
import { readLowest } from './lowest-balances.js';
import { readHistories } from './register-histories.js';
import { readSums } from './sum-balances.js';

/** What is read of the ledger once the balances are locked: each statement sees what was committed before the lock was had. */

export type FactsUnderLock = Pick<
  LedgerFacts,
  'layers' | 'standards' | 'returned' | 'lowest' | 'sums' | 'lots' | 'histories' | 'seqs'
>;

/** Reads everything in one round trip, and nothing where nothing is needed. */
export async function readFactsUnderLock(place: LedgerPlace, needs: LedgerNeeds): Promise<FactsUnderLock> {
  const { session, registers } = place;
  const [layers, standards, returned, lowest, sums, lots, histories, seqs] = await Promise.all([
    readLayers(place, needs.layers),
    readStandards(place, needs.standards),
    readReturned(place, needs.returned),
    readLowest(place, needs.lowest),
    readSums(place, needs.sums),
    readLots(place, needs.lots),
    readHistories(session, registers, needs.histories),
    drawSeqs(place, needs.newSeqs),
  ]);
  return { layers, standards, returned, lowest, sums, lots, histories, seqs };
}

const LAYERS = `
  SELECT key_id::text, source_seq::text AS source, acquired, ord::text AS "order", received::text, quantity::text, amount::text
    FROM ledger.layer WHERE key_id = ANY ($1::bigint[]) AND open ORDER BY key_id, acquired, ord, id`;

async function readLayers(
  { session, keyIds }: LedgerPlace,
  pools: LedgerNeeds['layers'],
): Promise<FactsUnderLock['layers']> {
  const texts = new Map(
    pools.flatMap(({ register, key }) => {
      const text = balanceKey(register, key);
      const id = keyIds.get(text);
      return id === undefined ? [] : [[id, text] as const];
    }),
  );
  const layers = new Map<string, StoredLayer[]>();
  if (texts.size === 0) return layers;
  for (const text of texts.values()) layers.set(text, []);
  const rows = await ask<StoredLayer & { readonly key_id: string }>(session, LAYERS, [[...texts.keys()]]);
  for (const { key_id: id, ...layer } of rows) layers.get(texts.get(id) ?? '')?.push(layer);
  return layers;
}

const STANDARDS = `
  SELECT x.hash, s.quantity::text, s.amount::text
    FROM unnest($1::text[], $2::text[]) x(register, hash) CROSS JOIN LATERAL (
      SELECT c.quantity, c.amount FROM ledger.standard_cost c
       WHERE c.register = x.register AND c.group_hash = decode(x.hash, 'hex') ORDER BY c.id DESC LIMIT 1) s`;

async function readStandards(
  { session }: LedgerPlace,
  groups: LedgerNeeds['standards'],
): Promise<ReadonlyMap<string, StoredCost>> {
  if (groups.length === 0) return new Map();
  const texts = groups.map(({ register, group }) => balanceKey(register, group));
  const hashes = texts.map(keyHash);
  const values = [groups.map(({ register }) => register), hashes];
  const rows = await ask<StoredCost & { readonly hash: string }>(session, STANDARDS, values);
  const costs = new Map(rows.map(({ hash, quantity, amount }) => [hash, { quantity, amount }]));
  return new Map(
    texts.flatMap((text, at) => {
      const cost = costs.get(hashes[at] ?? '');
      return cost ? [[text, cost] as const] : [];
    }),
  );
}

const undone = (alias: string) =>
  `EXISTS (SELECT FROM ledger.movement u WHERE u.link_seq = ${alias}.seq AND u.entry = 'mirror')`;

const RETURNED = `
  SELECT x.seq::text, ${undone('x')} AS reversed, (
    SELECT coalesce(sum(abs(r.r1)), 0)::text FROM ledger.movement r
     WHERE r.link_seq = x.seq AND r.entry IN ('return_in', 'return_out') AND NOT ${undone('r')}) AS quantity
    FROM unnest($1::bigint[]) x(seq)`;

async function readReturned(
  { session }: LedgerPlace,
  seqs: readonly string[],
): Promise<ReadonlyMap<string, ReturnedFact>> {
  if (seqs.length === 0) return new Map();
  const rows = await ask<ReturnedFact & { readonly seq: string }>(session, RETURNED, [seqs]);
  return new Map(rows.map(({ seq, quantity, reversed }) => [seq, { quantity, reversed }]));
}

async function drawSeqs({ session }: LedgerPlace, count: number): Promise<readonly string[]> {
  if (count === 0) return [];
  const text = `SELECT seq::text FROM ledger.draw_movements($1::integer) seq`;
  const rows = await ask<{ readonly seq: string }>(session, text, [count]);
  return rows.map(({ seq }) => seq);
}
