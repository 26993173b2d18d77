import { Webhook } from 'standardwebhooks';
import { OccasionWorker } from '../../src/rules/occasions/occasion-worker.js';
import { Upkeep } from '../../src/workers/upkeep.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { aRule, RulesAtWork } from './rules-at-work.fixtures.js';

let work: RulesAtWork;
/** A second process on the same database. */
let other: TestApp;

const CALLS_MAX = 30;
const settings = { hookCallsPerMinute: CALLS_MAX };

const waiting = (key: string, hook = key) =>
  aRule(key, [{ type: 'createRecord', form: 'log', values: { about: 'payload.about' } }], {
    phase: 'afterSave',
    trigger: { on: ['webhook'], webhook: { key: hook, payload: { about: 'text' } } },
  });

beforeAll(async () => {
  work = await RulesAtWork.start([waiting('one', 'paid'), waiting('two', 'paid'), waiting('alone')], {
    settings,
  });
  other = await startTestApp({ urls: work.engine.urls, clock: work.engine.clock, settings });
});

afterAll(async () => {
  await other.stop();
  await work.engine.stop();
});

beforeEach(async () => {
  work.engine.clock.advance({ minutes: 1 });
  for (const table of ['data.log', 'core.rule_occasion', 'core.rule_hook_secret'])
    await work.engine.database.query(`DELETE FROM ${table}`);
});

type Headers = Readonly<Record<string, string>>;

interface HookBody {
  readonly accepted?: number;
  readonly code?: string;
}

const path = (key: string) => `/api/v1/hooks/${key}`;

/** Sends a body as it stands. */
const send = (text: string, headers: Headers, { key = 'paid', engine = work.engine } = {}) =>
  engine.request<HookBody>('POST', path(key), {
    body: text,
    headers: { 'content-type': 'application/json', ...headers },
  });

const administer = <Body>(method: 'GET' | 'POST' | 'DELETE', address: string, body?: object) =>
  work.engine.request<Body>(method, address, { key: work.key, body });

interface Secret {
  readonly id: string;
  readonly secret: string;
}

const newSecret = async (body: object = {}) =>
  (await administer<Secret>('POST', `${path('paid')}/secrets`, body)).body;

function signed(secret: string, body: string, id = 'msg_1', at = work.engine.clock.read()): Headers {
  const date = new Date(at);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(date.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, date, body),
  };
}

async function logged(): Promise<readonly unknown[]> {
  await Promise.all([work.engine, other].map((engine) => engine.get(OccasionWorker).round()));
  return (await work.rows('SELECT about FROM data.log ORDER BY about')).map(({ about }) => about);
}

const BODY = '{"about": "signed"}';

describe('an address with a signing secret', () => {
  test('takes a call that is signed with it, and needs no token', async () => {
    const { secret } = await newSecret();
    expect(await send(BODY, signed(secret, BODY))).toMatchObject({ status: 202, body: { accepted: 2 } });
    expect(await logged()).toEqual(['signed', 'signed']);
  });

  test('takes an event as another installation sends it', async () => {
    const { secret } = await newSecret();
    const headers = { ...signed(secret, BODY, 'msg_event'), 'content-type': 'application/cloudevents+json' };
    expect(await send(BODY, headers)).toMatchObject({ status: 202, body: { accepted: 2 } });
    expect(await logged()).toContain('signed');
  });

  test('refuses a call without a signature, whatever token it brings', async () => {
    const renewed = await administer<{ token: string }>('POST', `${path('paid')}/actions/renew-token`);
    const authorization = `Bearer ${renewed.body.token}`;
    expect((await send(BODY, { authorization })).status).toBe(202);
    await newSecret();
    const answer = await send(BODY, { authorization });
    expect(answer).toMatchObject({ status: 401, body: { code: 'hook_token_wrong' } });
  });

  test('refuses a call whose body is not the one that was signed', async () => {
    const { secret } = await newSecret();
    for (const body of ['{"about": "forged"}', '{"about":"signed"}']) {
      const answer = await send(body, signed(secret, BODY));
      expect(answer).toMatchObject({ status: 401, body: { code: 'hook_signature_wrong' } });
    }
    expect(await logged()).toEqual([]);
  });

  test('refuses a call that was signed more than five minutes ago', async () => {
    const { secret } = await newSecret();
    const headers = signed(secret, BODY);
    work.engine.clock.advance({ minutes: 5, seconds: 1 });
    expect((await send(BODY, headers)).status).toBe(401);
    work.engine.clock.advance({ seconds: 59 });
  });

  test('answers a delivery that comes again as it did at first, and calls nothing', async () => {
    const { secret } = await newSecret();
    const headers = signed(secret, BODY, 'msg_again');
    const first = await send(BODY, headers);
    expect(await logged()).toHaveLength(2);
    const second = await send(BODY, headers);
    expect([second.status, second.body]).toEqual([first.status, first.body]);
    expect(second.headers).toMatchObject({ 'idempotent-replayed': 'true' });
    // A name that the signature does not cover changes nothing.
    const renamed = await send(BODY, { ...headers, 'idempotency-key': 'another' });
    expect(renamed.headers).toMatchObject({ 'idempotent-replayed': 'true' });
    expect(await logged()).toHaveLength(2);
  });

  test('calls its rules once when one delivery comes to several processes at once', async () => {
    const { secret } = await newSecret();
    const headers = signed(secret, BODY, 'msg_at_once');
    const answers = await Promise.all(
      [work.engine, other, work.engine, other].map((engine) => send(BODY, headers, { engine })),
    );
    expect(answers.map(({ body }) => body.accepted)).toEqual([2, 2, 2, 2]);
    expect(await logged()).toHaveLength(2);
  });

  test('refuses a known delivery with another body', async () => {
    const { secret } = await newSecret();
    await send(BODY, signed(secret, BODY, 'msg_other'));
    const changed = '{"about": "changed"}';
    const answer = await send(changed, signed(secret, changed, 'msg_other'));
    expect(answer).toMatchObject({ status: 422, body: { code: 'key_reused' } });
  });

  test('takes both secrets while one follows the other, and then the new one alone', async () => {
    const [old, next] = [await newSecret(), await newSecret()];
    for (const [at, { secret }] of [old, next].entries())
      expect((await send(BODY, signed(secret, BODY, `msg_turn_${at}`))).status).toBe(202);
    expect((await administer('DELETE', `${path('paid')}/secrets/${old.id}`)).status).toBe(204);
    expect((await send(BODY, signed(old.secret, BODY, 'msg_old'))).status).toBe(401);
    expect((await send(BODY, signed(next.secret, BODY, 'msg_new'))).status).toBe(202);
  });

  test('can be given the secret that its sender made', async () => {
    const theirs = `whsec_${Buffer.alloc(24, 'k').toString('base64')}`;
    expect(await newSecret({ secret: theirs })).toMatchObject({ secret: theirs });
    expect((await send(BODY, signed(theirs, BODY, 'msg_theirs'))).status).toBe(202);
    for (const secret of ['short', 'whsec_c2hvcnQ='])
      expect((await administer('POST', `${path('paid')}/secrets`, { secret })).status).toBe(422);
  });
});

