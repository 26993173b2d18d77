import { readFileSync } from 'node:fs';
import type { Definition } from '@dougong/kernel/metadata';
import { Publisher } from '../../src/releases/publisher.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { Importer } from './import.fixtures.js';
import { anActor } from './reading-records.fixtures.js';
import type { Actor } from './reading-records.fixtures.js';

/** A file that was exported and is brought back unchanged: nothing happens, for every kind of field and in each format. */

const FIXTURES = `${__dirname}/../../../kernel/src/metadata/fixtures`;
const fixture = (path: string) => JSON.parse(readFileSync(`${FIXTURES}/${path}`, 'utf8')) as Definition;
const CHIEF = {
  kind: 'role',
  format: 1,
  key: 'chief',
  title: { 'zh-CN': '—', en: '—' },
  forms: [{ form: '*', actions: ['*'], rows: 'all' }],
} as unknown as Definition;

const SAMPLES = [
  {
    name: "=SUM(1) 'quoted'",
    count: 7,
    weight: '1.5',
    urgent: true,
    day: '2026-11-20',
    moment: '2026-11-20T08:30:15.250Z',
    text: 'two\nlines',
    starts: '08:30',
    rate: '15.25%',
    price: '12.5',
    currency: 'JPY',
    amount: '-1200',
    colours: ['blue', 'red'],
    reason: 'late',
    causes: ['broken'],
    department: 'stores',
    address: { city: '沪', detail: '中山路一号, "三楼"' },
    place: { longitude: '121.473701', latitude: '31.2304' },
    packs: [{ unit: 'box' }, { unit: 'pcs' }],
    lines: [
      { from_time: '23:59:59', share: '0.5', cost: '1', taken: '2', taken_unit: 'box' },
      { share: '0.25', cost: '3' },
    ],
  },
  { name: '0012345678901234567890' },
];

let engine: TestApp;
let chief: Actor;
let importer: Importer;

beforeAll(async () => {
  engine = await startTestApp();
  await engine.database.query(
    `INSERT INTO core.department (id, key, title, active) VALUES (gen_random_uuid(), 'stores', '{"zh-CN":"部门","en":"Department"}', true)`,
  );
  await engine.get(Publisher).publish({
    definitions: [fixture('form/valid/every-kind.json'), fixture('choice-list/valid/reasons.json'), CHIEF],
    base: 0,
    actor: null,
  });
  chief = await anActor(engine, 'chief', 'chief');
  importer = new Importer(engine, chief);
  for (const body of SAMPLES) {
    const made = await engine.request('POST', '/api/v1/forms/sample/records', { body, key: chief.key });
    if (made.status !== 201) throw new Error(made.text);
  }
});

afterAll(() => engine?.stop());

async function rowsOf(sql: string): Promise<readonly unknown[]> {
  return (await engine.database.query(sql)).rows;
}

/** Everything that a change would leave behind. */
async function traces() {
  const [records, lines, entries, messages] = await Promise.all([
    rowsOf('SELECT * FROM data.sample ORDER BY id'),
    rowsOf('SELECT * FROM data.sample__lines ORDER BY id'),
    rowsOf(`SELECT count(*) FROM core.audit_entry WHERE record_id IS NOT NULL`),
    rowsOf('SELECT count(*) FROM core.outbox'),
  ]);
  return { records, lines, entries, messages };
}

test.each(['xlsx', 'csv'])('an exported %s file that is brought back changes nothing', async (format) => {
  const before = await traces();
  expect(before.lines).toHaveLength(2);
  const query = `format=${format}&lines=rows&ids=true`;
  const file = await importer.download(`/api/v1/forms/sample/export?${query}`);
  const job = await importer.run('sample', file, { mode: 'upsert', keys: ['id'] });
  expect(job.result.errors).toEqual([]);
  expect(job.result).toMatchObject({ documents: 2, unchanged: 2, updated: 0, created: 0, failed: 0 });
  expect(job.result.rows.shown.map(({ outcome }) => outcome)).toEqual(Array(3).fill('unchanged'));
  expect(await traces()).toEqual(before);
});
