import type { AuditSource } from '../../audit/audit-log.js';
import type { SqlSession } from '../../database/sql-session.js';
import { auditedScenarios } from '../../scenarios/scenario-verdict.js';
import type { ScenariosNoted } from '../../scenarios/scenario-verdict.js';
import type { Draft } from './draft.js';
import { staleDrafts } from './stale-drafts.js';

const NOTE_PUBLISHED = `
  INSERT INTO core.draft_operation (revision, kind, key, cause, operations, at, actor, channel)
  SELECT $1, kind, key, 'publish', '[]', $2, $3, $4 FROM core.draft`;

const AUDIT = `
  INSERT INTO core.audit_entry (at, actor, action, outcome, channel, changes, release, ip, request_id, agent)
  VALUES ($1, $2, 'publish', 'done', $3, $4, $5, $6, $7, $8)`;

interface Published {
  readonly at: string;
  readonly actor: string;
  readonly release: number;
  readonly drafts: readonly Draft[];
  readonly source: Partial<AuditSource>;
  readonly scenarios: ScenariosNoted;
}

/** The drafts have become a release: none is left, their histories say so, and the audit says who did it. */
export async function clearDrafts(
  session: SqlSession,
  revision: number,
  { at, actor, release, drafts, source, scenarios }: Published,
): Promise<void> {
  const { rowCount } = await session.query(
    'UPDATE core.draft_revision SET revision = revision + 1 WHERE revision = $1',
    [revision],
  );
  if (rowCount !== 1) throw await staleDrafts(session, revision, revision + 1);
  const channel = source.channel ?? 'ui';
  await session.query(NOTE_PUBLISHED, [revision + 1, at, actor, channel]);
  await session.query('DELETE FROM core.draft');
  const changes = JSON.stringify([
    ...drafts.map(({ kind, key }) => ({ path: `/${kind}/${key}` })),
    ...auditedScenarios(scenarios),
  ]);
  await session.query(AUDIT, [
    at,
    actor,
    channel,
    changes,
    release,
    source.ip ?? null,
    source.requestId ?? null,
    source.agent ?? null,
  ]);
}
