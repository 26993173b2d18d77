import type { Definition } from '@dougong/kernel/metadata';
import type { ChangeSet } from '@dougong/kernel/promotion';
import type { PromotedView } from '../../src/promotion/promotion.wire.js';
import { Publisher } from '../../src/releases/publisher.js';
import type { TemplatePackage } from '../../src/releases/read-template.js';
import { TemplateInstaller } from '../../src/releases/template-installer.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';

/** Two installations: what is tried in one is taken to the other. */

let dev: House;
let prod: House;

const named = (text: string) => ({ 'zh-CN': text, en: text });

const ROLE = {
  kind: 'role',
  format: 1,
  key: 'chief',
  title: named('chief'),
  forms: [{ form: '*', actions: ['*'], rows: 'all' }],
  system: ['administer', 'design'],
} as unknown as Definition;

const text = (title: string) => ({ type: 'string', 'x-title': named(title) });

const form = (properties: Readonly<Record<string, unknown>>) =>
  ({
    kind: 'form',
    format: 1,
    key: 'goods',
    title: named('goods'),
    usage: 'master',
    schema: { type: 'object', properties },
    ui: { order: Object.keys(properties) },
  }) as unknown as Definition;

const FIRST = [ROLE, form({ code: text('code'), name: text('name') })];
const SECOND = [ROLE, form({ code: text('code'), name: text('full name'), remark: text('remark') })];

/** A template that brings one scenario alone: goods have no remark. */
const WITHOUT_REMARKS: TemplatePackage = {
  manifest: { kind: 'template', format: 1, key: 'proofs', title: named('proofs'), version: '1.0.0' },
  definitions: [],
  seeds: [
    {
      file: 'people.json',
      demo: false,
      content: { kind: 'seed', format: 1, users: [{ login: 'ann', name: 'Ann', roles: ['chief'] }] },
    },
  ],
  scenarios: [
    {
      kind: 'scenario',
      format: 1,
      key: 'no_remarks',
      title: named('no remarks'),
      start: '2026-11-23T09:00:00+08:00',
      steps: [
        {
          do: 'create',
          by: 'ann',
          form: 'goods',
          values: { code: 'A', remark: 'new' },
          expect: { refused: { status: 422 } },
        },
      ],
    },
  ],
};

class House {
  private constructor(
    readonly engine: TestApp,
    readonly key: string,
  ) {}

  static async open(): Promise<House> {
    const engine = await startTestApp();
    await publish(engine, FIRST);
    const user = await engine.createUser('chief', { roles: ['chief'] });
    return new House(engine, await engine.keyOf(user));
  }

  async changeSet(release: number, base?: number): Promise<ChangeSet> {
    const path = `/api/v1/releases/${release}/change-set${base === undefined ? '' : `?base=${base}`}`;
    const answer = await this.engine.request<ChangeSet>('GET', path, { key: this.key });
    expect(answer.status).toBe(200);
    return answer.body;
  }

  take(changeSet: unknown, query = '', more: Readonly<Record<string, unknown>> = {}) {
    return this.engine.request<
      PromotedView & { code: string; errors: { params?: unknown; detail: string }[] }
    >('POST', `/api/v1/change-sets${query}`, { key: this.key, body: { changeSet, ...more } });
  }

  async release(): Promise<number> {
    const { rows } = await this.engine.database.query<{ number: number }>(
      'SELECT number FROM core.current_release',
    );
    return rows[0]?.number ?? 0;
  }

  async titlesOfGoods(): Promise<Readonly<Record<string, string>>> {
    const { rows } = await this.engine.database.query<{ name: string; title: string }>(
      `SELECT p.key AS name, p.value -> 'x-title' ->> 'en' AS title
         FROM core.current_release c JOIN core.release r ON r.number = c.number, jsonb_array_elements(r.definitions) d, jsonb_each(d.value -> 'schema' -> 'properties') p
        WHERE d.value ->> 'key' = 'goods'`,
    );
    return Object.fromEntries(rows.map(({ name, title }) => [name, title]));
  }

  columns(): Promise<readonly string[]> {
    return this.engine.database
      .query<{ name: string }>(
        `SELECT attname AS name FROM pg_attribute WHERE attrelid = 'data.goods'::regclass AND attnum > 0 AND NOT attisdropped`,
      )
      .then(({ rows }) => rows.map(({ name }) => name));
  }
}

async function publish(engine: TestApp, definitions: readonly Definition[], base = 0): Promise<void> {
  await engine.get(Publisher).publish({ definitions, base, actor: null });
}

