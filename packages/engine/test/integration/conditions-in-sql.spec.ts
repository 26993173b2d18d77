import { compileCondition } from '@dougong/kernel/expression';
import type { RecordData } from '@dougong/kernel/expression';
import type { FormModel } from '@dougong/kernel/forms';
import type { CompiledRelease } from '@dougong/kernel/commands';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { Parameters } from '../../src/database/sql-text.js';
import { conditionSql } from '../../src/records/condition-sql.js';
import { recordAsJson, recordTables } from '../../src/records/record-table.js';
import { ReleaseRegistry } from '../../src/releases/release-registry.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { ACTOR, condition, docRow, placeRow, publishDocs, USERS } from './conditions-in-sql.fixtures.js';

/**
 * The same condition decides about a record in the kernel and finds it in a list. Random conditions over random rows
 * with blanks everywhere: the rows that the database chooses are those of which the kernel says yes.
 */

const CONDITIONS = 600;
const DOCS = 160;
const SEED = 20_261_122;
const occasion = { actor: ACTOR, today: '2026-03-02', now: '2026-03-02T08:00:00.000Z' };

let engine: TestApp;
let release: CompiledRelease;
let model: FormModel;
let records: readonly RecordData[];
let places: ReadonlyMap<string, RecordData>;

beforeAll(async () => {
  engine = await startTestApp();
  await publishDocs(engine);
  release = await engine.get(ReleaseRegistry).current();
  await fill();
  model = modelOf('doc');
  records = await readAll('doc');
  places = new Map((await readAll('place')).map((place) => [String(place['id']), place]));
});

afterAll(() => engine.stop());

function modelOf(key: string): FormModel {
  const found = release.models.get(key);
  if (!found) throw new Error(`no form ${key}`);
  return found;
}

async function fill(): Promise<void> {
  const settings = { seed: SEED, numRuns: 12 };
  const placeRows = fc.sample(placeRow, settings).map((row) => ({ ...row, id: randomUUID() }));
  const ids = placeRows.map(({ id }) => id);
  const docs = fc
    .sample(docRow(ids), { seed: SEED, numRuns: DOCS })
    .map((row) => ({ ...row, id: randomUUID() }));
  const lines = docs.flatMap(({ id, lines: rows }) =>
    rows.map((row, at) => ({ ...row, id: randomUUID(), record_id: id, line_no: at + 1 })),
  );
  await engine.database.query(
    `INSERT INTO core.user_account (id, login, name) SELECT u, u::text, u::text FROM unnest($1::uuid[]) u`,
    [USERS],
  );
  await insert('place', placeRows);
  await insert('doc', docs);
  await insert('doc__lines', lines);
}

async function insert(table: string, rows: readonly object[]): Promise<void> {
  await engine.database.query(
    `INSERT INTO data.${table} SELECT * FROM jsonb_populate_recordset(NULL::data.${table}, $1::jsonb)`,
    [JSON.stringify(rows)],
  );
}

async function readAll(key: string): Promise<readonly RecordData[]> {
  const tables = recordTables(modelOf(key));
  const { rows } = await engine.database.query<{ record: RecordData }>(
    `SELECT ${recordAsJson(tables, 'r')} AS record FROM ${tables.header.name} r ORDER BY r.id`,
    [],
  );
  return rows.map(({ record }) => record);
}

function chosenByKernel(logic: unknown): readonly string[] {
  const compiled = compileCondition(logic as never, model.scope);
  if (!compiled.ok) throw new Error(`${JSON.stringify(logic)}: ${JSON.stringify(compiled.error)}`);
  const reference = (_: string, id: string): RecordData | undefined => places.get(id);
  return records
    .filter((record) => compiled.value.holds({ record, reference, variables: occasion }))
    .map(({ id }) => String(id));
}

async function chosenBySql(logic: unknown): Promise<readonly string[]> {
  const parameters = new Parameters();
  const where = conditionSql(logic as never, { release, model, alias: 'r', parameters, occasion });
  const { rows } = await engine.database.query<{ id: string }>(
    `SELECT r.id FROM data.doc r WHERE ${where} ORDER BY r.id`,
    parameters.values,
  );
  return rows.map(({ id }) => id);
}

/** What only one side chose: the condition and the records. */
function differences(logic: unknown, kernel: readonly string[], sql: readonly string[]): readonly unknown[] {
  const odd = records.filter(({ id }) => kernel.includes(String(id)) !== sql.includes(String(id)));
  return odd
    .slice(0, 2)
    .map((record) => ({ logic, chosenBySql: sql.includes(String(record['id'])), record }));
}

test(`${CONDITIONS} random conditions choose the same rows in the database and in the kernel`, async () => {
  let decisive = 0;
  for (const logic of fc.sample(condition, { seed: SEED, numRuns: CONDITIONS })) {
    const [kernel, sql] = [chosenByKernel(logic), await chosenBySql(logic)];
    expect(differences(logic, kernel, sql)).toEqual([]);
    if (kernel.length > 0 && kernel.length < DOCS) decisive += 1;
  }
  // Conditions that choose all or nothing prove little.
  expect(decisive).toBeGreaterThan(CONDITIONS / 3);
});
