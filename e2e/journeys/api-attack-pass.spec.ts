import { done } from '../support/api-client.js';
import type { ApiAnswer, ApiClient } from '../support/api-client.js';
import { sendRaw } from '../support/attack.js';
import { useStage } from '../support/stage.js';
import { COUNTS } from '../support/stocktake-job.js';

/** Texts that would be SQL, code or patterns if anything took them for that. See docs/security/attack-pass.md. */

const stage = useStage();
let designer: ApiClient;

beforeAll(async () => {
  designer = await stage.engine.signIn('hejing');
});

const ITEMS = '/forms/item/records';
const q = encodeURIComponent;

/** Whatever is tried: nothing is written, nothing breaks, and a refusal is one in our words. */
async function tried(attempt: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
  const before = await stage.database.fingerprint();
  const answer = await attempt();
  expect(answer.status).toBeLessThan(500);
  if (answer.status >= 400) expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.text).not.toMatch(/syntax error at|invalid input|DatabaseError|\.js:\d+|node_modules/);
  expect(await stage.database.fingerprint()).toEqual(before);
  return answer;
}

const SQL = [
  `' OR '1'='1`,
  `'; DROP TABLE data.item; --`,
  `x' UNION SELECT login, password_hash FROM core.user_account --`,
  `$1`,
  `\\'; SELECT pg_sleep(5); --`,
  `%' OR 1=1 --`,
  `{"$ne":null}`,
];

describe('a question that holds SQL', () => {
  test('in a value or a search finds nothing and is not run', async () => {
    for (const text of SQL) {
      for (const query of [`filter[code]=${q(text)}`, `q=${q(text)}`, `filter[name]=${q(text)}`]) {
        const answer = await tried(() => stage.job.keeper.get(`${ITEMS}?${query}`));
        expect([query, answer.status, answer.body.data]).toEqual([query, 200, []]);
      }
    }
  });

  test('in the name of a field, an operator, an order, a page mark or a limit is refused', async () => {
    const queries = SQL.flatMap((text) => [
      `filter[${q(text)}]=x`,
      `filter[code][${q(text)}]=x`,
      `sort=${q(text)}`,
      `sort=code,-${q(text)}`,
      `cursor=${q(text)}`,
      `cursor=${Buffer.from(JSON.stringify([text, text])).toString('base64url')}`,
      `limit=${q(text)}`,
      `count=${q(text)}`,
    ]);
    for (const query of [
      ...queries,
      'limit=1e9',
      'limit=-1',
      'limit=99999999999999999999',
      'q=%00',
      'cursor=%00',
    ]) {
      const answer = await tried(() => stage.job.keeper.get(`${ITEMS}?${query}`));
      expect([query, answer.status]).toEqual([query, 400]);
    }
  });

  test('in an address means a form, a record or a register that nobody has', async () => {
    const names = [
      ...SQL,
      'core.user_account',
      '__proto__',
      'constructor',
      'hasOwnProperty',
      'item\0',
      '../item',
    ];
    for (const name of names)
      for (const path of [
        `/forms/${q(name)}/records`,
        `/forms/item/records/${q(name)}`,
        `/registers/${q(name)}/balances`,
        `/definitions/form/${q(name)}`,
        `/definitions/${q(name)}/item`,
        `/jobs/${q(name)}`,
        `/tasks/${q(name)}`,
      ]) {
        const { status } = await tried(() => stage.job.admin.get(path));
        expect([path, status]).toEqual([path, 404]);
      }
  });

  test('by the wildcards of a search is a search for these signs', async () => {
    const plain = done(await stage.job.keeper.get(`${ITEMS}?limit=200`)).data.length;
    expect(plain).toBeGreaterThan(0);
    for (const text of ['%', '_', '%%%', '____', '\\', '\\%'])
      expect(done(await stage.job.keeper.get(`${ITEMS}?q=${q(text)}`)).data).toEqual([]);
  });
});

