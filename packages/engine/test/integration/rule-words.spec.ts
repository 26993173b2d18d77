import { OccasionWorker } from '../../src/rules/occasions/occasion-worker.js';
import { aRule, RulesAtWork, title } from './rules-at-work.fixtures.js';

let work: RulesAtWork;
let token: string;

const recordless = {
  phase: 'afterSave',
  trigger: { on: ['schedule'], schedule: { every: 'PT1M', per: 'once' } },
};

beforeAll(async () => {
  work = await RulesAtWork.start([]);
  await work.rule([
    aRule('overdue', [{ type: 'setField', field: 'note', formula: '"late"' }], {
      form: 'item',
      phase: 'derive',
      title: { 'zh-CN': '过期提醒', en: 'Overdue' },
      trigger: { on: ['schedule'], schedule: { every: 'PT1M' } },
      condition: { empty: [{ var: 'note' }] },
    }),
    aRule('paid', [{ type: 'setField', field: 'count', formula: '1' }], {
      form: 'item',
      phase: 'derive',
      trigger: { on: ['webhook'], webhook: { key: 'paid', payload: { item: 'text' }, record: 'item' } },
    }),
    aRule(
      'daily',
      [{ type: 'notify', to: [{ users: [work.chief] }], title: title('Good morning') }],
      recordless,
    ),
    aRule('outside', [{ type: 'callWebhook', endpoint: 'partner', payload: { a: '1' } }], recordless),
  ]);
  const renewed = await work.engine.request<{ token: string }>(
    'POST',
    '/api/v1/hooks/paid/actions/renew-token',
    { key: work.key },
  );
  token = renewed.body.token;
});

afterAll(() => work.engine.stop());

/** Lets a minute pass and everything due in it happen. */
async function minute(): Promise<void> {
  await work.engine.get(OccasionWorker).round();
  work.engine.clock.advance({ minutes: 1 });
  await work.engine.get(OccasionWorker).round();
  await work.engine.runWorkers();
}

interface History {
  readonly data: readonly { readonly action: string; readonly title?: unknown }[];
}

const history = async (id: string) => {
  const path = `/api/v1/forms/item/records/${id}/history`;
  return (await work.engine.request<History>('GET', path, { key: work.key })).body.data;
};

describe('the history of a record', () => {
  test('calls a rule by its title, with what called it, in both languages', async () => {
    const id = await work.made('item', { code: 'a' });
    await minute();
    await work.engine.request('POST', '/api/v1/hooks/paid', {
      body: { item: id },
      headers: { authorization: `Bearer ${token}` },
    });
    await minute();
    expect((await history(id)).map(({ action, title: words }) => [action, words])).toEqual([
      [
        'fire:webhook:paid',
        { 'zh-CN': '规则“paid”（外部系统调用）', en: 'Rule "paid", called from outside' },
      ],
      ['fire:schedule:overdue', { 'zh-CN': '规则“过期提醒”（到时执行）', en: 'Rule "Overdue", on schedule' }],
      ['create', undefined],
    ]);
  });

  test('calls a rule that is gone by its key, and reads entries from before', async () => {
    const id = await work.made('item', { code: 'b', note: 'no' });
    await work.engine.database.query(
      `INSERT INTO core.audit_entry (at, actor, action, outcome, form, record_id, channel)
       SELECT $2, $3, action, 'done', 'item', $1, 'worker' FROM unnest(ARRAY['fire:gone', 'occasion:skip:gone']) AS action`,
      [id, work.engine.clock.read(), work.chief],
    );
    expect((await history(id)).slice(0, 2).map(({ title: words }) => words)).toEqual([
      { 'zh-CN': '不再执行失败的规则“gone”', en: 'Let the failed rule "gone" be' },
      { 'zh-CN': '规则“gone”', en: 'Rule "gone"' },
    ]);
  });
});

describe('a rule that is about no record', () => {
  test('tells people without a link that leads nowhere', async () => {
    await minute();
    const { body } = await work.engine.request<{ data: readonly object[] }>('GET', '/api/v1/notifications', {
      key: work.key,
    });
    expect(body.data[0]).toMatchObject({ title: title('Good morning'), form: null, recordId: null });
  });

  test('calls outside systems without the name of a record', async () => {
    await minute();
    const calls = await work.rows(
      `SELECT payload FROM core.outbox WHERE topic = 'webhook' AND payload ->> 'type' = 'rule.outside.v1' LIMIT 1`,
    );
    expect(calls).toHaveLength(1);
    expect(calls[0]?.['payload']).not.toHaveProperty('subject');
  });
});
