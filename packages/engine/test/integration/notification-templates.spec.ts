import { MailServer } from '../support/mail-server.js';
import { RobotServer } from '../support/robot-server.js';
import { aRule, RulesAtWork, title } from './rules-at-work.fixtures.js';

let work: RulesAtWork;
let robots: RobotServer;
const mail = new MailServer();
const keys: Record<string, string> = {};

const role = (key: string, more: object) => ({
  ...{ kind: 'role', format: 1, key, title: title(key), forms: [], registers: [] },
  ...more,
});

const BLIND = role('blind', {
  forms: [{ form: 'entry', actions: ['read'], rows: 'all', hidden: ['qty'] }],
});
const SEEING = role('seeing', { forms: [{ form: 'entry', actions: ['read'], rows: 'all' }] });
const DESIGNER = role('drawer', {
  forms: [{ form: 'entry', actions: ['read'], rows: 'all', hidden: ['qty'] }],
  system: ['design'],
});

/** Looks after the installation and reads no entries. */
const HOUSE = role('house', { system: ['administer'] });

const template = (key: string, more: object) => ({
  ...{ kind: 'notification', format: 1, key, title: title(key) },
  ...more,
});

/** Values by mail and inside; the group learns only that there is something. */
const ARRIVED = template('arrived', {
  form: 'entry',
  subject: { 'zh-CN': '{code} 到了', en: '{code} has arrived' },
  body: { 'zh-CN': '{@actor} 记了 {qty}', en: '{@actor} noted {qty}' },
  channels: {
    app: { subject: { 'zh-CN': '到货 {code}', en: 'Arrived: {code}' } },
    wecom: {
      subject: { 'zh-CN': '有{@document}到了', en: 'News of {@document}' },
      body: { 'zh-CN': '请到系统里看', en: 'See the application' },
    },
  },
});

const ASKED = template('asked', {
  form: 'entry',
  subject: { 'zh-CN': '{@node}：请看 {code}', en: '{@node}: look at {code}' },
  replaces: { event: 'task', flow: 'entry_flow' },
});

const TELL = aRule('tell', [
  { type: 'notify', to: [{ role: 'blind' }, { role: 'seeing' }], notification: 'arrived' },
]);

beforeAll(async () => {
  work = await RulesAtWork.start([BLIND, SEEING, DESIGNER, HOUSE, ARRIVED, ASKED, TELL], {
    settings: { webhooksToPrivateNetworks: true },
  });
  const { engine } = work;
  for (const [login, held] of [
    ['lin', 'blind'],
    ['may', 'seeing'],
    ['dan', 'drawer'],
    ['head', 'chief'],
  ] as const)
    keys[login] = await engine.keyOf(await engine.createUser(login, { roles: [held] }));
  await engine.database.query(
    `UPDATE core.user_account SET email = login || '@example.com', language = 'en'`,
  );
  robots = new RobotServer('secret', engine.clock.read);
  await mail.start();
  const values = { host: '127.0.0.1', port: String(mail.port), security: 'none', from: 'a@example.com' };
  await put('channels/mail', { kind: 'email', title: 'Mail', values });
  const url = `${await robots.start()}/wecom`;
  await put('channels/group', { kind: 'wecom', title: 'Group', values: { url, language: 'en' } });
  await put('notification-defaults', { choices: [{ event: 'rule', channel: 'group', mode: 'now' }] });
});

afterAll(async () => {
  await mail.stop();
  await robots.stop();
  await work.engine.stop();
});

beforeEach(() => {
  mail.mails.splice(0);
  robots.texts.splice(0);
});

const put = (path: string, body: object) =>
  work.engine.request('PUT', `/api/v1/${path}`, { key: work.key, body });

const inbox = async (login: string) =>
  (
    await work.engine.request<{ data: { title: { en: string }; body: { en: string } | null }[] }>(
      'GET',
      '/api/v1/notifications',
      { key: keys[login] ?? '' },
    )
  ).body.data.map((each) => [each.title.en, each.body?.en ?? null]);

const post = <T = Record<string, unknown>>(login: string, path: string, body: object) =>
  work.engine.request<T>('POST', `/api/v1/notification-templates/${path}`, { key: keys[login] ?? '', body });

