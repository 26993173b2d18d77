import { randomUUID } from 'node:crypto';
import { done } from '../support/api-client.js';
import {
  fill,
  keyWith,
  nameOf,
  newcomer,
  placesIn,
  routesOf,
  sendRaw,
  sessionCookie,
} from '../support/attack.js';
import type { ApiRoute, RawAnswer } from '../support/attack.js';
import { useStage } from '../support/stage.js';
import { COUNTS } from '../support/stocktake-job.js';

/**
 * What every route has to withstand, whoever adds it: the routes are those that the engine itself describes, and a place in an
 * address that nobody has spoken for fails the pass.
 */

const JSON_HEADERS = { 'content-type': 'application/json', 'accept-language': 'en' };
const NOWHERE = '0198a000-0000-7000-8000-00000000dead';

/** Doors for those who are not signed in; each has a secret of its own or tells nothing. */
const DOORS = new Set([
  'GET /healthz',
  'GET /readyz',
  'POST /api/v1/session',
  'GET /api/v1/session/providers',
  'GET /api/v1/schemas/{file}',
  'GET /p/{token}',
  'GET /problems/{code}',
  'POST /api/v1/hooks/{key}',
  'POST /api/v1/invitations/actions/open',
  'POST /api/v1/invitations/actions/accept',
]);

/** What everybody who is signed in may name, because the screens are made of it: definitions are no secret, records and people are. */
const SHARED = new Set<string>([
  'GET /api/v1/definitions/{kind}/{key}',
  'GET /api/apps/{app}/openapi.json',
  'POST /api/v1/formulas/{key}/evaluate',
  'POST /api/v1/decision-tables/{key}/evaluate',
  'POST /api/v1/account/providers/{key}/actions/link',
]);

const stage = useStage();
let routes: readonly ApiRoute[];
let stranger: string;
let person: Awaited<ReturnType<typeof newcomer>>;

beforeAll(async () => {
  routes = await routesOf(stage.engine);
  person = await newcomer(stage.engine, stage.job.admin, 'stranger');
  stranger = await sessionCookie(stage.engine, person);
});

const isWriting = ({ method }: ApiRoute) => method !== 'GET';

function ask(
  { method }: Pick<ApiRoute, 'method'>,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body: string | Buffer = '{}',
): Promise<RawAnswer> {
  const isRead = method === 'GET';
  const all = { 'accept-language': 'en', ...(isRead ? {} : JSON_HEADERS), ...headers };
  return sendRaw(stage.engine, path, { method, headers: all, ...(isRead ? {} : { body }) });
}

function codeOf({ text }: RawAnswer): string {
  try {
    return String((JSON.parse(text) as Record<string, unknown>)['code'] ?? '');
  } catch {
    return '';
  }
}

/** Refused with a code of ours; the directory says it in the form of its own standard. */
function isRefused(answer: RawAnswer, code: string): boolean {
  return answer.status === 403 && (codeOf(answer) === code || answer.text.includes('scim:api:messages'));
}

/** Routes whose answer is another one than everybody else's. */
async function others(
  asked: readonly ApiRoute[],
  attempt: (route: ApiRoute) => Promise<RawAnswer>,
  expected: (answer: RawAnswer) => boolean,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const route of asked) {
    const answer = await attempt(route);
    if (!expected(answer)) found.push(`${nameOf(route)}: ${answer.status} ${answer.text.slice(0, 120)}`);
  }
  return found;
}

const plainly = (route: ApiRoute) => fill(route.path, {});

