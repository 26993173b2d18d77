import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Thousands of instances that wait for their timers: one is made through the API, the others are copies of its rows, so
 * that the measured minute does not begin with ten of making.
 */

export const FORM = 'moved_note';
const FLOW = 'moved_flow';
const A_DAY = { 'zh-CN': '等一天', en: 'A day' };

/** Publishes the flow of the form with a delay of a day before its first approval. */
export async function publishDelay(stage) {
  const steward = stage.person('soak_steward1');
  const flow = await steward.get(`/definitions/flow/${FLOW}`);
  const delay = { id: 'pause', type: 'timer', title: A_DAY, config: { after: 'P1D' } };
  const edges = flow.edges.map((edge) => (edge.from === 'start' ? { ...edge, to: 'pause' } : edge));
  const definition = {
    ...flow,
    nodes: [...flow.nodes, delay],
    edges: [...edges, { id: 'pause_lead', from: 'pause', to: 'lead' }],
  };
  await steward.send('PUT', `/drafts/flow/${FLOW}`, { definition });
  const { headers } = await steward.send('GET', '/drafts');
  await steward.send('POST', '/publish', { comment: 'a delay' }, { 'if-match': headers.get('etag') });
}

const TABLES = [
  { name: `data.${FORM}`, of: 'id', change: `'id', c.record, 'no', 'C-' || c.n, 'title', 'copy ' || c.n` },
  { name: `data.${FORM}__lines`, of: 'record_id', change: `'id', gen_random_uuid(), 'record_id', c.record` },
  {
    name: 'core.flow_instance',
    of: 'record_id',
    change: `'id', c.instance, 'record_id', c.record, 'state', replace((x.state)::text, m.timer::text, c.timer::text)::jsonb`,
  },
  { name: 'core.flow_event', by: 'instance_id', change: `'instance_id', c.instance` },
  {
    name: 'core.timer',
    by: 'instance_id',
    change: `'id', c.timer, 'instance_id', c.instance, 'payload', x.payload || jsonb_build_object('timerId', c.timer)`,
  },
];

const copyRows = ({ name, of, by, change }) => `
  INSERT INTO ${name} SELECT (jsonb_populate_record(NULL::${name}, to_jsonb(x) || jsonb_build_object(${change}))).*
    FROM bench_copy c, bench_model m JOIN ${name} x ON ${of ? `x.${of} = m.record` : `x.${by} = m.instance`}`;

const MODEL = `
  CREATE TEMP TABLE bench_model AS SELECT i.record_id AS record, i.id AS instance, t.id AS timer
    FROM core.flow_instance i JOIN core.timer t ON t.instance_id = i.id WHERE i.record_id = $RECORD`;

const COPIES = `
  CREATE TEMP TABLE bench_copy AS SELECT n, gen_random_uuid() AS record, gen_random_uuid() AS instance, gen_random_uuid() AS timer
    FROM generate_series(1, $COUNT) n`;

/** Copies the instance of a record with everything that belongs to it. */
export async function copyInstance(stage, record, count) {
  const statements = [
    'BEGIN',
    MODEL.replace('$RECORD', `'${record}'`),
    COPIES.replace('$COUNT', String(count)),
    ...TABLES.map(copyRows),
    'COMMIT',
    'ANALYZE',
  ];
  // One message of several statements: all of them on one connection.
  await stage.database.rows(statements.slice(0, -1).join(';'));
  await stage.database.rows(statements.at(-1));
}

const LEFT = `SELECT count(*)::int AS left FROM core.timer WHERE kind = 'flow' AND due_at <= now()`;

/** Makes every timer due at this moment; tells when. */
export async function makeDue(stage) {
  await stage.database.rows(`UPDATE core.timer SET due_at = now() WHERE kind = 'flow'`);
  return performance.now();
}

/** Waits until none is left. */
export async function untilFired(stage, timeoutMs) {
  for (const deadline = performance.now() + timeoutMs; ; await sleep(100)) {
    const [{ left }] = await stage.database.rows(LEFT);
    if (left === 0) return 0;
    if (performance.now() > deadline) return left;
  }
}

const CLOSED = `
  SELECT count(*)::int AS instances, coalesce(sum(times), 0)::int AS times, coalesce(max(times), 0)::int AS most FROM (
    SELECT count(*) AS times FROM core.flow_event WHERE kind = 'node_closed' AND node_id = 'pause' GROUP BY instance_id) x`;

/** How many instances went on, and how often the busiest of them did. */
export async function firedCounts(stage) {
  const [counts] = await stage.database.rows(CLOSED);
  return counts;
}
