import type { StoredRecord } from '@dougong/kernel/records';
import { FactStore } from '../../../commands/fact-store.js';
import { Database } from '../../../database/database.js';
import { ReleaseRegistry } from '../../../releases/release-registry.js';
import type { JsonObject } from '../../suite.js';
import { caseValue, fieldKey } from '../case-form.js';
import type { CaseView } from '../judge-view.js';
import { PLACES } from '../../../flows/trials/task-at-node.js';
import { readNotices } from './read-notices.js';
import type { Play } from './steps/step-part.js';

/** Reads what can be seen of the case from the tables that the engine writes. */

interface Seen {
  readonly status: string | null;
  readonly reason: string | null;
  readonly open: readonly { readonly node: string; readonly assignee: string }[] | null;
  readonly trace: readonly string[] | null;
}

/** The instance that started last is the case's; what others run beside it is seen through their nodes. */
const SEEN = `
  WITH place AS (${PLACES}),
       main AS (SELECT i.* FROM core.flow_instance i
                 WHERE i.form = $1 AND i.record_id = $2 AND i.parent_id IS NULL ORDER BY i.started_at DESC, i.id DESC LIMIT 1),
       mine AS (SELECT p.* FROM place p WHERE p.parent_id IS NOT NULL OR p.id = (SELECT id FROM main))
  SELECT (SELECT status FROM main) AS status,
         (SELECT state ->> 'reason' FROM main) AS reason,
         (SELECT jsonb_agg(jsonb_build_object('node', m.prefix || t.node_id, 'assignee', t.assignee))
            FROM core.task t JOIN mine m ON m.id = t.instance_id
           WHERE t.state = 'open' AND t.kind IN ('approve', 'handle', 'resubmit')) AS open,
         (SELECT jsonb_agg(m.prefix || e.node_id || '=' || (e.payload ->> 'outcome') ORDER BY e.at, m.started_at, m.parent_id IS NOT NULL, m.id, e.seq)
            FROM core.flow_event e JOIN mine m ON m.id = e.instance_id WHERE e.kind = 'node_closed') AS trace`;

/** Nothing has been started. */
const NOTHING = 'none';

export async function readView(play: Play): Promise<CaseView> {
  const { house, names, recordId } = play;
  const { rows } = await house.owner.query<Seen & Record<string, unknown>>(SEEN, [names.form, recordId]);
  const seen = rows[0];
  return {
    status: seen?.status ?? NOTHING,
    ...(seen?.reason == null ? {} : { reason: seen.reason }),
    open: openIn(play, seen?.open ?? []),
    trace: seen?.trace ?? [],
    record: await readRecord(play),
    notices: await readNotices(play),
    calls: house.receiver.counts(),
  };
}

function openIn({ names }: Play, tasks: NonNullable<Seen['open']>): CaseView['open'] {
  const open: Record<string, string[]> = {};
  for (const { node, assignee } of tasks) (open[node] ??= []).push(names.userName(assignee));
  return open;
}

/** The document through the engine's own reading; nothing of one that was deleted. */
async function readRecord({ house, names, recordId, definitions }: Play): Promise<JsonObject> {
  const engine = await house.engines.at(0);
  const release = await engine.get(ReleaseRegistry).refresh();
  const question = { form: names.form, id: recordId, subject: recordId, key: null, lock: false };
  const { record } = await engine
    .get(Database)
    .withSession((session) => engine.get(FactStore).record(session, release, question));
  if (record === null) return {};
  const value = (name: string): unknown => (record as StoredRecord & JsonObject)[fieldKey(name)];
  return Object.fromEntries(
    [...definitions.types].map(([name, type]) => [
      name,
      caseValue(value(name), type, (id) => names.userName(id)),
    ]),
  );
}
