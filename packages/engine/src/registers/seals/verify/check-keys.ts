import { createHash } from 'node:crypto';
import { balanceKey } from '@dougong/kernel/registers';
import { DIMENSION_SLOTS } from '../../ledger-columns.js';
import type { Difference } from './difference.js';
import { TOLD_MAX } from './difference.js';
import type { LedgerCheck } from './ledger-check.js';

/** The number of a key stands for the dimensions that it was made for. */

const KEYS_AT_ONCE = 10_000;

const KEYS = `
  SELECT id::text, register, encode(hash, 'hex') AS hash, ARRAY[${DIMENSION_SLOTS.join(', ')}] AS key
    FROM ledger.register_key WHERE id > $1::bigint AND ($2::text IS NULL OR register = $2) ORDER BY id LIMIT ${KEYS_AT_ONCE}`;

interface KeyRow {
  readonly id: string;
  readonly register: string;
  readonly hash: string;
  readonly key: readonly (string | null)[];
}

export const checkKeys: LedgerCheck = {
  name: 'keys',
  async run({ client, register }) {
    const differences: Difference[] = [];
    let keys = 0;
    for (let after = '0'; ;) {
      const { rows } = await client.query<KeyRow>(KEYS, [after, register]);
      keys += rows.length;
      differences.push(...rows.filter((row) => hashOf(row) !== row.hash).map(differenceOf));
      after = rows.at(-1)?.id ?? after;
      if (rows.length < KEYS_AT_ONCE)
        return { figures: { keys }, differences: differences.slice(0, TOLD_MAX) };
    }
  },
};

function hashOf({ register, key }: KeyRow): string {
  return createHash('sha256').update(balanceKey(register, key)).digest('hex');
}

function differenceOf({ id, register, key }: KeyRow): Difference {
  return { part: 'register_key', register, key, reason: `key ${id} does not stand for what it was made for` };
}
