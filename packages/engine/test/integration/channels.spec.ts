import { aNotification, putIntoOutbox } from '../support/builders.js';
import { MailServer } from '../support/mail-server.js';
import { RobotServer } from '../support/robot-server.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';

let engine: TestApp;
let admin: string;
let lin: string;
let mao: string;
let robots: RobotServer;
let robotAddress: string;
const mail = new MailServer();
const RECORD = '0198a000-0000-7000-8000-000000000001';
const SECRET = 'SEC-of-the-robot';
const CHIEF = {
  kind: 'role',
  format: 1,
  key: 'chief',
  title: { 'zh-CN': '管理员', en: 'Administrator' },
  forms: [],
  system: ['administer'],
};

beforeAll(async () => {
  engine = await startTestApp({
    settings: { webhooksToPrivateNetworks: true, publicUrl: 'https://work.example.com/' },
  });
  await engine.database.query(
    'INSERT INTO core.release (number, definitions, created_at) VALUES (1, $1, now())',
    [JSON.stringify([CHIEF])],
  );
  await engine.database.query('INSERT INTO core.current_release (number) VALUES (1)');
  admin = await engine.keyOf(await engine.createUser('boss', { roles: ['chief'] }));
  lin = await engine.createUser('lin');
  mao = await engine.createUser('mao');
  await engine.database.query(
    `UPDATE core.user_account SET email = login || '@example.com' WHERE login IN ('lin', 'boss')`,
  );
  await engine.database.query(`UPDATE core.user_account SET language = 'en' WHERE login = 'lin'`);
  robots = new RobotServer(SECRET, engine.clock.read);
  robotAddress = await robots.start();
  await mail.start();
});

afterAll(async () => {
  await mail.stop();
  await robots.stop();
  await engine.stop();
});

beforeEach(() => {
  mail.mails.splice(0);
  robots.texts.splice(0);
  robots.complaints.splice(0);
  engine.clock.advance({ minutes: 5 });
});

const channel = (key: string, kind: string, values: Record<string, string>, more = {}) =>
  engine.request('PUT', `/api/v1/channels/${key}`, {
    key: admin,
    body: { kind, title: key, values, ...more },
  });

const mailChannel = (more: Record<string, string> = {}) =>
  channel('mail', 'email', {
    host: '127.0.0.1',
    port: String(mail.port),
    security: 'none',
    from: 'Dougong <robot@example.com>',
    ...more,
  });

const prefer = (choices: readonly object[]) =>
  engine.request('PUT', '/api/v1/notification-defaults', { key: admin, body: { choices } });

const only = (name: string) => prefer([{ event: 'rule', channel: name, mode: 'now' }]);

async function state(key: string) {
  const { body } = await engine.request<{ data: Record<string, unknown>[] }>('GET', '/api/v1/channels', {
    key: admin,
  });
  return body.data.find((each) => each['key'] === key);
}

async function log(query = ''): Promise<{ id: string; state: string; lastError: string | null }[]> {
  const answer = await engine.request<{ data: never[] }>('GET', `/api/v1/deliveries${query}`, { key: admin });
  return answer.body.data;
}

let told = 0;
async function tell(users: readonly string[], more = {}): Promise<void> {
  told += 1;
  await putIntoOutbox(engine, 'notification', `told-${told}`, aNotification(users, more));
}

