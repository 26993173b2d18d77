import { CommandWriter } from '../../src/commands/command-writer.js';
import { OccasionWorker } from '../../src/rules/occasions/occasion-worker.js';
import { aRule, RulesAtWork, title } from './rules-at-work.fixtures.js';

let work: RulesAtWork;
let token: string;

const onHook = (key: string, more: object) => ({
  phase: 'afterSave',
  trigger: { on: ['webhook'], webhook: { key: 'paid', payload: { item: 'text', about: 'text' }, ...more } },
});

/** Designs, and sees the items that he made himself. */
const DRAWER = {
  kind: 'role',
  format: 1,
  key: 'drawer',
  title: title('Drawer'),
  forms: [{ form: 'item', actions: ['read'], rows: 'own' }],
  registers: [],
  system: ['design'],
};

/** Fails as long as there is no log about what was sent. */
const rules = (name = 'note_it') => [
  DRAWER,
  aRule(
    name,
    [
      {
        type: 'updateRecord',
        form: 'log',
        by: { match: { about: 'payload.about' }, max: 1 },
        values: { qty: '1' },
      },
    ],
    {
      ...onHook('paid', { record: 'item' }),
      form: 'item',
    },
  ),
];

beforeAll(async () => {
  work = await RulesAtWork.start(rules());
  const renewed = await work.engine.request<{ token: string }>(
    'POST',
    '/api/v1/hooks/paid/actions/renew-token',
    { key: work.key },
  );
  token = renewed.body.token;
});

afterAll(() => work.engine.stop());

beforeEach(async () => {
  for (const table of ['data.log', 'core.rule_occasion'])
    await work.engine.database.query(`DELETE FROM ${table}`);
});

interface Row {
  readonly id: string;
  readonly [part: string]: unknown;
}

interface Page {
  readonly data: readonly Row[];
  readonly nextCursor?: string;
  readonly code?: string;
}

const list = (query = '', key = work.key) =>
  work.engine.request<Page>('GET', `/api/v1/rules/occasions${query}`, {
    key,
    headers: { 'accept-language': 'en' },
  });
const care = (id: string, action: string, key = work.key) =>
  work.engine.request<Row>('POST', `/api/v1/rules/occasions/${id}/actions/${action}`, { key });

/** Lets everything due happen, and tells what is in a state afterwards. */
async function after(state: string): Promise<readonly Row[]> {
  await work.engine.get(OccasionWorker).round();
  return (await list(`?state=${state}`)).body.data;
}

async function called(item: string, about = 'x'): Promise<void> {
  const answer = await work.engine.request('POST', '/api/v1/hooks/paid', {
    body: { item, about },
    headers: { authorization: `Bearer ${token}` },
  });
  if (answer.status !== 202) throw new Error(answer.text);
}

/** A database that gives way just before everything is written. */
const broken = () =>
  jest.spyOn(work.engine.get(CommandWriter), 'write').mockImplementation(async () => {
    throw Object.assign(new Error('connection lost at 10.0.0.7'), { code: 'XX000' });
  });

describe('an occasion that its rule failed on', () => {
  let item: string;

  beforeEach(async () => {
    item = await work.made('item', { code: 'n1' });
    await called(item);
  });

  test('stands in the list with the rule, the record, the cause as a sentence and how often it was tried', async () => {
    const at = work.engine.clock.read();
    expect(await after('failed')).toEqual([
      {
        id: expect.any(String) as string,
        state: 'failed',
        on: 'webhook',
        rule: { key: 'note_it', title: { 'zh-CN': 'note_it', en: 'note_it' } },
        form: 'item',
        record: { id: item, code: 'n1', title: 'n1' },
        at,
        attempts: 1,
        failedAt: at,
        cause: 'No record of "log" was found to be changed. Check the reference or what is looked for.',
        issues: [expect.objectContaining({ code: 'no_record_to_change' })],
      },
    ]);
  });

  test('is carried out when its cause is mended and somebody has it tried again', async () => {
    const [failed] = await after('failed');
    const log = await work.made('log', { about: 'x' });
    expect(await after('failed')).toHaveLength(1);
    expect(await care(failed?.id ?? '', 'retry')).toMatchObject({ status: 200, body: { state: 'waiting' } });
    expect(await after('failed')).toEqual([]);
    expect(await work.record('log', log)).toMatchObject({ qty: '1.00' });
    const again = await care(failed?.id ?? '', 'retry');
    expect(again).toMatchObject({ status: 409, body: { code: 'occasion_done' } });
  });

  test('fails again while its cause is there', async () => {
    const [failed] = await after('failed');
    await care(failed?.id ?? '', 'retry');
    expect(await after('failed')).toMatchObject([{ id: failed?.id, attempts: 1 }]);
  });

  test('is left alone when somebody skips it, and can be taken up again', async () => {
    const [failed] = await after('failed');
    expect((await care(failed?.id ?? '', 'skip')).body).toEqual({ id: failed?.id, state: 'skipped' });
    await work.made('log', { about: 'x' });
    expect(await after('failed')).toEqual([]);
    expect(await after('skipped')).toMatchObject([{ id: failed?.id, state: 'skipped' }]);
    await care(failed?.id ?? '', 'retry');
    expect(await after('skipped')).toEqual([]);
    expect(await after('waiting')).toEqual([]);
  });

  test('leaves in the audit who had it tried again and who skipped it', async () => {
    const [failed] = await after('failed');
    await care(failed?.id ?? '', 'skip');
    await care(failed?.id ?? '', 'retry');
    const entries = await work.rows(
      `SELECT action, actor, form, record_id, outcome FROM core.audit_entry WHERE action LIKE 'occasion:%' ORDER BY id DESC LIMIT 2`,
    );
    expect(entries).toEqual(
      ['retry', 'skip'].map((what) => ({
        action: `occasion:${what}:note_it`,
        actor: work.chief,
        form: 'item',
        record_id: item,
        outcome: 'done',
      })),
    );
  });

  test('is known by its key when its rule is gone, and says so when it is tried again', async () => {
    const [failed] = await after('failed');
    await work.rule(rules('another'));
    expect(await after('failed')).toMatchObject([{ rule: { key: 'note_it', title: null }, issues: [] }]);
    await care(failed?.id ?? '', 'retry');
    expect(await after('failed')).toMatchObject([
      { cause: expect.stringContaining('switched off') as string },
    ]);
    await work.rule(rules());
  });
});