beforeAll(async () => {
  [dev, prod] = [await House.open(), await House.open()];
  await publish(dev.engine, SECOND, 1);
});

afterAll(async () => {
  await dev?.engine.stop();
  await prod?.engine.stop();
});

describe('a release on its way to another installation', () => {
  let set: ChangeSet;

  test('is a change set: the same bytes each time, with what was changed alone', async () => {
    set = await dev.changeSet(2, 1);
    expect(set.definitions.map(({ kind, key }) => `${kind}/${key}`)).toEqual(['form/goods']);
    expect(await dev.changeSet(2, 1)).toEqual(set);
    expect((await dev.engine.request('GET', '/api/v1/releases/9/change-set', { key: dev.key })).status).toBe(
      404,
    );
  });

  test('a dry run tells in words what it would do, and does nothing', async () => {
    const { status, body } = await prod.take(set, '?dryRun=true');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      outcome: 'dry-run',
      release: null,
      promotion: {
        isReady: true,
        conflicts: [],
        changes: [{ kind: 'form', key: 'goods', change: 'changed' }],
        tables: [{ table: 'goods', change: 'changed', added: ['remark'], unused: [], retyped: [] }],
      },
    });
    expect(body.promotion.changes[0]?.details.map(({ text: said }) => said).join()).toContain('remark');
    expect(await prod.release()).toBe(1);
    expect(await prod.columns()).not.toContain('remark');
  });

  test('taken into the drafts it waits to be looked at; a second time nothing more comes', async () => {
    const { body } = await prod.take(set);
    expect(body).toMatchObject({ outcome: 'drafts', draftRevision: expect.any(Number) });
    expect(await prod.release()).toBe(1);
    const drafts = await prod.engine.request<{ drafts: { key: string }[] }>('GET', '/api/v1/drafts', {
      key: prod.key,
    });
    expect(drafts.body.drafts).toMatchObject([{ kind: 'form', key: 'goods' }]);
    expect((await prod.take(set)).body).toMatchObject({ outcome: 'drafts' });
    await prod.engine.request('DELETE', '/api/v1/drafts/form/goods', { key: prod.key });
  });

  test('does not write over what somebody works on', async () => {
    const draft = { key: prod.key, body: { definition: form({ code: text('mine') }) } };
    await prod.engine.request('PUT', '/api/v1/drafts/form/goods', draft);
    expect(await prod.take(set)).toMatchObject({ status: 409, body: { code: 'promotion_meets_draft' } });
    await prod.engine.request('DELETE', '/api/v1/drafts/form/goods', { key: prod.key });
  });

  test('published it is a release with its tables, and the audit says so; a second time there is nothing to do', async () => {
    const { body } = await prod.take(set, '?publish=true');
    expect(body).toMatchObject({ outcome: 'published', release: 2 });
    expect(await prod.titlesOfGoods()).toEqual({ code: 'code', name: 'full name', remark: 'remark' });
    expect(await prod.columns()).toContain('remark');
    const { rows } = await prod.engine.database.query(
      `SELECT action, release FROM core.audit_entry WHERE action LIKE 'promote%' ORDER BY id DESC LIMIT 1`,
    );
    expect(rows).toEqual([{ action: 'promote', release: 2 }]);
    expect((await prod.take(set, '?publish=true')).body).toMatchObject({ outcome: 'nothing', release: null });
    expect(await prod.release()).toBe(2);
  });

  test('where publishing needs approval it goes into the drafts alone', async () => {
    const other = await House.open();
    const setting = (value: string) =>
      other.engine.database.query(
        `INSERT INTO core.application_setting (key, value, updated_at) VALUES ('publishApproval', $1, now())
         ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
        [value],
      );
    try {
      await setting('{"roles": ["chief"]}');
      expect(await other.take(set, '?publish=true')).toMatchObject({
        status: 409,
        body: { code: 'promotion_needs_approval' },
      });
      expect((await other.take(set)).body).toMatchObject({ outcome: 'drafts' });
      await setting('null');
      expect(await other.take(set, '?publish=true')).toMatchObject({
        body: { code: 'promotion_meets_draft' },
      });
    } finally {
      await other.engine.stop();
    }
  });

  test('where every publish plays the scenarios it is refused when one fails', async () => {
    const other = await House.open();
    const scenarios = (publishScenarios: string) =>
      other.engine.request('PUT', '/api/v1/design/settings', { key: other.key, body: { publishScenarios } });
    try {
      await other.engine
        .get(TemplateInstaller)
        .installPackage(WITHOUT_REMARKS, { demo: false, skipScenarios: true });
      await scenarios('always');
      expect(await other.take(set, '?publish=true')).toMatchObject({
        status: 422,
        body: {
          code: 'scenarios_failed',
          errors: [{ pointer: '#/scenario/no_remarks/steps/0/expect/refused' }],
        },
      });
      expect(await other.release()).toBe(1);
      await scenarios('asked');
      expect((await other.take(set, '?publish=true')).body).toMatchObject({ outcome: 'published' });
    } finally {
      await other.engine.stop();
    }
  }, 60_000);

  test('changed on its way it is refused', async () => {
    const changed = { ...set, from: { ...set.from, release: 7 } };
    expect(await prod.take(changed)).toMatchObject({ status: 422, body: { code: 'change_set_damaged' } });
    expect((await prod.take({ ...set, kind: 'other' })).status).toBe(422);
  });
});

describe('where both installations changed the same place', () => {
  test('nothing is taken until somebody has chosen', async () => {
    await publish(
      dev.engine,
      [ROLE, form({ code: text('dev'), name: text('full name'), remark: text('remark') })],
      2,
    );
    await publish(
      prod.engine,
      [
        ROLE,
        form({ code: text('prod'), name: text('full name'), remark: text('remark'), shelf: text('shelf') }),
      ],
      2,
    );
    const set = await dev.changeSet(3, 2);
    const refused = await prod.take(set, '?publish=true');
    expect(refused).toMatchObject({ status: 409, body: { code: 'promotion_conflicts' } });
    expect(await prod.release()).toBe(3);

    const { body } = await prod.take(set, '?dryRun=true');
    expect(body.promotion).toMatchObject({ isReady: false });
    const conflicts = body.promotion.conflicts.filter(
      ({ mine, theirs }) => mine === 'prod' && theirs === 'dev',
    );
    expect(conflicts.length).toBeGreaterThan(0);

    const choices = Object.fromEntries(conflicts.map(({ id }) => [id, 'theirs']));
    expect((await prod.take(set, '?publish=true', { choices, all: 'theirs' })).body).toMatchObject({
      outcome: 'published',
    });
    expect(await prod.titlesOfGoods()).toEqual({
      code: 'dev',
      name: 'full name',
      remark: 'remark',
      shelf: 'shelf',
    });
  });
});

describe('what does not travel', () => {
  test('endpoints and hooks are named, and those that lack here are told', async () => {
    const rule = {
      kind: 'rule',
      format: 1,
      key: 'tell_books',
      title: named('tell'),
      form: 'goods',
      enabled: true,
      trigger: { on: ['create'] },
      phase: 'afterCommit',
      priority: 100,
      condition: true,
      actions: [{ id: 'call', type: 'callWebhook', endpoint: 'books' }],
    } as unknown as Definition;
    const current = await dev.engine.database.query<{ definitions: Definition[] }>(
      'SELECT definitions FROM core.release WHERE number = 3',
    );
    await publish(dev.engine, [...(current.rows[0]?.definitions ?? []), rule], 3);
    await dev.engine.database.query(
      `INSERT INTO core.webhook_endpoint (key, url, secret) VALUES ('books', 'https://books.example.invalid/x', 'whsec_hidden')`,
    );
    const set = await dev.changeSet(4, 3);
    expect(set.needs.endpoints).toEqual(['books']);
    expect(JSON.stringify(set)).not.toMatch(/whsec_hidden|books\.example/);
    const { body } = await prod.take(set, '?dryRun=true');
    expect(body.promotion.missing).toEqual({ endpoints: ['books'], hooks: [] });
  });

  test('a whole release fills an installation that has nothing but its people', async () => {
    const empty = await startTestApp();
    try {
      await publish(empty, [ROLE]);
      const key = await empty.keyOf(await empty.createUser('chief', { roles: ['chief'] }));
      const changeSet = await dev.changeSet(4);
      expect(changeSet.from.base).toBeNull();
      const answer = await empty.request<PromotedView>('POST', '/api/v1/change-sets?publish=true', {
        key,
        body: { changeSet },
      });
      expect(answer.body).toMatchObject({ outcome: 'published', release: 2 });
      expect(answer.body.promotion.changes.map(({ kind }) => kind).sort()).toEqual(['form', 'rule']);
    } finally {
      await empty.stop();
    }
  });
});

test('change sets are the business of designers', async () => {
  const key = await prod.engine.keyOf(await prod.engine.createUser('plain'));
  expect((await prod.engine.request('GET', '/api/v1/releases/1/change-set', { key })).status).toBe(403);
  expect((await prod.engine.request('POST', '/api/v1/change-sets', { key, body: {} })).status).toBe(403);
});