describe('the secrets of an address', () => {
  test('are told once: no list, audit entry or answer repeats them', async () => {
    const { id, secret } = await newSecret();
    const list = await administer<{ data: { key: string }[] }>('GET', '/api/v1/hooks');
    expect(list.body.data.find(({ key }) => key === 'paid')).toMatchObject({
      rules: [{ key: 'one' }, { key: 'two' }],
      secrets: [{ id, createdBy: work.chief }],
    });
    const audit = await work.rows(
      `SELECT changes, actor, code FROM core.audit_entry WHERE action = 'hook:add_secret' ORDER BY id DESC LIMIT 1`,
    );
    expect(audit).toMatchObject([{ actor: work.chief, changes: [{ path: '/paid/secrets', new: id }] }]);
    for (const text of [list.text, JSON.stringify(audit)]) expect(text).not.toContain(secret);
  });

  test('are for those who administer', async () => {
    const clerk = await work.engine.keyOf(await work.engine.createUser('hook_clerk'));
    const ask = (method: 'GET' | 'POST', address: string) =>
      work.engine.request(method, address, { key: clerk, ...(method === 'POST' ? { body: {} } : {}) });
    expect((await ask('GET', '/api/v1/hooks')).status).toBe(403);
    expect((await ask('POST', `${path('paid')}/secrets`)).status).toBe(403);
  });

  test('are five at most, however many are asked for at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => administer('POST', `${path('paid')}/secrets`, {})),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
  });

  test('are for addresses that a rule waits at', async () => {
    expect((await administer('POST', `${path('nowhere')}/secrets`, {})).status).toBe(404);
  });
});

describe('calls of an address', () => {
  test('end for the minute when they were too many, counted over all processes', async () => {
    const { body } = await administer<{ token: string }>('POST', `${path('alone')}/actions/renew-token`);
    const headers = { authorization: `Bearer ${body.token}` };
    const call = (at: number) =>
      send(BODY, headers, { key: 'alone', engine: at % 2 === 0 ? work.engine : other });
    work.engine.clock.advance({ seconds: 20 });
    const answers = await Promise.all(Array.from({ length: CALLS_MAX + 4 }, (_, at) => call(at)));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(CALLS_MAX);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(4);
    expect(refused[0]).toMatchObject({ headers: { 'retry-after': '40' }, body: { code: 'too_many_calls' } });
    // Another address is not held back.
    expect((await send(BODY, headers, { key: 'paid' })).status).toBe(401);
    work.engine.clock.advance({ seconds: 40 });
    expect((await call(0)).status).toBe(202);
  });

  test('that guess names end, too, and leave one row behind', async () => {
    const guesses = await Promise.all(
      Array.from({ length: CALLS_MAX + 1 }, (_, at) => send(BODY, {}, { key: `guess_${at}` })),
    );
    expect(guesses.filter(({ status }) => status === 429)).toHaveLength(1);
    expect(await work.rows(`SELECT FROM core.rule_hook_calls WHERE hook LIKE 'guess%'`)).toEqual([]);
    expect(await work.rows(`SELECT FROM core.rule_hook_calls WHERE hook = ''`)).toHaveLength(1);
  });

  test('are forgotten after a day, and deliveries after thirty', async () => {
    work.engine.clock.advance({ hours: 31 * 24 });
    await work.engine.get(Upkeep).round();
    for (const table of ['core.rule_hook_calls', 'core.rule_hook_delivery'])
      expect(await work.rows(`SELECT FROM ${table}`)).toEqual([]);
  });
});