describe('an occasion that something else went wrong with', () => {
  test('is tried ever later, says when next, and at last stands among the failed ones', async () => {
    await called(await work.made('item', { code: 'n2' }));
    await work.made('log', { about: 'x' });
    const spy = broken();
    const pauses: number[] = [];
    for (let attempt = 1; attempt < 8; attempt += 1) {
      const [waiting] = await after('waiting');
      expect(waiting).toMatchObject({
        attempts: attempt,
        cause: expect.stringContaining('our side') as string,
      });
      const next = String(waiting?.['nextAttempt']);
      pauses.push((Date.parse(next) - Date.parse(work.engine.clock.read())) / 1000);
      work.engine.clock.advance({ seconds: pauses.at(-1) ?? 0 });
    }
    expect(pauses).toEqual([5, 10, 20, 40, 80, 160, 320]);
    const failed = await after('failed');
    expect(failed).toMatchObject([{ attempts: 8, failedAt: work.engine.clock.read() }]);
    expect(JSON.stringify(failed)).not.toContain('10.0.0.7');
    expect(await after('waiting')).toEqual([]);
    spy.mockRestore();
    work.engine.clock.advance({ hours: 24 });
    expect(await after('failed')).toHaveLength(1);
    await care(failed[0]?.id ?? '', 'retry');
    expect(await after('failed')).toEqual([]);
  });
});

describe('the list of occasions', () => {
  test('comes in pages, the newest first', async () => {
    const item = await work.made('item', { code: 'n3' });
    for (let at = 0; at < 5; at += 1) await called(item, `none ${at}`);
    // The engine's own worker may be at some of them in that moment.
    while ((await after('failed')).length < 5);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await list(`?limit=2${cursor === undefined ? '' : `&cursor=${cursor}`}`);
      seen.push(...body.data.map(({ id }) => id));
      cursor = body.nextCursor;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(5);
    expect(new Set(seen).size).toBe(5);
    expect(seen).toEqual(seen.toSorted().toReversed());
    expect(await list('?cursor=nonsense')).toMatchObject({ status: 400 });
    expect(await list('?state=nonsense')).toMatchObject({ status: 400 });
  });

  test('is for designers, and tells values to those alone who read every record of the form', async () => {
    const item = await work.made('item', { code: 'n4' });
    await called(item);
    await after('failed');
    const clerk = await work.engine.keyOf(await work.engine.createUser('clerk4'));
    expect((await list('', clerk)).status).toBe(403);
    const [{ id } = { id: '' }] = (await list()).body.data;
    for (const action of ['retry', 'skip']) expect((await care(id, action, clerk)).status).toBe(403);
    const designer = await work.engine.keyOf(
      await work.engine.createUser('designer4', { roles: ['drawer'] }),
    );
    expect((await list('', designer)).body.data).toMatchObject([
      { record: { id: item }, cause: expect.stringContaining('does not fit') as string, issues: [] },
    ]);
    expect((await list('', designer)).text).not.toContain('n4');
  });

  test('and what can be done about them stand in the description of the API', async () => {
    const { body } = await work.engine.request<{ paths: object }>('GET', '/api/openapi.json');
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/rules/occasions',
        '/api/v1/rules/occasions/{id}/actions/retry',
        '/api/v1/rules/occasions/{id}/actions/skip',
        '/api/v1/hooks',
        '/api/v1/hooks/{key}/secrets',
        '/api/v1/hooks/{key}/secrets/{id}',
      ]),
    );
  });

  test('answers an unknown occasion with 404', async () => {
    expect((await care('00000000-0000-4000-8000-00000000000f', 'retry')).status).toBe(404);
    expect((await care('none', 'retry')).status).toBe(400);
  });
});