describe('every route', () => {
  test('is closed to those who show nothing, but for the doors', async () => {
    const open = await others(
      routes.filter((route) => !DOORS.has(nameOf(route))),
      (route) => ask(route, plainly(route)),
      ({ status }) => status === 401,
    );
    expect(open).toEqual([]);
    expect([...DOORS].filter((door) => !routes.map(nameOf).includes(door))).toEqual([]);
  });

  test('is closed to a secret that was made up, to a key in the place of a session, and to a session in that of a key', async () => {
    const made = 'A'.repeat(43);
    const session = stranger.split('=')[1] ?? '';
    const shown: readonly Readonly<Record<string, string>>[] = [
      { cookie: `dougong_session=${made}` },
      { cookie: `dougong_session=${made}; dougong_view=${session}` },
      { cookie: `dougong_view=${session}` },
      { authorization: `Bearer ${session}` },
      { authorization: `Basic ${Buffer.from(`${person.login}:${person.password}`).toString('base64')}` },
      { authorization: 'Bearer ' },
    ];
    for (const headers of shown) {
      const open = await others(
        routes.filter((route) => !DOORS.has(nameOf(route))),
        (route) => ask(route, plainly(route), { ...headers, 'x-requested-with': 'dougong' }),
        ({ status }) => status === 401,
      );
      expect([headers, open]).toEqual([headers, []]);
    }
  });

  test('that writes refuses a cookie that a foreign page sends along, whatever it says of itself', async () => {
    const cookie = stranger;
    const pages: readonly Readonly<Record<string, string>>[] = [
      {},
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { 'x-requested-with': 'XMLHttpRequest' },
      { 'x-requested-with': 'dougong, dougong' },
    ];
    const writing = routes.filter((route) => isWriting(route) && !DOORS.has(nameOf(route)));
    for (const headers of pages) {
      const open = await others(
        writing,
        (route) => ask(route, plainly(route), { cookie, ...headers }),
        (answer) => isRefused(answer, 'foreign_page'),
      );
      expect([headers, open]).toEqual([headers, []]);
    }
  });

  test('that writes takes no body that a form of a page can send', async () => {
    const forms: readonly (readonly [string, string])[] = [
      ['text/plain', '{"a":1}'],
      ['application/x-www-form-urlencoded', 'a=1'],
      [
        'multipart/form-data; boundary=x',
        '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n',
      ],
    ];
    for (const [type, body] of forms) {
      const taken = await others(
        routes.filter(isWriting),
        (route) => ask(route, plainly(route), { 'content-type': type }, body),
        ({ status }) => status === 415,
      );
      expect([type, taken]).toEqual([type, []]);
    }
  });

  test('that writes refuses bodies that reach for the prototype, are no UTF-8 or are nested beyond sense', async () => {
    const cookie = { cookie: stranger, 'x-requested-with': 'dougong' };
    const bodies: readonly (readonly [Buffer, readonly number[]])[] = [
      [Buffer.from('{"__proto__":{"rights":{"administer":true}}}'), [400]],
      [Buffer.from('{"a":{"constructor":{"prototype":{"polluted":1}}}}'), [400]],
      [Buffer.from('{"\\u005f_proto__":{"polluted":1}}'), [400]],
      [Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d]), [400]],
      [Buffer.from(`{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`), [422]],
    ];
    for (const [body, expected] of bodies) {
      const taken = await others(
        routes.filter(isWriting),
        (route) => ask(route, plainly(route), cookie, body),
        ({ status }) => expected.includes(status),
      );
      expect([body.toString('latin1').slice(0, 40), taken]).toEqual([
        body.toString('latin1').slice(0, 40),
        [],
      ]);
    }
  });

  test('that writes is closed to somebody who looks as somebody else', async () => {
    const logins = await stage.engine.logins();
    const admin = logins.users.find(({ login }) => login === 'admin') ?? { login: '', password: '' };
    const cookie = await sessionCookie(stage.engine, { login: admin.login, password: admin.password });
    const begun = await ask(
      { method: 'POST' },
      '/api/v1/session/view',
      { cookie, 'x-requested-with': 'dougong' },
      JSON.stringify({ user: stage.job.user('lijuan') }),
    );
    const view = String(begun.headers['set-cookie']).split(';', 1)[0] ?? '';
    const leaving = new Set(['DELETE /api/v1/session', 'DELETE /api/v1/session/view']);
    const open = await others(
      routes.filter((route) => isWriting(route) && !DOORS.has(nameOf(route)) && !leaving.has(nameOf(route))),
      (route) => ask(route, plainly(route), { cookie: `${cookie}; ${view}`, 'x-requested-with': 'dougong' }),
      (answer) => isRefused(answer, 'viewing_only'),
    );
    expect(open).toEqual([]);
  });

  test('that writes is closed to a key that only reads, and every route outside of its forms to a key for some forms', async () => {
    const roles = ['administrator'];
    const reading = await keyWith(stage.job.admin, 'reading', { roles, scope: { readOnly: true } });
    const narrow = await keyWith(stage.job.admin, 'narrow', {
      roles,
      scope: { forms: [{ form: 'item', actions: ['read'] }] },
    });
    const closed = (answer: RawAnswer) => isRefused(answer, 'beyond_key_scope');
    const asking = (key: string) => (route: ApiRoute) =>
      ask(route, plainly(route), { authorization: `Bearer ${key}` });
    const doored = routes.filter((route) => !DOORS.has(nameOf(route)));
    expect(await others(doored.filter(isWriting), asking(reading), closed)).toEqual([]);
    // What devices scan becomes actions on forms, each of which is held to the key.
    const ofForms = /^\/api\/v1\/(forms\/|scan-events$|jobs(\/|$)|session$|app$)/;
    expect(
      await others(
        doored.filter(({ path }) => !ofForms.test(path)),
        asking(narrow),
        closed,
      ),
    ).toEqual([]);
  });
});

/** Places that hold a word of ours. */
const WORDS = new Set(['action', 'act', 'field', 'kind']);

