import { join } from 'node:path';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { FieldModel, FormModel } from '@dougong/kernel/forms';
import type { FormListView } from '@dougong/kernel/metadata';
import pg from 'pg';
import { identifier } from '../../src/database/sql-text.js';
import { SubjectStore } from '../../src/identity/subject-store.js';
import type { Subject } from '../../src/identity/subject.js';
import { readGrant } from '../../src/records/form-grant.js';
import { sortableFields } from '../../src/records/list-order.js';
import { pageParts } from '../../src/records/list-pages.js';
import type { ListPosition } from '../../src/records/list-pages.js';
import { parseListQuestion } from '../../src/records/list-question.js';
import { pageStatement } from '../../src/records/list-statement.js';
import { recordTables, wireExpression } from '../../src/records/record-table.js';
import { Publisher } from '../../src/releases/publisher.js';
import { readTemplate } from '../../src/releases/read-template.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';

/** Every list of every template of ours is read in the order of an index, however it is filtered and however deep the page. */

const TEMPLATES = join(__dirname, '../../../../templates');
const ROWS = 5000;
/** So few values does each filter choose from that sorting what it finds would be work. */
const VALUES = 5;
/** What a condition of the list and a filter leave together is sorted sooner than it is found in order. */
const HANDFUL = 300;

let engine: TestApp;
let release: CompiledRelease;
let subject: Subject;

beforeAll(async () => {
  engine = await startTestApp();
  const read = await Promise.all(
    ['trade', 'manufacturing'].map((name) => readTemplate(join(TEMPLATES, name))),
  );
  const definitions = new Map(
    read
      .flatMap(({ template }) => template?.definitions ?? [])
      .map((each) => [`${each.kind}/${each.key}`, each]),
  );
  release = await engine
    .get(Publisher)
    .publish({ definitions: [...definitions.values()], base: 0, actor: null });
  const id = await engine.createUser('chief', { roles: [administrator()] });
  const found = await engine.get(SubjectStore).byId(id);
  if (!found) throw new Error('there is a chief');
  subject = found;
  const owner = new pg.Client({ connectionString: engine.urls.ownerUrl });
  await owner.connect();
  await forgetReferences(owner);
  for (const model of withLists()) await fill(owner, model, id);
  await owner.end();
}, 300_000);

afterAll(async () => {
  await engine?.stop();
});

/** A role that sees the records of every form. */
function administrator(): string {
  const role = release.definitions.find(
    (each) =>
      each.kind === 'role' &&
      each.forms.some(({ form, rows, hidden }) => form === '*' && rows === 'all' && !hidden),
  );
  if (!role) throw new Error('somebody sees everything');
  return role.key;
}

function withLists(): readonly FormModel[] {
  return [...release.models.values()].filter(({ definition }) => (definition.lists ?? []).length > 0);
}

const SAMPLES: Readonly<Record<string, string>> = {
  text: `'v' || (n % ${VALUES})`,
  numeric: `(n % ${VALUES})::numeric`,
  integer: `n % ${VALUES}`,
  boolean: 'n % 2 = 0',
  date: `date '2026-01-01' + n % ${VALUES}`,
  timestamptz: `timestamptz '2026-01-01' + interval '1 hour' * (n % ${VALUES})`,
  uuid: `('00000000-0000-7000-8000-' || lpad((n % ${VALUES})::text, 12, '0'))::uuid`,
};

/** Unique values where they must be, blanks among the others, and references to nobody: what is asked is the plan alone. */
function sample({ unique, required, schema, type }: FieldModel): string {
  if (unique)
    return `CASE WHEN n % 5 > 0 THEN ${type.sqlType === 'uuid' ? 'gen_random_uuid()' : `'u' || n`} END`;
  const values = 'enum' in schema ? schema.enum : undefined;
  const one = values
    ? `(ARRAY[${values.map((each) => `'${String(each)}'`).join(', ')}])[1 + n % ${values.length}]`
    : (SAMPLES[type.sqlType] ?? 'NULL');
  return required ? one : `CASE WHEN n % 5 > 0 THEN ${one} END`;
}

async function fill(owner: pg.Client, model: FormModel, user: string): Promise<void> {
  const { header } = recordTables(model);
  const states = [...model.lifecycle.states.keys()];
  const fields = model.fields.map((field) => [identifier(field.key), sample(field)] as const);
  await owner.query(
    `INSERT INTO ${header.name} (id, version, status, created_at, created_by, updated_at, updated_by${fields.map(([name]) => `, ${name}`).join('')})
     SELECT gen_random_uuid(), 1, (ARRAY[${states.map((state) => `'${state}'`).join(', ') || 'NULL::text'}])[1 + n % ${Math.max(1, states.length)}],
            now() - interval '1 minute' * n, $1::uuid, now(), $1::uuid${fields.map(([, value]) => `, ${value}`).join('')}
       FROM generate_series(1, ${ROWS}) n`,
    [user],
  );
  await owner.query(`ANALYZE ${header.name}`);
}

