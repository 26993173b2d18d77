import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { done } from '../support/api-client.js';
import type { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { TwoEngines } from '../support/two-engines.js';

const MIGRATED = 1000;
const PATIENCE_MS = 120_000;

let engines: TwoEngines;
let clerk: ApiClient;
let steward: ApiClient;
let receiver: Server;
let keys: string[] = [];
/** Answers that the receiver keeps back. */
const held: ServerResponse[] = [];
let holdsBack = false;

beforeAll(async () => {
  receiver = createServer((request, response) => {
    keys.push(String(request.headers['webhook-id']));
    request.resume();
    if (holdsBack) held.push(response);
    else response.writeHead(204).end();
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  engines = await TwoEngines.start();
  await signInAt('first');
  const { port } = receiver.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/`;
  done(await steward.send('PUT', '/endpoints/soak', JSON.stringify({ url })));
});

afterAll(async () => {
  await engines?.dispose();
  for (const response of held) response.destroy();
  receiver?.close();
});

beforeEach(() => {
  keys = [];
});

/** People work at one engine until they go to the other. */
async function signInAt(which: 'first' | 'second'): Promise<void> {
  clerk = await engines.signIn(engines[which], 'soak_clerk1');
  steward = await engines.signIn(engines[which], 'soak_steward1');
}

async function submitted(form: string): Promise<string> {
  const values = { title: 'two engines', place: 'P-1', lines: [{ entry: 'E-1', qty: '2' }] };
  const { record } = done(await clerk.post(`/forms/${form}/records`, values));
  done(await clerk.post(`/forms/${form}/records/${record.id}/actions/submit`));
  return record.id;
}

const eventsAt = (record: string, node: string, kind = 'node_closed') =>
  engines.database.value<number>(
    `SELECT count(*)::int FROM core.flow_event e JOIN core.flow_instance i ON i.id = e.instance_id
      WHERE i.record_id = $1 AND e.node_id = $2 AND e.kind = $3`,
    [record, node, kind],
  );

const openNodes = async (record: string) => {
  const asked = `SELECT DISTINCT node_id AS node FROM core.task WHERE record_id = $1 AND state = 'open' AND kind <> 'cc'`;
  return (await engines.database.rows<{ node: string }>(asked, [record])).map(({ node }) => node);
};

function untilOpen(record: string, node: string): Promise<readonly string[]> {
  return eventually(
    () => openNodes(record),
    (open) => open.includes(node),
    PATIENCE_MS,
  );
}

/** Publishes the flow with something changed, at the engine where the steward works. */
async function publish(flow: string, change: (definition: Flow) => Flow): Promise<number> {
  const known = done(await steward.get(`/definitions/flow/${flow}`)) as unknown as Flow;
  const body = JSON.stringify({ definition: change(known) });
  done(await steward.send('PUT', `/drafts/flow/${flow}`, body));
  const etag = (await steward.get('/drafts')).headers.get('etag') ?? '';
  const { release } = done(await steward.post('/publish', {}, { 'if-match': etag }));
  return (release as { readonly number: number }).number;
}

interface Flow {
  readonly nodes: readonly { readonly id: string; readonly config: object }[];
  readonly edges: readonly { readonly id: string; readonly from: string; readonly to: string }[];
}

/** The flow with another length of its pause. */
const pausing = (after: string) => (flow: Flow) => ({
  ...flow,
  nodes: flow.nodes.map((node) => (node.id === 'pause' ? { ...node, config: { after } } : node)),
});

describe('two engines on one database', () => {
  test('use at once what is published at the other', async () => {
    await publish('timed_flow', pausing('P30D'));
    const there = await engines.signIn(engines.second, 'soak_clerk2');
    const before = clerk;
    clerk = there;
    const record = await submitted('timed_note');
    clerk = before;
    const [timer] = await engines.database.rows(
      `SELECT t.due_at - i.started_at > interval '29 days' AS far FROM core.timer t
         JOIN core.flow_instance i ON i.id = t.instance_id WHERE i.record_id = $1`,
      [record],
    );
    expect(timer).toEqual({ far: true });
    await sleep(2500);
    expect(await eventsAt(record, 'pause')).toBe(0);
    expect(await openNodes(record)).toEqual([]);
    expect(engines.first.logs + engines.second.logs).not.toContain('TimeoutOverflowWarning');
    await publish('timed_flow', pausing('PT1S'));
  });

  test('go on with what the other left when it was killed right after its commit', async () => {
    const record = await submitted('timed_note');
    await engines.first.kill();
    await untilOpen(record, 'lead');
    expect(await eventsAt(record, 'pause')).toBe(1);
    await engines.first.restart();
  });

  test('fire a timer once, though the one that began with it was killed in the middle', async () => {
    await engines.second.kill();
    const holder = await engines.database.another();
    const record = await submitted('timed_note');
    await holder.rows('BEGIN');
    await holder.rows('SELECT FROM data.timed_note WHERE id = $1 FOR UPDATE', [record]);
    await someoneWaits();
    await engines.first.kill();
    await holder.rows('ROLLBACK');
    await holder.close();
    expect(await eventsAt(record, 'pause')).toBe(0);
    await engines.second.restart();
    await untilOpen(record, 'lead');
    expect(await eventsAt(record, 'pause')).toBe(1);
    await engines.first.restart();
  });

  test('make an outside call again under its key when the one that made it was killed before it was recorded', async () => {
    await engines.second.kill();
    holdsBack = true;
    const record = await submitted('called_note');
    await eventually(
      async () => keys,
      (heard) => heard.length > 0,
    );
    await engines.first.kill();
    holdsBack = false;
    await engines.second.restart();
    // Others leave the call alone for half a minute; a test has no time to wait for them.
    await engines.database.rows(`UPDATE core.outbox SET next_at = now() WHERE topic = 'flow_call'`);
    await untilOpen(record, 'lead');
    expect(keys.map((key) => key.split('/').slice(1).join('/'))).toEqual([
      'tell/1/one',
      'tell/1/one',
      'tell/1/two',
    ]);
    expect(new Set(keys).size).toBe(2);
    expect(await eventsAt(record, 'tell')).toBe(1);
    await engines.first.restart();
  });

  test(
    `move ${MIGRATED} instances to a new version, each once, though one is killed in the middle`,
    async () => {
      const model = await submitted('moved_note');
      await copies(model, MIGRATED - 1);
      const release = await publish('moved_flow', (flow) => ({
        ...flow,
        nodes: flow.nodes.map((node) =>
          node.id === 'lead'
            ? { ...node, config: { ...node.config, timeout: { after: 'PT9H', action: 'remind' } } }
            : node,
        ),
      }));
      const asked = done(await steward.post('/flows/moved_flow/migrations', { to: release }));
      expect(asked).toMatchObject({ total: MIGRATED, refused: 0 });
      await untilMoved((moved) => moved > MIGRATED / 20);
      await engines.first.kill();
      const { moved } = await progress();
      expect(moved).toBeLessThan(MIGRATED);
      await untilMoved((count) => count === MIGRATED);
      expect(
        await engines.database.rows(
          `SELECT i.release, count(*)::int AS instances, sum(e.times)::int AS moves, sum(t.timers)::int AS timers
             FROM core.flow_instance i,
                  LATERAL (SELECT count(*) AS times FROM core.flow_event WHERE instance_id = i.id AND kind = 'migrated') e,
                  LATERAL (SELECT count(*) AS timers FROM core.timer WHERE instance_id = i.id) t
            WHERE i.flow_key = 'moved_flow' GROUP BY i.release`,
        ),
      ).toEqual([{ release, instances: MIGRATED, moves: MIGRATED, timers: MIGRATED }]);
      await engines.first.restart();
    },
    PATIENCE_MS * 2,
  );
});

/** Waits until a statement of an engine stands in a queue behind a lock. */
function someoneWaits(): Promise<number> {
  const blocked = `SELECT count(*)::int FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename = 'dougong_app'`;
  return eventually(
    () => engines.database.value<number>(blocked),
    (count) => count > 0,
  );
}

async function progress(): Promise<{ readonly moved: number; readonly finished: boolean }> {
  const [row] = await engines.database.rows<{ moved: number; finished: boolean }>(
    `SELECT count(*) FILTER (WHERE i.state = 'moved')::int AS moved, bool_and(m.finished_at IS NOT NULL) AS finished
       FROM core.flow_migration m JOIN core.flow_migration_item i ON i.migration_id = m.id`,
  );
  if (!row) throw new Error('nothing is being moved');
  return row;
}

function untilMoved(willDo: (moved: number) => boolean): Promise<unknown> {
  return eventually(progress, ({ moved }) => willDo(moved), PATIENCE_MS);
}

/** Copies of the instance of a record, without its to-dos. */
async function copies(record: string, count: number): Promise<void> {
  const row = (table: string, changes: string) =>
    `INSERT INTO ${table} SELECT (jsonb_populate_record(NULL::${table}, to_jsonb(x) || jsonb_build_object(${changes}))).*
       FROM copy c, ${table} x`;
  const own = `(SELECT id FROM core.flow_instance WHERE record_id = '${record}')`;
  for (const statement of [
    `CREATE TEMP TABLE copy AS
       SELECT n, gen_random_uuid() AS record, gen_random_uuid() AS instance FROM generate_series(1, ${count}) n`,
    `${row('data.moved_note', `'id', c.record, 'no', 'C-' || c.n`)} WHERE x.id = '${record}'`,
    `${row('core.flow_instance', `'id', c.instance, 'record_id', c.record`)} WHERE x.record_id = '${record}'`,
    `${row('core.flow_event', `'instance_id', c.instance`)} WHERE x.instance_id = ${own}`,
  ])
    await engines.database.rows(statement);
}