describe('a rule that names a template', () => {
  test('is told in the words of each channel, and nobody reads a field that he may not see', async () => {
    await work.made('entry', { qty: '77.50', code: 'E-1' });
    await work.engine.runWorkers();
    expect(await inbox('may')).toEqual([['Arrived: E-1', 'chief noted 77.50']]);
    expect(await inbox('lin')).toEqual([['News about entry: open it to see', null]]);
    expect(mail.mails.map(({ to, subject, text }) => `${to.join()} ${subject} | ${text}`).sort()).toEqual([
      'lin@example.com News about entry: open it to see | News about entry: open it to see',
      'may@example.com E-1 has arrived | E-1 has arrived\nchief noted 77.50',
    ]);
    expect(robots.texts).toEqual(['News of entry\nSee the application']);
  });

  test('stands in the log of deliveries with its values for those who see them, and for other administrators without', async () => {
    const about = async (key: string) => {
      const path = '/api/v1/deliveries?place=mail';
      const { body } = await work.engine.request<{ data: { about: { en: string } }[] }>('GET', path, { key });
      return new Set(body.data.map((each) => each.about.en));
    };
    const plain = 'News about entry: open it to see';
    const house = await work.engine.createUser('house', { roles: ['house'] });
    expect(await about(await work.engine.keyOf(house))).toEqual(new Set([plain]));
    expect(await about(work.key)).toEqual(new Set(['E-1 has arrived', plain]));
  });

  test('and a flow whose message is reworded says it in the words of the template', async () => {
    const id = await work.made('entry', { qty: '1', code: 'E-2' });
    await work.act(id, 'ask');
    await work.engine.runWorkers();
    expect((await inbox('head')).map(([subject]) => subject)).toContain('look: look at E-2');
  });
});

describe('whoever designs a template', () => {
  let id: string;

  beforeAll(async () => {
    id = await work.made('entry', { qty: '12.00', code: 'E-9' });
    await work.engine.runWorkers();
  });

  const texts = async (login: string, definition: object = ARRIVED) =>
    (await post<{ data: Record<string, unknown>[] }>(login, 'actions/preview', { definition, recordId: id }))
      .body;

  test('sees what it says about a record, over each channel', async () => {
    const { data } = await texts('head');
    expect(
      data.map(({ channel, title: said, withheld }) => [channel, (said as { en: string }).en, withheld]),
    ).toEqual([
      ['app', 'Arrived: E-9', false],
      ['email', 'E-9 has arrived', false],
      ['wecom', 'News of entry', false],
      ['dingtalk', 'E-9 has arrived', false],
      ['feishu', 'E-9 has arrived', false],
    ]);
  });

  test('is shown no field that is hidden from him', async () => {
    const answer = await texts('dan');
    expect(JSON.stringify(answer)).not.toContain('12.00');
    expect(answer.data.map(({ withheld }) => withheld)).toEqual([true, true, false, true, true]);
  });

  test('is told what is wrong with it', async () => {
    const wrong = { ...ARRIVED, subject: { 'zh-CN': '{cod}', en: 'x' } };
    expect(await texts('head', wrong)).toMatchObject({
      errors: [{ code: 'notification_chip_unknown', pointer: '#/subject/zh-CN' }],
    });
  });

  test('sends the saved draft to himself, inside and by mail, with an example or a record', async () => {
    const before = await inbox('dan');
    const draft = { ...ASKED, key: 'drafted', subject: title('Drafted {code}'), replaces: undefined };
    await put('drafts/notification/drafted', { definition: draft });
    expect((await post('dan', 'drafted/actions/test', { channel: 'app' })).body).toMatchObject({
      outcome: 'delivered',
    });
    expect((await inbox('dan'))[0]).toEqual(['[Test] Drafted Code', null]);
    expect((await inbox('dan')).length).toBe(before.length + 1);
    await post('dan', 'drafted/actions/test', { channel: 'mail', recordId: id });
    expect(mail.mails).toMatchObject([{ to: ['dan@example.com'], subject: '[Test] Drafted E-9' }]);
    const { rows } = await work.engine.database.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM core.audit_entry WHERE action = 'notification:test'`,
    );
    expect(rows[0]?.count).toBe(2);
  });

  test('writes into a group only as an administrator, and a group that may read no values is told none', async () => {
    expect((await post('dan', 'arrived/actions/test', { channel: 'group' })).status).toBe(403);
    expect(robots.texts).toEqual([]);
    await put('drafts/notification/loud', {
      definition: { ...ARRIVED, key: 'loud', channels: undefined },
    });
    await post('head', 'loud/actions/test', { channel: 'group', recordId: id });
    expect(robots.texts).toEqual(['[Test] News about entry: open it to see']);
    const channels = async (login: string) =>
      (
        await work.engine.request<{ data: { key: string }[] }>(
          'GET',
          '/api/v1/notification-templates/channels',
          { key: keys[login] ?? '' },
        )
      ).body.data.map(({ key }) => key);
    expect([await channels('dan'), await channels('head')]).toEqual([
      ['app', 'mail'],
      ['app', 'mail', 'group'],
    ]);
  });

  test('is a designer', async () => {
    expect((await post('may', 'arrived/actions/test', { channel: 'app' })).status).toBe(403);
    expect((await post('dan', 'nothing/actions/test', { channel: 'app' })).status).toBe(404);
    expect((await post('dan', 'arrived/actions/test', { channel: 'pigeon' })).status).toBe(404);
  });
});