/** References of made-up rows lead nowhere; what is asked is the plan alone. */
async function forgetReferences(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ statement: string }>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', c.conrelid::regclass, c.conname) AS statement
       FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace WHERE n.nspname = 'data' AND c.contype = 'f'`,
  );
  for (const { statement } of rows) await owner.query(statement);
}

/** A value that some records have in a column, as a query writes it. */
async function valueIn(model: FormModel, key: string): Promise<string | undefined> {
  const { header } = recordTables(model);
  const { rows } = await engine.database.query<{ value: string }>(
    `SELECT ${identifier(key)}::text AS value FROM ${header.name} WHERE ${identifier(key)} IS NOT NULL LIMIT 1`,
  );
  return rows[0]?.value;
}

/** The row in the middle of a list: a page from there is deep. */
async function middleOf(model: FormModel, sorts: readonly string[]): Promise<ListPosition> {
  const { header } = recordTables(model);
  const columns = sorts.map((sort) => {
    const column = header.columns.find(({ name }) => name === sort.replace('-', ''));
    if (!column) throw new Error(`${model.key} has no ${sort}`);
    return column;
  });
  const values = columns.map((column, at) => `${wireExpression('t', column)} AS value_${at}`);
  const order = sorts.map(
    (sort) => `t.${identifier(sort.replace('-', ''))} ${sort.startsWith('-') ? 'DESC' : 'ASC'}`,
  );
  const { rows } = await engine.database.query<Record<string, string | null>>(
    `SELECT ${values.join(', ')}, t.id FROM ${header.name} t ORDER BY ${order.join(', ')}, t.id OFFSET ${ROWS / 4} LIMIT 1`,
  );
  return { values: sorts.map((_, at) => rows[0]?.[`value_${at}`] ?? null), id: rows[0]?.['id'] ?? '' };
}

/** How a list is asked: for all of it, and by each of its filters. What several filters leave is little, and quickly sorted. */
async function questionsOf(
  model: FormModel,
  { id, filters = [] }: FormListView,
): Promise<readonly Record<string, string>[]> {
  const asked = await Promise.all(
    filters.map(async (key) => [`filter[${key}]`, await valueIn(model, key)] as const),
  );
  const known = asked.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return [[], ...known.map((each) => [each])].map((chosen) => ({
    list: id,
    ...Object.fromEntries(chosen),
  }));
}

async function sortsIn(
  model: FormModel,
  query: Record<string, string>,
  position?: ListPosition,
): Promise<string[]> {
  const grant = readGrant(release, subject, model);
  const question = {
    ...parseListQuestion({ release, subject, model, grant }, query),
    ...(position ? { position } : {}),
  };
  const occasion = { actor: subject.id, now: '2026-01-01T00:00:00.000Z', today: '2026-01-01' };
  const place = { release, model, subject, grant, question, occasion };
  const found: string[] = [];
  for (const part of pageParts(question.order, question.position)) {
    const { text, values } = pageStatement(place, part, 51);
    const { rows } = await engine.database.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    const sorted = /\bSort {2}\(.* rows=(\d+)/.exec(plan)?.[1];
    const isSorted = sorted !== undefined && Number.parseInt(sorted, 10) > HANDFUL;
    const asked = /filter\[(\w+)\]/.exec(Object.keys(query).join())?.[1];
    // Without one, a value that few records have would be looked for among all of them.
    const hasIndex =
      asked === undefined || position !== undefined || plan.includes(` ${model.key}_${asked}_`);
    if (isSorted || !hasIndex)
      found.push(`${model.key} ${JSON.stringify(query)}${position ? ' deep' : ''}\n${plan}`);
  }
  return found;
}

test('no list of our templates is sorted when it is read, by whichever of its filters, upwards, downwards and deep inside', async () => {
  const sorted: string[] = [];
  let asked = 0;
  for (const model of withLists()) {
    for (const list of model.definition.lists ?? []) {
      const sort = list.sort?.length ? list.sort : ['created_at'];
      const opposite = sort.map((each) => (each.startsWith('-') ? each.slice(1) : `-${each}`));
      const middle = await middleOf(model, sort);
      for (const query of await questionsOf(model, list)) {
        for (const direction of [sort, opposite]) {
          sorted.push(...(await sortsIn(model, { ...query, sort: direction.join() })));
          sorted.push(...(await sortsIn(model, { ...query, sort: direction.join() }, middle)));
          asked += 2;
        }
      }
    }
  }
  expect(asked).toBeGreaterThan(300);
  expect(sorted).toEqual([]);
});

test('nor by any other column that it may be sorted by', async () => {
  const sorted: string[] = [];
  for (const model of withLists()) {
    for (const field of sortableFields(model)) {
      for (const sort of [field, `-${field}`]) {
        sorted.push(
          ...(await sortsIn(model, { sort })),
          ...(await sortsIn(model, { sort }, await middleOf(model, [field]))),
        );
      }
    }
  }
  expect(sorted).toEqual([]);
});
