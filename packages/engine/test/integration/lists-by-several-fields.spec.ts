import fc from 'fast-check';
import pg from 'pg';
import type { Definition } from '@dougong/kernel/metadata';
import { SubjectStore } from '../../src/identity/subject-store.js';
import { readGrant } from '../../src/records/form-grant.js';
import { pageParts } from '../../src/records/list-pages.js';
import { parseListQuestion } from '../../src/records/list-question.js';
import { pageStatement } from '../../src/records/list-statement.js';
import { Publisher } from '../../src/releases/publisher.js';
import { ReleaseRegistry } from '../../src/releases/release-registry.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { anActor } from './reading-records.fixtures.js';
import type { Actor } from './reading-records.fixtures.js';

/** Lists that are sorted by several fields. */

const title = (en: string) => ({ 'zh-CN': en, en });
const LETTERS = '/api/v1/forms/letter/records';
const SHELF = '/api/v1/forms/shelf/records';
/** Many ties and many blanks. */
const FEW = 300;
/** More than what is sorted on demand. */
const MANY = 12_000;

const form = (key: string) => ({
  kind: 'form',
  format: 1,
  key,
  title: title(key),
  usage: 'master',
  schema: {
    type: 'object',
    properties: {
      town: { type: 'string', 'x-title': title('Town'), 'x-index': true },
      rank: { type: 'integer', 'x-title': title('Rank'), 'x-index': true },
      day: { type: 'string', format: 'date', 'x-title': title('Day') },
      price: { type: 'string', format: 'decimal', 'x-scale': 2, 'x-title': title('Price') },
      secret: { type: 'string', 'x-title': title('Secret') },
    },
    additionalProperties: false,
  },
  ui: { order: ['town', 'rank', 'day', 'price', 'secret'] },
  lists: [
    { id: 'all', title: title('All'), columns: ['town'], sort: ['town', '-day', 'rank'] },
    { id: 'dear', title: title('Dear'), columns: ['town'], sort: ['-rank', '-price'], filters: ['town'] },
  ],
});

const role = (key: string, more: object = {}) => ({
  kind: 'role',
  format: 1,
  key,
  title: title(key),
  forms: [{ form: '*', actions: ['read'], rows: 'all', ...more }],
});

let engine: TestApp;
let owner: pg.Client;
let reader: Actor;
let blind: Actor;

beforeAll(async () => {
  engine = await startTestApp();
  await engine.get(Publisher).publish({
    definitions: [
      form('letter'),
      form('shelf'),
      role('reader'),
      role('blind', { hidden: ['secret', 'day'] }),
    ] as unknown as Definition[],
    base: 0,
    actor: null,
    comment: 'letters',
  });
  reader = await anActor(engine, 'reader', 'reader');
  blind = await anActor(engine, 'blind', 'blind');
  owner = new pg.Client({ connectionString: engine.urls.ownerUrl });
  await owner.connect();
  await fill('letter', FEW);
  await fill('shelf', MANY);
});

afterAll(async () => {
  await owner?.end();
  await engine?.stop();
});

async function fill(table: string, rows: number): Promise<void> {
  await owner.query(
    `INSERT INTO data.${table} (id, version, created_at, created_by, updated_at, updated_by, town, rank, day, price, secret)
     SELECT gen_random_uuid(), 1, date_trunc('milliseconds', now()) - interval '1 minute' * (n / 3), $1, now(), $1,
            CASE WHEN n % 7 = 0 THEN NULL ELSE (ARRAY['Ulm', 'Aachen', '北京', 'bonn', 'Bonn'])[1 + n % 5] END,
            CASE WHEN n % 11 = 0 THEN NULL ELSE n % 4 END,
            CASE WHEN n % 5 = 0 THEN NULL ELSE date '2026-01-01' + n % 6 END,
            CASE WHEN n % 3 = 0 THEN NULL ELSE (n % 8)::numeric / 4 END, 's' || n
       FROM generate_series(1, ${rows}) n`,
    [reader.id],
  );
  await owner.query(`ANALYZE data.${table}`);
}

type Row = Readonly<Record<string, string | number | null>> & { readonly id: string };
interface Page {
  readonly data: readonly Row[];
  readonly nextCursor?: string;
}

async function page(query: string, { key } = reader): Promise<Page> {
  const { status, body, text } = await engine.request<Page>('GET', `${LETTERS}?${query}`, { key });
  if (status !== 200) throw new Error(text);
  return body;
}

/** All rows, page by page. */
async function joined(sort: string, limit: number): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let cursor = '';
  for (;;) {
    const { data, nextCursor } = await page(`sort=${sort}&limit=${limit}${cursor}`);
    rows.push(...data);
    if (nextCursor === undefined) return rows;
    cursor = `&cursor=${nextCursor}`;
  }
}

