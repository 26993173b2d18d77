import { MigrationWorker } from '../../src/flows/migrations/migration-worker.js';
import { Timers } from '../../src/workers/timers.js';
import { CommandService } from '../../src/commands/command-service.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import {
  aPerson,
  approval,
  chain,
  end,
  instancesOf,
  node,
  openNodes,
  publishFlows,
  sent,
  start,
} from './flow-work.fixtures.js';
import type { Person } from './flow-work.fixtures.js';

const WAITING = 1200;

let engine: TestApp;
let other: TestApp;
let clerk: Person;

const flows = (minutes: number) => ({
  pause: {
    nodes: [start, node('wait', 'timer', { after: `PT${minutes}M` }), approval('lead', 'lead'), end],
    edges: chain('start', 'wait', 'lead', 'end'),
  },
});

beforeAll(async () => {
  engine = await startTestApp();
  await publishFlows(engine, flows(60));
  clerk = await aPerson(engine, 'clerk', 'clerk');
  await aPerson(engine, 'lead', 'lead');
  await aPerson(engine, 'steward', 'steward');
  other = await startTestApp({ urls: engine.urls, clock: engine.clock });
});

afterAll(async () => {
  await other?.stop();
  await engine?.stop();
});

/** Copies of the instance of a record that waits for its timer. */
async function copies(record: string, count: number): Promise<void> {
  const copied = (table: string, changes: string, where: string) =>
    `, ${table.replace('.', '_')} AS (INSERT INTO ${table}
       SELECT (jsonb_populate_record(NULL::${table}, to_jsonb(x) || jsonb_build_object(${changes}))).*
         FROM copy c, own o, ${table} x WHERE ${where})`;
  await engine.database.query(
    `WITH own AS (SELECT i.id AS instance, t.id AS timer FROM core.flow_instance i JOIN core.timer t ON t.instance_id = i.id
                   WHERE i.record_id = '${record}'),
          copy AS MATERIALIZED (SELECT gen_random_uuid() AS record, gen_random_uuid() AS instance, gen_random_uuid() AS timer
                                  FROM generate_series(1, ${count}))
     ${copied('data.pause', `'id', c.record`, `x.id = '${record}'`)}
     ${copied('core.flow_instance', `'id', c.instance, 'record_id', c.record, 'state', replace(x.state::text, o.timer::text, c.timer::text)::jsonb`, 'x.id = o.instance')}
     ${copied('core.flow_event', `'instance_id', c.instance`, 'x.instance_id = o.instance')}
     ${copied('core.timer', `'id', c.timer, 'instance_id', c.instance`, 'x.id = o.timer')}
     SELECT`,
  );
}

/** How many commands an engine has begun since. */
function counted(app: TestApp): () => number {
  const service = app.get(CommandService);
  const spy = jest.spyOn(service, 'execute');
  return () => spy.mock.calls.length;
}

interface Ended {
  readonly instances: number;
  readonly times: number;
}

async function ended(): Promise<Ended | undefined> {
  const { rows } = await engine.database.query<Ended & Record<string, unknown>>(
    `SELECT count(DISTINCT instance_id)::int AS instances, count(*)::int AS times FROM core.flow_event
      WHERE kind = 'node_closed' AND node_id = 'wait'`,
  );
  return rows[0];
}

test('more than a thousand timers that are due at once are shared by two engines, and none fires twice or stays behind', async () => {
  const record = await sent(engine, 'pause', clerk);
  await copies(record, WAITING - 1);
  const [here, there] = [counted(engine), counted(other)];
  engine.clock.advance({ hours: 2 });
  const fireAll = async (app: TestApp) => {
    while ((await app.get(Timers).fireDue()) > 0);
  };
  await Promise.all([fireAll(engine), fireAll(other)]);
  expect(await ended()).toEqual({ instances: WAITING, times: WAITING });
  expect(here()).toBeGreaterThan(0);
  expect(there()).toBeGreaterThan(0);
  expect(here() + there()).toBe(WAITING);
});

test('what one engine publishes the other goes by at once, and what runs stays with its version', async () => {
  const before = await sent(engine, 'pause', clerk);
  await publishFlows(engine, flows(5), 1);
  const after = await sent(other, 'pause', clerk);
  engine.clock.advance({ minutes: 10 });
  await other.runWorkers();
  expect(await openNodes(engine, after)).toEqual(['lead']);
  expect(await openNodes(engine, before)).toEqual([]);
  expect((await instancesOf(engine, before))[0]).toMatchObject({ status: 'running' });
});

test('a migration whose last instance was moved by an engine that died before it said so is finished by the other', async () => {
  await engine.database.query(
    `WITH job AS (INSERT INTO core.flow_migration (id, flow_key, to_release, total, created_at, created_by)
                  SELECT gen_random_uuid(), 'pause_flow', 1, 1, now(), $1 RETURNING id)
     INSERT INTO core.flow_migration_item (migration_id, instance_id, state)
     SELECT job.id, i.id, 'moved' FROM job, core.flow_instance i LIMIT 1`,
    [clerk.id],
  );
  await other.get(MigrationWorker).round();
  const { rows } = await engine.database.query('SELECT FROM core.flow_migration WHERE finished_at IS NULL');
  expect(rows).toEqual([]);
});
