import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../src/database/migrate.js';
import { Refusal } from '../../src/http/refusal.js';
import { Directory } from '../../src/people/directory.js';
import { ReleaseRegistry } from '../../src/releases/release-registry.js';
import { TemplateInstaller } from '../../src/releases/template-installer.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';

let engine: TestApp;
let folder: string;

const both = (text: string) => ({ 'zh-CN': text, en: text });
const head = { format: 1, title: both('Office') };

const SEED = {
  kind: 'seed',
  format: 1,
  departments: [
    { key: 'office', title: both('Office'), parent: 'company', leader: 'ann' },
    { key: 'company', title: both('Company') },
  ],
  posts: [
    { key: 'clerk', title: both('Clerk') },
    { key: 'guard', title: both('Guard') },
  ],
  users: [
    { login: 'ann', name: 'Ann', posts: ['clerk', 'guard'], department: 'office', roles: ['administrator'] },
    { login: 'bob', name: 'Bob', post: both('Clerk at night'), posts: ['clerk'], roles: ['administrator'] },
  ],
  deputies: [{ user: 'ann', deputy: 'bob', from: '2026-12-01T00:00:00+08:00', reason: 'On leave' }],
};

beforeAll(async () => {
  engine = await startTestApp();
  folder = await mkdtemp(join(tmpdir(), 'dougong-template-'));
  await write('template.json', {
    ...head,
    kind: 'template',
    key: 'office',
    version: '1.0.0',
    seeds: [{ file: 'people.json' }],
  });
  await write('roles/administrator.role.json', {
    ...head,
    kind: 'role',
    key: 'administrator',
    forms: [],
    system: ['administer', 'design'],
  });
  await write('calendars/office.calendar.json', {
    ...head,
    kind: 'calendar',
    key: 'office',
    hours: [{ from: '09:00', to: '17:00' }],
    week: [{ day: 'mon' }],
  });
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await engine.stop();
});

async function write(path: string, content: object): Promise<void> {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), JSON.stringify(content));
}

async function install(seed: object) {
  await write('seed/people.json', seed);
  return engine.get(TemplateInstaller).install(folder, { demo: false });
}

async function userId(login: string): Promise<string> {
  const { rows } = await engine.database.query<{ id: string }>(
    'SELECT id FROM core.user_account WHERE login = $1',
    [login],
  );
  return rows[0]?.id ?? '';
}

/** What stands beside the names. */
async function postsShown(): Promise<unknown> {
  const { rows } = await engine.database.query(
    `SELECT login, post ->> 'en' AS post FROM core.user_account WHERE login IN ('ann', 'bob') ORDER BY login`,
  );
  return rows;
}

describe('a template', () => {
  test('brings departments in any order, leaders, posts and deputies', async () => {
    await install(SEED);
    const people = engine.get(Directory);
    const [ann, bob, known] = [await userId('ann'), await userId('bob'), await people.current()];
    expect([known.departmentOf(ann), known.parentOf('office'), known.leaderOf('office')]).toEqual([
      'office',
      'company',
      ann,
    ]);
    expect(known.usersOfPost('clerk')).toEqual([ann, bob]);
    expect(known.deputyOf(ann, 'any', '2027-06-01T00:00:00Z')).toBe(bob);
    expect(await postsShown()).toEqual([
      { login: 'ann', post: 'Clerk' },
      { login: 'bob', post: 'Clerk at night' },
    ]);
  });

  test('loaded again leaves alone what administrators have changed', async () => {
    const ann = await userId('ann');
    await engine.database.query(`UPDATE core.department SET leader = NULL, title = $1 WHERE key = 'office'`, [
      JSON.stringify(both('Front office')),
    ]);
    await engine.database.query(`DELETE FROM core.user_post WHERE user_id = $1 AND position = 1`, [ann]);
    await install(SEED);
    const known = await engine.get(Directory).current();
    expect([known.leaderOf('office'), known.usersOfPost('guard')]).toEqual([undefined, []]);
    const { rows } = await engine.database.query('SELECT count(*)::integer AS deputies FROM core.deputy');
    expect(rows).toEqual([{ deputies: 1 }]);
    expect(await postsShown()).toMatchObject([{ post: 'Clerk' }, { post: 'Clerk at night' }]);
  });

  test('that names a department nobody has made is refused, and says which', async () => {
    const departments = [{ key: 'annex', title: both('Annex'), parent: 'moon' }];
    const failed = await install({ ...SEED, departments }).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(Refusal);
    expect(failed).toMatchObject({
      code: 'unknown_seed_reference',
      options: { params: { name: '@department/moon' } },
    });
    const { rows } = await engine.database.query(`SELECT FROM core.department WHERE key = 'annex'`);
    expect(rows).toEqual([]);
  });

  test('with departments in a ring is refused', async () => {
    const departments = [
      { key: 'inner', title: both('Inner'), parent: 'outer' },
      { key: 'outer', title: both('Outer'), parent: 'inner' },
    ];
    await expect(install({ ...SEED, departments })).rejects.toMatchObject({
      issues: [{ code: 'department_ring' }],
    });
  });

  test('brings a working calendar, which is the one that holds while it is alone', async () => {
    const release = await engine.get(ReleaseRegistry).current();
    expect(release.workingCalendar).toBe(release.calendars.get('office'));
    const key = await engine.keyOf(await userId('ann'));
    const read = await engine.request('GET', '/api/v1/definitions/calendar/office', { key });
    expect([read.status, read.body['hours']]).toEqual([200, [{ from: '09:00', to: '17:00' }]]);
    const schema = await engine.request('GET', '/api/v1/schemas/calendar.json', { key });
    expect([schema.status, schema.body['$id']]).toEqual([200, expect.stringContaining('calendar')]);
  });
});

describe('a database from before there were posts', () => {
  const BACK = `
    DROP TABLE core.user_organisation, core.deputy, core.user_post, core.post;
    ALTER TABLE core.user_account DROP COLUMN department;
    DROP TABLE core.department;
    DROP FUNCTION core.refuse_department_ring, core.refuse_second_deputy;
    DELETE FROM core.migration WHERE name LIKE 'Organisation1%'`;

  test('gets a post for every text beside a name, held by those who had it, and still shows the texts', async () => {
    const old = await startTestApp();
    const owner = new pg.Client({ connectionString: old.urls.ownerUrl });
    await owner.connect();
    await old.createUser('ann');
    await old.createUser('bob');
    await old.createUser('cat');
    await owner.query(BACK);
    await owner.query(`UPDATE core.user_account SET post = $1 WHERE login IN ('ann', 'bob')`, [
      JSON.stringify(both('Clerk')),
    ]);
    await owner.end();
    await migrate(old.urls);
    const { rows } = await old.database.query(
      `SELECT u.login, u.post ->> 'en' AS shown, p.key ~ '^post_[0-9a-f]{12}$' AS keyed
         FROM core.user_account u LEFT JOIN core.user_post h ON h.user_id = u.id LEFT JOIN core.post p ON p.id = h.post_id
        WHERE u.login IN ('ann', 'bob', 'cat') ORDER BY u.login`,
    );
    expect(rows).toEqual([
      { login: 'ann', shown: 'Clerk', keyed: true },
      { login: 'bob', shown: 'Clerk', keyed: true },
      { login: 'cat', shown: null, keyed: null },
    ]);
    const posts = await old.database.query('SELECT FROM core.post');
    expect(posts.rowCount).toBe(1);
    await old.stop();
  });
});
