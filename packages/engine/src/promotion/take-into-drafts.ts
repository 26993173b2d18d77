import type { Bundle, Definition } from '@dougong/kernel/metadata';
import { sameJson } from '@dougong/kernel/foundation';
import type { PlannedDefinition } from '@dougong/kernel/promotion';
import type { SqlSession } from '../database/sql-session.js';
import { Refusal } from '../http/refusal.js';

const KEEP = `
  INSERT INTO core.draft (kind, key, definition, base_release, updated_at, updated_by) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (kind, key) DO NOTHING`;

interface DraftsOf {
  readonly changes: readonly PlannedDefinition[];
  readonly result: Bundle;
  /** The release that the drafts are over. */
  readonly release: number;
  readonly actor: string | null;
  readonly at: string;
}

/**
 * Makes the planned definitions drafts, all of them or none. A draft that somebody works on is not written over.
 * @returns the revision of the drafts after it.
 */
export async function takeIntoDrafts(session: SqlSession, drafts: DraftsOf): Promise<number> {
  await session.query('SELECT FROM core.draft_revision FOR UPDATE');
  await refuseOthersDrafts(session, drafts);
  for (const { kind, key } of drafts.changes) {
    const definition = definitionIn(drafts.result, kind, key);
    const values = [kind, key, definition === undefined ? null : JSON.stringify(definition)];
    await session.query(KEEP, [...values, drafts.release, drafts.at, drafts.actor]);
  }
  const { rows } = await session.query<{ revision: number }>(
    'UPDATE core.draft_revision SET revision = revision + 1 RETURNING revision',
  );
  return rows[0]?.revision ?? 0;
}

async function refuseOthersDrafts(session: SqlSession, { changes, result }: DraftsOf): Promise<void> {
  const { rows } = await session.query<{ kind: string; key: string; definition: Definition | null }>(
    'SELECT kind, key, definition FROM core.draft',
  );
  const planned = new Set(changes.map(({ kind, key }) => `${kind}/${key}`));
  const other = rows.find(
    ({ kind, key, definition }) =>
      planned.has(`${kind}/${key}`) && !sameJson(definition ?? undefined, definitionIn(result, kind, key)),
  );
  if (other)
    throw new Refusal(409, 'promotion_meets_draft', [], { params: { name: `${other.kind}/${other.key}` } });
}

function definitionIn(bundle: Bundle, kind: string, key: string) {
  return bundle.find((each) => each['kind'] === kind && each['key'] === key);
}
