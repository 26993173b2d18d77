import type { FormModel } from '@dougong/kernel/forms';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { modelOf } from '@dougong/kernel/commands';
import { identifier } from '../database/sql-text.js';
import { recordAsJson, recordTables, referredAsJson } from '../records/record-table.js';

/**
 * The statement that locks and reads what a command on a record looks at: the running instance first, then the record,
 * then everything that hangs on them. Texts are made once for each form of a release and prepared by the connections.
 *
 * Several instances may run on one record: the command names the one that it is about, and is about the main one
 * otherwise, which no other instance started.
 *
 * Parameters: $1 form, $2 record, $3 subject, $4 idempotency key, $5 instance or null.
 */
export function lockingQuery(release: CompiledRelease, form: string): string {
  return remembered(release, `lock ${form}`, () => buildLocking(release, modelOf(release, form)));
}

/** The same facts without locks, for pages. */
export function readingQuery(release: CompiledRelease, form: string): string {
  return remembered(release, `read ${form}`, () =>
    buildLocking(release, modelOf(release, form)).replaceAll(/ FOR UPDATE\b/g, ''),
  );
}

const texts = new WeakMap<CompiledRelease, Map<string, string>>();

function remembered(release: CompiledRelease, name: string, build: () => string): string {
  const ofRelease = texts.get(release) ?? new Map<string, string>();
  texts.set(release, ofRelease);
  const known = ofRelease.get(name) ?? build();
  ofRelease.set(name, known);
  return known;
}

/** What every first statement of a command brings: the release and the directory in force. */
export const HEAD = `
  (SELECT number FROM core.current_release) AS release,
  (SELECT version FROM core.directory_version) AS directory`;

/** An earlier answer under the same key. */
export const REPLAY = (principal: string, key: string) => `
  (SELECT jsonb_build_object('hash', encode(q.body_hash, 'hex'), 'status', q.status, 'answer', q.answer)
     FROM core.idempotency_request q WHERE q.principal = ${principal} AND q.key = ${key}) AS replay`;

const INSTANCE = `jsonb_build_object('id', i.id, 'flow', i.flow_key, 'release', i.release, 'revision', i.revision, 'state', i.state)`;

/** Everything that runs on the record, and all of its to-dos, as the statement's own snapshot has them: found once for all questions. */
const AT_HAND = `
running AS MATERIALIZED (
  SELECT i.id, i.revision, i.parent_id FROM core.flow_instance i WHERE i.form = $1 AND i.record_id = $2 AND i.ended_at IS NULL
), task AS MATERIALIZED (
  SELECT t.id, t.instance_id, t.node_id, t.kind, t.state, t.assignee, t.for_action,
    (t.assignee = $3 OR t.done_by = $3 OR t.for_user = $3) AS own
    FROM core.task t WHERE t.form = $1 AND t.record_id = $2
)`;

/** The nodes of flows at which the subject has or had a to-do on the record. */
const OWN_NODES = `
  (SELECT jsonb_agg(DISTINCT jsonb_build_object('node', t.node_id, 'open', t.state = 'open', 'flow', i.flow_key, 'release', i.release))
     FROM task t JOIN core.flow_instance i ON i.id = t.instance_id
    WHERE t.own AND t.node_id IS NOT NULL AND t.kind <> 'cc')`;

function buildLocking(release: CompiledRelease, model: FormModel): string {
  const tables = recordTables(model);
  const meant = '(i.id = $5::uuid OR ($5::uuid IS NULL AND i.parent_id IS NULL))';
  return `
WITH instance AS MATERIALIZED (
  SELECT i.* FROM core.flow_instance i
   WHERE i.form = $1 AND i.record_id = $2 AND i.ended_at IS NULL AND ${meant} FOR UPDATE
), record AS MATERIALIZED (
  SELECT r.* FROM ${tables.header.name} r WHERE r.id = $2 AND (SELECT count(*) FROM instance) >= 0 FOR UPDATE
), ${AT_HAND}
SELECT ${HEAD}, ${REPLAY('$3', '$4')},
  (SELECT ${INSTANCE} FROM instance i) AS instance,
  (SELECT i.revision FROM running i WHERE ${meant}) AS seen_revision,
  EXISTS (SELECT 1 FROM running i WHERE i.parent_id IS NOT NULL) AS runs_apart,
  (SELECT ${recordAsJson(tables, 'r')} FROM record r) AS record,
  (SELECT r.version FROM ${tables.header.name} r WHERE r.id = $2) AS seen_version,
  (SELECT jsonb_agg(jsonb_build_object('id', t.id, 'assignee', t.assignee, 'action', t.for_action))
     FROM task t WHERE t.state = 'open' AND t.for_action IS NOT NULL) AS rule_tasks,
  EXISTS (SELECT 1 FROM task t WHERE t.own) AS involved,
  ${OWN_NODES} AS own_nodes,
  ${referenceColumn(release, model)} AS lookups`;
}

/** Records that the form's header refers to and that some definition looks into, as `{form/id: record}`. */
function referenceColumn(release: CompiledRelease, model: FormModel): string {
  const parts = (release.lookups.get(model.key) ?? []).flatMap((key) => {
    const field = model.field(key);
    return field?.reference ? [referencePart(release, key, field.reference.form)] : [];
  });
  return parts.length === 0 ? `'{}'::jsonb` : `(SELECT ${parts.join(' || ')} FROM record r)`;
}

function referencePart(release: CompiledRelease, field: string, form: string): string {
  const { header } = recordTables(modelOf(release, form));
  return (
    `coalesce((SELECT jsonb_build_object('${form}/' || x.id, ${referredAsJson(release, form, 'x')}) ` +
    `FROM ${header.name} x WHERE x.id = r.${identifier(field)}), '{}'::jsonb)`
  );
}
