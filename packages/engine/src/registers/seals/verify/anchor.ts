import type { ClientBase } from 'pg';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { Checked, Figures } from './difference.js';

/**
 * The last root as an auditor keeps it. Whoever has it can tell later that nothing before it was changed, even if somebody had
 * made all seals anew.
 */
export const Anchor = Type.Object({
  format: Type.Literal(1),
  at: Type.String(),
  seal: Type.String({ pattern: '^\\d{1,19}$' }),
  toPosting: Type.String({ pattern: '^\\d{1,19}$' }),
  root: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  figures: Type.Record(Type.String(), Type.Number()),
});
export type Anchor = Static<typeof Anchor>;

const LAST = `
  SELECT id::text AS seal, to_posting::text AS "toPosting", encode(root_hash, 'hex') AS root FROM ledger.seal ORDER BY id DESC LIMIT 1`;

const SAME = `
  SELECT FROM ledger.seal WHERE id = $1::bigint AND to_posting = $2::bigint AND root_hash = decode($3, 'hex')`;

/** The anchor of the ledger as it is; none before the first seal. */
export async function anchorOf(
  client: ClientBase,
  at: string,
  figures: Figures,
): Promise<Anchor | undefined> {
  const { rows } = await client.query<Pick<Anchor, 'seal' | 'toPosting' | 'root'>>(LAST);
  return rows[0] && { format: 1, at, ...rows[0], figures };
}

/** Reads an anchor; nothing when it is none. */
export function readAnchor(text: string): Anchor | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Value.Check(Anchor, value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the chain of today still holds the root that was exported. */
export async function checkAnchor(client: ClientBase, { seal, toPosting, root }: Anchor): Promise<Checked> {
  const { rowCount } = await client.query(SAME, [seal, toPosting, root]);
  const reason = 'the chain does not hold the root that was exported';
  return { figures: {}, differences: rowCount === 0 ? [{ part: 'anchor', seal, reason }] : [] };
}