/** Whether the last place of an address names a definition, of which everybody may know that it is there; what it holds is not told. */
function isDefinition({ path }: ApiRoute, last: string): boolean {
  return (
    last === 'form' || (last === 'key' && /\/(registers|flows|rules|hooks|reconciliations)\//.test(path))
  );
}

/** Something that is there and belongs to others, for each place in an address. */
async function whatOthersHave(): Promise<Readonly<Record<string, readonly (readonly [RegExp, string])[]>>> {
  const { database, job } = stage;
  const one = async (text: string) => String((await database.value(text)) ?? NOWHERE);
  const count = await job.submittedCount('WH-3', { 'SB-0001': '1' });
  done(await job.admin.post('/forms/item/export', {}));
  done(await job.admin.send('PUT', '/endpoints/elsewhere', JSON.stringify({ url: 'https://example.org/x' })));
  const key = String(done(await job.admin.get('/departments')).data[0]?.['key'] ?? 'x');
  const any = /^/;
  return {
    form: [[any, 'stocktake']],
    kind: [[any, 'form']],
    number: [[any, '1']],
    field: [[any, 'attachments']],
    file: [
      [/jobs/, 'form.xlsx'],
      [any, NOWHERE],
    ],
    job: [[any, await one('SELECT id FROM core.job LIMIT 1')]],
    session: [[any, await one('SELECT id FROM core.session ORDER BY created_at LIMIT 1')]],
    action: [
      [/publish-requests/, 'approve'],
      [/tasks/, 'approve'],
      [any, 'submit'],
    ],
    act: [[any, 'explain']],
    allocation: [[any, 'none']],
    connector: [[any, 'none']],
    pipeline: [[any, 'none']],
    link: [[any, NOWHERE]],
    app: [[any, 'trade']],
    item: [[any, job.item('SB-0001')]],
    id: [
      [/\/tasks\//, await one(`SELECT id FROM core.task WHERE state = 'open' ORDER BY id DESC LIMIT 1`)],
      [/\/flow-instances\//, await one('SELECT id FROM core.flow_instance ORDER BY id DESC LIMIT 1')],
      [/\/records\//, count.id],
      [/\/users\/|Users\/|\/accounts\//, job.user('lijuan')],
      [/\/sessions\//, await one('SELECT id FROM core.session ORDER BY created_at LIMIT 1')],
      [/\/jobs\//, await one('SELECT id FROM core.job LIMIT 1')],
      [/\/api-keys\//, await one('SELECT id FROM core.api_key LIMIT 1')],
      [/\/service-accounts\//, await one(`SELECT id FROM core.user_account WHERE kind <> 'person' LIMIT 1`)],
      [/\/notifications\//, await one('SELECT id FROM core.notification LIMIT 1')],
      [/\/publish-runs\//, await one('SELECT id FROM core.publish_run LIMIT 1')],
      [any, NOWHERE],
    ],
    key: [
      [/\/departments\//, key],
      [/\/posts\//, await one('SELECT key FROM core.post LIMIT 1')],
      [/\/registers\//, 'stock'],
      [/\/flows\//, await one(`SELECT flow_key FROM core.flow_instance LIMIT 1`)],
      [/\/templates\//, 'trade'],
      [/\/endpoints\//, 'elsewhere'],
      [any, 'stocktake'],
    ],
  };
}

describe('somebody without any role', () => {
  test('is told the same of what others have and of what nobody has, by every route with a place in its address', async () => {
    const has = await whatOthersHave();
    const placed = routes.filter((route) => placesIn(route.path).length > 0 && !DOORS.has(nameOf(route)));
    const unspoken = placed.filter(({ path }) => placesIn(path).some((name) => !(name in has)));
    expect(unspoken.map(nameOf)).toEqual([]);
    const before = await stage.database.fingerprint();
    const headers = { cookie: stranger, 'x-requested-with': 'dougong', 'if-match': '"1"' };
    const told: string[] = [];
    for (const route of placed) {
      const last = placesIn(route.path).findLast((name) => !WORDS.has(name)) ?? '';
      if (SHARED.has(nameOf(route))) continue;
      const values = Object.fromEntries(
        placesIn(route.path).map((name) => [
          name,
          has[name]?.find(([where]) => where.test(route.path))?.[1] ?? 'x',
        ]),
      );
      const nobodys = {
        ...values,
        [last]: /^[0-9a-f-]{36}$/.test(values[last] ?? '') ? randomUUID() : 'nobody_has_it',
      };
      const there = await ask(route, fill(route.path, values), headers);
      const nowhere = await ask(route, fill(route.path, nobodys), headers);
      const isSame =
        isDefinition(route, last) || (there.status === nowhere.status && codeOf(there) === codeOf(nowhere));
      if (there.status < 400 || there.status >= 500 || !isSame)
        told.push(
          `${nameOf(route)} ${values[last]}: ${there.status} ${codeOf(there)} / ${nowhere.status} ${codeOf(nowhere)}`,
        );
    }
    expect(told).toEqual([]);
    expect(await stage.database.fingerprint()).toEqual(before);
    expect((await stage.job.keeper.get(`${COUNTS}?limit=1`)).status).toBe(200);
  });
});
