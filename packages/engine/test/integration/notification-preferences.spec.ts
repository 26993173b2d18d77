import { aNotification, putIntoOutbox } from '../support/builders.js';
import { MailServer } from '../support/mail-server.js';
import { aRule, RulesAtWork, title } from './rules-at-work.fixtures.js';

let work: RulesAtWork;
let lin: string;
let key: string;
const mail = new MailServer();

/** Reads entries, but not their quantity. */
const READER = {
  kind: 'role',
  format: 1,
  key: 'reader',
  title: title('Reader'),
  forms: [{ form: 'entry', actions: ['read'], rows: 'all', hidden: ['qty'] }],
  registers: [],
};
const FULL = {
  ...READER,
  key: 'full',
  title: title('Full'),
  forms: [{ form: 'entry', actions: ['read'], rows: 'all' }],
};

const TELL = aRule('tell', [
  {
    type: 'notify',
    to: [{ role: 'reader' }, { role: 'full' }, { role: 'chief' }],
    title: { 'zh-CN': '{code} 数量 {qty}', en: '{code}: {qty}' },
    body: { 'zh-CN': '请看一下', en: 'Have a look' },
  },
]);

beforeAll(async () => {
  work = await RulesAtWork.start([READER, FULL, TELL], { settings: { webhooksToPrivateNetworks: true } });
  lin = await work.engine.createUser('lin', { roles: ['reader'] });
  await work.engine.createUser('may', { roles: ['full'] });
  key = await work.engine.keyOf(lin);
  await work.engine.database.query(`UPDATE core.user_account SET email = login || '@example.com'`);
  await mail.start();
  const values = { host: '127.0.0.1', port: String(mail.port), security: 'none', from: 'a@example.com' };
  await put('channels/mail', { kind: 'email', title: 'Mail', values }, work.key);
});

afterAll(async () => {
  await mail.stop();
  await work.engine.stop();
});

beforeEach(() => void mail.mails.splice(0));

const put = (path: string, body: object, by = key) =>
  work.engine.request('PUT', `/api/v1/${path}`, { key: by, body });

const HABITS = { timeZone: 'Asia/Shanghai', quietFrom: null, quietTo: null, digestAt: '18:00' };
const prefer = (choices: readonly object[], habits: object = {}) =>
  put('notification-preferences', { choices, habits: { ...HABITS, ...habits } });

let told = 0;
async function tell(event: string, users = [lin]): Promise<void> {
  told += 1;
  const text = { 'zh-CN': `第${told}条`, en: `No. ${told}` };
  const payload = { ...aNotification(users), title: text, event };
  await putIntoOutbox(work.engine, 'notification', `told-${told}`, payload);
  await work.engine.runWorkers();
}

const inbox = async (by = key) =>
  (
    await work.engine.request<{ data: { title: { en: string }; body: object | null }[] }>(
      'GET',
      '/api/v1/notifications',
      { key: by },
    )
  ).body.data;

describe('a notification of a rule', () => {
  test('tells nobody a field that he may not see, neither inside nor by mail', async () => {
    await work.made('entry', { qty: '77.50', code: 'E-1' });
    await work.engine.runWorkers();
    expect((await inbox()).map((each) => [each.title.en, each.body])).toEqual([
      ['News about entry: open it to see', null],
    ]);
    const mails = mail.mails.map(({ to, text }) => `${to.join()} ${text}`).sort();
    expect(mails).toEqual([
      'lin@example.com entry有新消息，请打开查看',
      'may@example.com E-1 数量 77.50\n请看一下',
    ]);
  });

  test('is none for whoever did it himself', async () => {
    expect(await inbox(work.key)).toEqual([]);
  });

  test('that says the same of the same record again within a minute is told once', async () => {
    const recordId = '0198a000-0000-7000-8000-000000000002';
    const before = (await inbox()).length;
    for (const name of ['twice-1', 'twice-2', 'twice-3'])
      await putIntoOutbox(
        work.engine,
        'notification',
        name,
        aNotification([lin], { form: 'entry', recordId }),
      );
    await work.engine.runWorkers();
    expect((await inbox()).length).toBe(before + 1);
    expect(mail.mails).toHaveLength(1);
  });

  test('comes once by mail, too, when the workers are quicker than whoever says it again, and anew after a minute', async () => {
    const recordId = '0198a000-0000-7000-8000-000000000003';
    const say = async (name: string, more: object = {}) => {
      const payload = { ...aNotification([lin], { form: 'entry', recordId }), ...more };
      await putIntoOutbox(work.engine, 'notification', name, payload);
      await work.engine.runWorkers();
    };
    await say('quick-1');
    work.engine.clock.advance({ seconds: 30 });
    await say('quick-2');
    expect(mail.mails).toHaveLength(1);
    await say('quick-other', { title: { 'zh-CN': '别的', en: 'Another thing' } });
    expect(mail.mails).toHaveLength(2);
    work.engine.clock.advance({ seconds: 61 });
    await say('quick-3');
    expect(mail.mails).toHaveLength(3);
  });
});