/** The order as the database sorts it when it is told nothing else. */
async function sortedByDatabase(sort: string): Promise<readonly string[]> {
  const parts = sort.split(',');
  const down = (part: string) => part.startsWith('-');
  const terms = parts.map(
    (part) => `${part.replace('-', '')} ${down(part) ? 'DESC NULLS FIRST' : 'ASC NULLS LAST'}`,
  );
  const tie = parts.at(-1)?.replace('-', '') === 'id' ? [] : [`id ${down(parts[0] ?? '') ? 'DESC' : 'ASC'}`];
  const { rows } = await owner.query<{ id: string }>(
    `SELECT id FROM data.letter ORDER BY ${[...terms, ...tie].join(', ')}`,
  );
  return rows.map(({ id }) => id);
}

const direction = fc.constantFrom('', '-');
const firsts = fc.constantFrom('town', 'rank', 'created_at');
const others = fc.uniqueArray(fc.constantFrom('town', 'rank', 'day', 'price', 'secret'), { maxLength: 2 });
const orders = fc
  .tuple(firsts, others, fc.array(direction, { minLength: 4, maxLength: 4 }), fc.boolean())
  .map(([first, rest, ways, hasId]) => {
    const fields = [first, ...rest.filter((each) => each !== first)];
    const all = hasId && fields.length < 4 ? [...fields, 'id'] : fields;
    return all.map((field, at) => `${ways[at] ?? ''}${field}`).join();
  });

test('pages joined are the whole order, whichever fields and ways, with ties and blanks', async () => {
  await fc.assert(
    fc.asyncProperty(orders, fc.constantFrom(7, 50, 120), async (sort, limit) => {
      const rows = await joined(sort, limit);
      expect(rows.map(({ id }) => id)).toEqual(await sortedByDatabase(sort));
    }),
    { numRuns: 40 },
  );
});

test('a list view is in the order of all its fields', async () => {
  const { data } = await page('list=all&limit=1000');
  expect(data.map(({ id }) => id)).toEqual(await sortedByDatabase('town,-day,rank'));
});

test('who does not see a field of the order gets it up to there, and may not ask for it', async () => {
  const { data } = await page('list=all&limit=1000', blind);
  expect(data.map(({ id }) => id)).toEqual(await sortedByDatabase('town'));
  const refused = await engine.refused('GET', `${LETTERS}?sort=town,secret`, { key: blind.key });
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ code: 'sort_not_offered' }] } });
});

test('a cursor is good for its order only', async () => {
  const { nextCursor = '' } = await page('sort=town,day&limit=5');
  for (const sort of ['town,-day', 'day,town', 'town', 'town,day,-id']) {
    const other = await engine.refused('GET', `${LETTERS}?sort=${sort}&limit=5&cursor=${nextCursor}`, {
      key: reader.key,
    });
    expect(other.status).toBe(400);
  }
});

async function plansOf(sort: string, more: Record<string, string> = {}): Promise<readonly string[]> {
  const release = await engine.get(ReleaseRegistry).current();
  const model = release.models.get('shelf');
  const subject = await engine.get(SubjectStore).byId(reader.id);
  if (!model || !subject) throw new Error('there are shelves and a reader');
  const grant = readGrant(release, subject, model);
  const first = await engine.request<Page>('GET', `${SHELF}?sort=${sort}&limit=100`, { key: reader.key });
  const cursor = first.body.nextCursor ?? '';
  const plans: string[] = [];
  const filters = Object.keys(more).length > 0;
  for (const query of [{ sort, ...more }, ...(filters ? [] : [{ sort, cursor }])]) {
    const question = parseListQuestion({ release, subject, model, grant }, query);
    const place = { release, model, subject, grant, question, occasion: { actor: '', today: '', now: '' } };
    for (const part of pageParts(question.order, question.position)) {
      const { text, values } = pageStatement(place, part, 51);
      const { rows } = await engine.database.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values);
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
    }
  }
  return plans;
}

/** So few rows that tie with the end of a page are sorted sooner than they are found in order. */
const HANDFUL = 300;

function sortsMany(plan: string): boolean {
  const rows = /\bSort {2}\(.* rows=(\d+)/.exec(plan)?.[1];
  return rows !== undefined && Number.parseInt(rows, 10) > HANDFUL;
}

test.each(['town,-day,rank', '-town,day,-rank', '-rank,-price', 'rank,price'])(
  'the order %s of a list view, or its opposite, is read from an index and never sorted',
  async (sort) => {
    expect((await plansOf(sort)).filter(sortsMany)).toEqual([]);
  },
);

test('a filter of a list view has an index in the order of all its fields', async () => {
  const [plan = ''] = await plansOf('-rank,-price', { 'filter[town]': 'Ulm' });
  expect(plan).toContain('shelf_town_rank_price_ix');
  expect(sortsMany(plan)).toBe(false);
});

test('an order without an index is served for what is sorted in a moment, and refused beyond with what to do', async () => {
  const refused = await engine.refused('GET', `${SHELF}?sort=town,price`, {
    key: reader.key,
    headers: { 'accept-language': 'en' },
  });
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ code: 'sort_needs_filter' }] } });
  expect(refused.body.errors[0]?.detail).toMatch(/10000 records.*Filter them/);
  const narrowed = await engine.request('GET', `${SHELF}?sort=town,price&filter[rank]=1`, {
    key: reader.key,
  });
  expect(narrowed.status).toBe(200);
});
