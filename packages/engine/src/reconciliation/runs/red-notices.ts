import type { ReconciliationDefinition } from '@dougong/kernel/metadata';
import type { DirectorySnapshot } from '../../people/directory.js';
import { Parameters } from '../../database/sql-text.js';
import type { RunView } from './run-row.js';

/**
 * One notification for everybody who looks after differences that this run found and that are due today, and the event of the
 * run for outside systems.
 */
export function redNotices(
  { id, definition: key }: RunView,
  definition: ReconciliationDefinition,
  people: DirectorySnapshot,
  at: string,
): [text: string, values: readonly unknown[]] {
  const parameters = new Parameters();
  const roles = [...new Set(definition.owners.map(({ role }) => role))];
  const holders = Object.fromEntries(
    roles.map((role) => [role, people.usersOfRole(role).filter((user) => people.isActive(user))]),
  );
  const title = { 'zh-CN': '对账发现红色差异', en: 'A reconciliation found red differences' };
  const now = `${parameters.add(at)}::timestamptz`;
  const run = `${parameters.add(id)}::bigint`;
  const text = `
    INSERT INTO core.outbox (id, topic, key, payload, next_at, created_at)
    SELECT gen_random_uuid(), 'notification', 'reconciliation/' || ${run} || '/' || n.role,
           jsonb_build_object('event', 'reconciliation', 'users', ${parameters.json(holders)} -> n.role, 'title', ${parameters.json(title)},
                              'body', ${parameters.json(definition.title)}), ${now}, ${now}
      FROM (SELECT DISTINCT d.role FROM reconciliation.difference d
             WHERE d.first_run = ${run} AND d.level = 'red') n
     WHERE jsonb_array_length(coalesce(${parameters.json(holders)} -> n.role, '[]')) > 0
     UNION ALL
    SELECT gen_random_uuid(), 'event', 'reconciliation/run/' || ${run},
           jsonb_build_object('type', 'reconciliation.run_done.v1', 'subject', ${parameters.add(key)}::text,
                              'data', jsonb_build_object('run', ${run}::text, 'definition', ${parameters.add(key)}::text)), ${now}, ${now}
    ON CONFLICT (key) DO NOTHING`;
  return [text, parameters.values];
}