describe('mail', () => {
  test('arrives in the language of the person, with a link to the very record', async () => {
    expect((await mailChannel()).status).toBe(204);
    await tell([lin], { form: 'request', recordId: RECORD });
    await engine.runWorkers();
    expect(mail.mails).toEqual([
      {
        to: ['lin@example.com'],
        subject: 'A new request',
        text: `A new request\nhttps://work.example.com/forms/request/${RECORD}`,
      },
    ]);
  });

  test('does not go to somebody without an address, who is still told inside', async () => {
    await tell([mao]);
    await engine.runWorkers();
    expect(mail.mails).toEqual([]);
    const key = await engine.keyOf(mao);
    const { body } = await engine.request('GET', '/api/v1/notifications', { key });
    expect(body['unread']).toBe(1);
  });

  test('of several things at once is one', async () => {
    await tell([lin], { title: { 'zh-CN': '一', en: 'One' } });
    await tell([lin], { title: { 'zh-CN': '二', en: 'Two' } });
    await engine.runWorkers();
    expect(mail.mails).toMatchObject([{ subject: '2 notifications', text: 'One\n\nTwo' }]);
  });

  test('that the server refuses for now is tried again, and says what was answered', async () => {
    mail.refusals.push({ code: 451, text: 'try later' });
    await tell([lin]);
    await engine.runWorkers();
    const [waiting] = await log('?place=mail&state=waiting');
    expect(waiting?.lastError).toMatch(/451 try later/);
    engine.clock.advance({ seconds: 10 });
    await engine.runWorkers();
    expect(mail.mails).toHaveLength(1);
    const attempts = await engine.request<{ data: object[] }>(
      'GET',
      `/api/v1/deliveries/${waiting?.id}/attempts`,
      { key: admin },
    );
    expect(attempts.body.data).toMatchObject([
      { attempt: 1, outcome: 'again', status: 451 },
      { attempt: 2, outcome: 'delivered', reason: null },
    ]);
  });

  test('to a mailbox that does not exist is given up, and can be sent again once the address is mended', async () => {
    await engine.database.query(
      `UPDATE core.user_account SET email = 'nobody@example.com' WHERE login = 'lin'`,
    );
    await tell([lin]);
    await engine.runWorkers();
    const [dead] = await log('?place=mail&state=failed');
    expect(dead?.lastError).toMatch(/550/);
    expect(await state('mail')).toMatchObject({ failed: 1, failures: 0 });
    await engine.database.query(`UPDATE core.user_account SET email = 'lin@example.com' WHERE login = 'lin'`);
    const again = await engine.request('POST', '/api/v1/deliveries/actions/resend', {
      key: admin,
      body: { ids: [dead?.id] },
    });
    expect(again.body).toEqual({ count: 1 });
    await engine.runWorkers();
    expect(mail.mails).toHaveLength(1);
    expect(await log('?place=mail&state=failed')).toEqual([]);
  });

  test('signs in with a password that lies locked and is shown to nobody', async () => {
    await mailChannel({ user: 'robot', password: 'open sesame' });
    const sent = await engine.request('POST', '/api/v1/channels/mail/actions/test', { key: admin });
    expect(sent.body).toMatchObject({ outcome: 'delivered' });
    expect(mail.mails).toMatchObject([{ to: ['boss@example.com'] }]);
    await mailChannel({ user: 'robot', password: 'shut' });
    const failed = await engine.request('POST', '/api/v1/channels/mail/actions/test', { key: admin });
    expect(failed.body['reason']).toMatch(/wrong user or password/);
    await mailChannel({ user: 'robot' });
    expect(await state('mail')).toMatchObject({ secrets: ['password'], values: { user: 'robot' } });
    const { rows } = await engine.database.query<{ text: string }>(
      `SELECT (SELECT string_agg(c::text, '') FROM core.channel c) || (SELECT string_agg(a::text, '') FROM core.audit_entry a) AS text`,
    );
    expect(rows[0]?.text).toContain('robot');
    expect(rows[0]?.text).not.toMatch(/open sesame|shut/);
    await mailChannel({ user: '', password: '' });
  });
});

describe('a channel that is down', () => {
  test('is left alone after some failures, tried again, and loses nothing', async () => {
    const { port } = mail;
    await mail.stop();
    for (let at = 0; at < 5; at += 1) {
      await tell([lin], { title: { 'zh-CN': `第${at}条`, en: `No. ${at}` } });
      await engine.runWorkers();
    }
    await tell([lin], { title: { 'zh-CN': '后来', en: 'Later' } });
    await engine.runWorkers();
    const paused = await state('mail');
    expect(paused).toMatchObject({ failures: 5, waiting: 6, failed: 0 });
    expect(paused?.['lastError']).toMatch(/ECONNREFUSED/);
    expect(new Date(String(paused?.['pausedUntil'])).toISOString() > engine.clock.read()).toBe(true);
    const waiting = await log('?place=mail&state=waiting');
    expect(waiting.filter(({ lastError }) => lastError === null)).toHaveLength(1);
    await mail.start(port);
    engine.clock.advance({ minutes: 10 });
    await engine.runWorkers();
    engine.clock.advance({ minutes: 2 });
    await engine.runWorkers();
    expect(
      mail.mails
        .map(({ text }) => text)
        .join('\n')
        .match(/No\. \d|Later/g)
        ?.sort(),
    ).toEqual(['Later', ...[0, 1, 2, 3, 4].map((at) => `No. ${at}`)].sort());
    expect(await state('mail')).toMatchObject({ failures: 0, waiting: 0, pausedUntil: null });
  });
});