describe('a formula that would be code', () => {
  const evaluate = (source: unknown, kind = 'formula') =>
    tried(() => designer.post('/expressions/evaluate', { kind, source, form: 'item', record: {} }));

  test('is no formula', async () => {
    for (const source of [
      'constructor.constructor("return process")()',
      '__proto__',
      'a.__proto__.x',
      'this',
      'globalThis.process.env',
      'toString()',
      'require("fs")',
      'import("fs")',
      '`${1}`',
      '(() => 1)()',
      'code["constructor"]',
      `'; DROP TABLE data.item; --`,
    ])
      expect([source, (await evaluate(source)).status]).toEqual([source, 422]);
  });

  test('without end in its length, depth or digits is refused before it is worked out', async () => {
    for (const source of [
      '9'.repeat(5000),
      `${'('.repeat(1500)}1${')'.repeat(1500)}`,
      `${'SUM('.repeat(200)}1${')'.repeat(200)}`,
      `1${'+1'.repeat(2500)}`,
      '/*'.repeat(2500),
      '1e5000',
      '1e1000000000',
    ])
      expect([source.slice(0, 20), (await evaluate(source)).status]).toEqual([source.slice(0, 20), 422]);
  });

  test('that would make an endless number or text gives none', async () => {
    for (const source of ['10^10^10', 'POWER(10, 1000000)', 'ROUND(1, 1e9)', '1/0', '(-1)^0.5']) {
      const answer = await evaluate(source);
      expect([source, answer.status, answer.body['value'] ?? null]).toEqual([source, 200, null]);
    }
  });

  test('as a condition knows no operators of the language it is written in', async () => {
    const deep = Array.from({ length: 150 }).reduce<unknown>((inner) => ({ and: [inner] }), true);
    for (const source of [
      { constructor: ['return process'] },
      { toString: [] },
      { hasOwnProperty: ['x'] },
      { log: 'x' },
      { method: ['x', 'toString'] },
      { regex: ['(a+)+$', `${'a'.repeat(40)}!`] },
      { var: 'constructor.name' },
      { var: '__proto__' },
      { var: 'a.__proto__.b' },
      { cat: Array.from({ length: 10_000 }, () => 'a') },
      deep,
    ]) {
      const { status } = await evaluate(source, 'condition');
      expect([JSON.stringify(source).slice(0, 40), status]).toEqual([
        JSON.stringify(source).slice(0, 40),
        422,
      ]);
    }
  });
});

describe('a definition that is a trap', () => {
  const draft = (kind: string, key: string, definition: object) =>
    stage.job.admin.send('PUT', `/drafts/${kind}/${key}`, JSON.stringify({ definition }));

  const form = (properties: object) => ({
    kind: 'form',
    format: 1,
    key: 'trap',
    title: { 'zh-CN': '陷阱', en: 'Trap' },
    usage: 'master',
    schema: { type: 'object', properties, additionalProperties: false },
    ui: { order: Object.keys(properties) },
  });
  const PLAIN = { type: 'string', 'x-title': { 'zh-CN': '码', en: 'Code' }, maxLength: 20 };

  /** Codes of what keeps the drafts from being published. */
  async function findings(): Promise<readonly string[]> {
    const { findings: found } = done(await stage.job.admin.post('/drafts/check')) as unknown as {
      readonly findings: readonly {
        readonly severity: string;
        readonly code: string;
        readonly path: string;
      }[];
    };
    return found.filter(({ severity }) => severity === 'error').map(({ code, path }) => `${path} ${code}`);
  }

  afterAll(async () => void (await stage.job.admin.post('/drafts/discard')));

  test('is told from one that is none', async () => {
    expect((await draft('form', 'trap', form({ code: PLAIN }))).status).toBe(200);
    expect(await findings()).toEqual([]);
  });

  test('with a pattern that could be searched for minutes never gets in force', async () => {
    for (const pattern of ['^(a+)+$', '^(a|a)*$', '(.*)*x', '^(\\d+)*$', '(?=(a+))\\1b']) {
      const answer = await tried(() => draft('form', 'trap', form({ code: { ...PLAIN, pattern } })));
      const found = answer.status === 200 ? await findings() : ['refused'];
      expect([pattern, found.length > 0]).toEqual([pattern, true]);
    }
  });

  test('with names that objects have by themselves, or that are SQL, never gets in force', async () => {
    const names = [
      'constructor',
      '__proto__x',
      'toString',
      'id',
      'created_by',
      'a"; DROP TABLE data.item; --',
      'a b',
    ];
    for (const name of names) {
      const answer = await tried(() => draft('form', 'trap', form({ [name]: PLAIN })));
      const found = answer.status === 200 ? await findings() : ['refused'];
      expect([name, found.length > 0]).toEqual([name, true]);
    }
    const { status } = await tried(() =>
      draft('form', 'a"; DROP TABLE data.item; --', form({ code: PLAIN })),
    );
    expect(status).toBeGreaterThanOrEqual(400);
  });
});

