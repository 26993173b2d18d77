import type { CaseNotice } from '../judge-view.js';
import type { Play } from './steps/step-part.js';

/** The notices that cases speak of. Copies are told in the trail; reminders and urging are messages in the outbox. */

interface NoticeRow {
  readonly kind: string;
  readonly node: string;
  readonly users: readonly string[];
  readonly at: string;
  readonly place: string;
}

/** Ids of messages begin with the time of the machine, so those of one virtual instant are still in order. */
const TOLD = `
  WITH mine AS (SELECT id FROM core.flow_instance WHERE form = $1 AND record_id = $2)
  SELECT 'cc' AS kind, e.node_id AS node, e.payload -> 'to' AS users, e.at AS at, lpad(e.seq::text, 8, '0') AS place
    FROM core.flow_event e JOIN mine m ON m.id = e.instance_id WHERE e.kind = 'cc'
   UNION ALL
  SELECT split_part(o.key, '/', 2), regexp_replace(o.key, '^[^/]*/[^/]*/(.*)/[^/]*/[^/]*$', '\\1'),
         o.payload -> 'users', o.created_at, left(o.id::text, 13)
    FROM core.outbox o JOIN mine m ON m.id::text = split_part(o.key, '/', 1)
   WHERE o.topic = 'notification' AND split_part(o.key, '/', 2) IN ('remind', 'urge')
   ORDER BY at, place`;

/** What was told on one occasion, occasion by occasion. */
export async function readNotices({
  house,
  names,
  recordId,
}: Play): Promise<readonly (readonly CaseNotice[])[]> {
  const { rows } = await house.owner.query<NoticeRow & Record<string, unknown>>(TOLD, [names.form, recordId]);
  const occasions: { readonly name: string; readonly notices: CaseNotice[] }[] = [];
  for (const { kind, node, users, at } of rows) {
    // Whoever is urged is urged at once, whatever node it is about.
    const name = kind === 'urge' ? `${kind} ${String(at)}` : `${kind} ${node} ${String(at)}`;
    const notices = users.map((user): CaseNotice => [kind, names.userName(user), node]);
    const last = occasions.at(-1);
    if (last?.name === name) last.notices.push(...notices);
    else occasions.push({ name, notices });
  }
  return occasions.map(({ notices }) => notices);
}