describe.each([
  ['wecom', {}, 30],
  ['dingtalk', { secret: SECRET }, 30],
  ['feishu', { secret: SECRET }, 110],
])('the robot of %s', (kind, more, tooMany) => {
  beforeAll(async () => {
    await prefer([]);
    await channel(kind, kind, { url: `${robotAddress}/${kind}`, ...more });
    await channel('mail', 'email', { host: '127.0.0.1', port: '1', from: 'a@b.cn' }, { active: false });
  });

  afterAll(async () => {
    await engine.request('DELETE', `/api/v1/channels/${kind}`, { key: admin });
  });

  test('says nothing until somebody wants it', async () => {
    await tell([lin]);
    await engine.runWorkers();
    expect(robots.texts).toEqual([]);
  });

  test('takes what is signed as it wants it, once for everybody in the group', async () => {
    await only(kind);
    await tell([lin, mao], { form: 'request', recordId: RECORD });
    await engine.runWorkers();
    expect(robots.complaints).toEqual([]);
    expect(robots.texts).toEqual([`有新的申请\nhttps://work.example.com/forms/request/${RECORD}`]);
  });

  test('never gets more than it takes in a minute, nor a text that is too long', async () => {
    await only(kind);
    for (let at = 0; at < tooMany; at += 1) {
      await tell([lin], { title: { 'zh-CN': `第${at}件事`.repeat(60), en: 'x' } });
      await engine.runWorkers();
    }
    for (let at = 0; at < 3; at += 1) {
      engine.clock.advance({ minutes: 1 });
      await engine.runWorkers();
    }
    expect(robots.complaints).toEqual([]);
    expect(robots.texts.length).toBeLessThan(tooMany);
    expect(await log(`?place=${kind}&state=waiting`)).toEqual([]);
    const { rows } = await engine.database.query(
      `SELECT FROM core.outbox WHERE topic = 'delivery' AND payload ->> 'channel' = $1 AND state <> 'delivered'`,
      [kind],
    );
    expect(rows).toEqual([]);
  });

  test('that answers with a fault keeps the message, with its words', async () => {
    await only(kind);
    robots.broken = 502;
    await tell([lin]);
    await engine.runWorkers();
    expect((await log(`?place=${kind}&state=waiting`))[0]?.lastError).toBe('the robot answered 502');
    robots.broken = undefined;
    engine.clock.advance({ seconds: 10 });
    await engine.runWorkers();
    expect(robots.texts).toHaveLength(1);
  });
});

describe('what is wrong with a channel is said with its place', () => {
  test('a kind that is not there, a field that is not its own, a value that does not fit', async () => {
    expect((await channel('pigeon', 'pigeon', {})).status).toBe(422);
    const { body } = await channel('group', 'wecom', { url: 'no address', wings: '2', language: 'latin' });
    const errors = (body as unknown as { errors: { pointer: string; code: string }[] }).errors;
    expect(errors.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['#/values/wings', 'unknown_field'],
      ['#/values/url', 'channel_value_unusable'],
      ['#/values/language', 'channel_value_unusable'],
    ]);
  });

  test('the kinds say what they have to be told', async () => {
    const { body } = await engine.request<{ data: { kind: string }[] }>('GET', '/api/v1/channels/kinds', {
      key: admin,
    });
    expect(body.data.map(({ kind }) => kind)).toEqual(['email', 'wecom', 'dingtalk', 'feishu']);
  });

  test('only administrators see channels and what went over them', async () => {
    const key = await engine.keyOf(lin);
    for (const path of ['channels', 'channels/kinds', 'deliveries', 'notification-defaults'])
      expect((await engine.request('GET', `/api/v1/${path}`, { key })).status).toBe(403);
  });
});