describe('a body that is a load', () => {
  test('of a hundred thousand unknown fields is answered with the first thousand and their number', async () => {
    const fields = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`f${at}`, 1]));
    const answer = await tried(() => stage.job.admin.post(ITEMS, fields));
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toHaveLength(1000);
    expect(answer.body['errorsTotal']).toBeGreaterThanOrEqual(100_000);
  });

  test('of numbers beyond all measure is refused with their place', async () => {
    const count = await stage.job.openCount('WH-3');
    const line = stage.job.lineOf(count, 'SB-0001').id;
    for (const number of ['1e400', '1e-400', '-1e999999', '9'.repeat(10_000), '0.'.padEnd(10_000, '1')]) {
      const body = `{"lines":{"upsert":[{"id":"${line}","counted_qty":${number}}]}}`;
      const headers = { 'if-match': `"${count.version}"` };
      const answer = await tried(() =>
        stage.job.keeper.send('PATCH', `${COUNTS}/${count.id}`, body, headers),
      );
      expect([number.slice(0, 9), answer.status]).toEqual([number.slice(0, 9), 422]);
    }
  });

  test('with signs that no text has is refused with their place', async () => {
    for (const code of ['a\0b', '\\ud800', '\0']) {
      const body = JSON.stringify({ code }).replaceAll('\\\\u', '\\u');
      const answer = await tried(() => stage.job.admin.send('POST', ITEMS, body));
      expect([body, answer.status, answer.body.errors[0]?.pointer]).toEqual([body, 422, '#/code']);
    }
  });
});

describe('an address', () => {
  test('that leads out of the folder of pages gives no file', async () => {
    for (const path of [
      '/../../../../etc/passwd',
      '/..%2f..%2f..%2f..%2fetc/passwd',
      '/designer/..%2f..%2fpackage.json',
      '/assets/..%5c..%5cpackage.json',
      '/%2e%2e/%2e%2e/etc/passwd',
      '//etc/passwd',
      '/.env',
      '/package.json',
      '/%00',
      '/api/v1/jobs/x/files/..%2f..%2fetc%2fpasswd',
    ]) {
      const { status, text } = await sendRaw(stage.engine, path);
      expect([path, status < 500, /root:|"dependencies"|DATABASE_URL/.test(text)]).toEqual([
        path,
        true,
        false,
      ]);
    }
  });

  test('that cannot be read is refused in our words, and tells nothing of what we are built with', async () => {
    for (const path of ['/%', '/api/v1/%ff', '/api/v1/forms/%E0%A4%A/records']) {
      const { status, text, headers } = await sendRaw(stage.engine, path, {
        headers: { 'accept-language': 'en' },
      });
      expect([path, status]).toEqual([path, 400]);
      expect(headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(JSON.parse(text)).toMatchObject({ code: 'malformed_request', status: 400 });
      expect(text).not.toMatch(/FST_|fastify/i);
    }
  });

  test('named otherwise by a header is still the one that was asked', async () => {
    const headers = {
      'x-original-url': '/healthz',
      'x-rewrite-url': '/healthz',
      'x-http-method-override': 'GET',
      'x-forwarded-prefix': '/healthz',
      'x-forwarded-for': '127.0.0.1',
    };
    expect((await sendRaw(stage.engine, '/api/v1/users', { headers })).status).toBe(401);
  });
});