describe('what reaches somebody where', () => {
  test('is as the channel does it, as the administrator said, and last as the person wants it', async () => {
    await tell('cc');
    expect(mail.mails).toHaveLength(1);
    await put(
      'notification-defaults',
      { choices: [{ event: 'cc', channel: 'mail', mode: 'off' }] },
      work.key,
    );
    await tell('cc');
    expect(mail.mails).toHaveLength(1);
    await prefer([{ event: 'cc', channel: 'mail', mode: 'now' }]);
    await tell('cc');
    expect(mail.mails).toHaveLength(2);
  });

  test('inside the application too', async () => {
    await prefer([{ event: 'comment', channel: 'app', mode: 'off' }]);
    const before = (await inbox()).length;
    await tell('comment');
    expect((await inbox()).length).toBe(before);
    expect(mail.mails).toHaveLength(1);
  });

  test('comes together once a day where that is wanted, but what is overdue comes at once', async () => {
    await prefer(['task', 'late'].map((event) => ({ event, channel: 'mail', mode: 'digest' })));
    await tell('task');
    await tell('task');
    expect(mail.mails).toEqual([]);
    await tell('late');
    expect(mail.mails).toHaveLength(1);
    work.engine.clock.advance({ hours: 2 });
    await work.engine.runWorkers();
    expect(mail.mails[1]).toMatchObject({ subject: '2 条通知' });
  });

  test('waits in quiet hours until they are over, unless it is overdue', async () => {
    // By the clock in Shanghai it is 18 o'clock.
    await prefer([], { quietFrom: '17:30', quietTo: '07:00' });
    await tell('task');
    expect(mail.mails).toEqual([]);
    await tell('remind');
    expect(mail.mails).toHaveLength(1);
    work.engine.clock.advance({ hours: 13 });
    await work.engine.runWorkers();
    expect(mail.mails).toHaveLength(2);
    await prefer([]);
  });

  test('is answered with everything that can be chosen', async () => {
    const { body } = await work.engine.request<Record<string, unknown[]>>(
      'GET',
      '/api/v1/notification-preferences',
      { key },
    );
    expect(body['channels']).toMatchObject([
      { key: 'app', modes: ['now', 'off'] },
      { key: 'mail', otherwise: 'now' },
    ]);
    expect(body['events']).toContainEqual(expect.objectContaining({ key: 'late', urgent: true }));
    expect(body['email']).toBe('lin@example.com');
  });

  test('cannot be something that makes no sense, and says where', async () => {
    const wrong = await prefer(
      [
        { event: 'weather', channel: 'mail', mode: 'now' },
        { event: 'cc', channel: 'app', mode: 'digest' },
        { event: 'cc', channel: 'mail', mode: 'now' },
        { event: 'cc', channel: 'mail', mode: 'off' },
      ],
      { timeZone: 'Moon/Base', quietFrom: '22:00' },
    );
    expect(wrong.status).toBe(422);
    const { errors } = wrong.body as unknown as { errors: { pointer: string; code: string }[] };
    expect(errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '#/choices/0/event notification_event_unknown',
      '#/choices/1/mode notification_mode_unfit',
      '#/choices/3 notification_choice_twice',
      '#/habits/timeZone time_zone_unknown',
      '#/habits/quietTo quiet_hours_half',
    ]);
  });
});
