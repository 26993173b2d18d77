import { done } from '../support/api-client.js';
import type { ApiAnswer, ApiClient, ApiRecord } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import {
  EMERGENCY_RECEIPTS,
  PAYABLES,
  PURCHASE_ORDERS,
  SALES_ORDERS,
  STOCK_ISSUES,
  SampleDesk,
} from '../support/sample-documents.js';
import { useStage } from '../support/stage.js';
import { version } from '../support/stocktake-job.js';

const stage = useStage();
let desk: SampleDesk;

beforeAll(async () => {
  desk = await SampleDesk.open(stage);
});

async function openTasks(person: ApiClient, recordId: string) {
  const { data } = done(await person.get('/tasks?state=open&limit=100'));
  return data.filter((task) => task['recordId'] === recordId);
}

async function told(person: ApiClient, recordId: string): Promise<string[]> {
  const { data } = done(await person.get('/notifications'));
  const entries = data as unknown as { title: { en: string }; recordId: string }[];
  return entries.filter((entry) => entry.recordId === recordId).map(({ title }) => title.en);
}

/** Where the record stands and who holds it, node by node. */
async function nodesOf(path: string): Promise<Record<string, string>> {
  const instances = done(await stage.job.admin.get(`${path}/flow`))['instances'] as {
    nodes: { id: string; state: string }[];
  }[];
  return Object.fromEntries((instances[0]?.nodes ?? []).map(({ id, state }) => [id, state]));
}

async function quantity(item: string): Promise<string> {
  const filter = `filter[item]=${stage.job.item(item)}&filter[warehouse]=${stage.job.warehouse('WH-1')}`;
  const { data } = done(await stage.job.keeper.get(`/registers/stock_value/balances?${filter}`));
  return (data[0]?.['resources'] as Record<string, string>)['qty'] ?? '';
}

/** The lines of all vouchers of a record, as `account debit credit`. */
async function booked(recordId: string): Promise<string[]> {
  const { data } = done(await stage.job.accountant.get(`/vouchers?recordId=${recordId}`));
  const lines = data.flatMap(
    (voucher) => voucher['lines'] as { account: { code: string }; debit: string; credit: string }[],
  );
  return lines
    .map(({ account, debit, credit }) => [account.code, debit ?? '-', credit ?? '-'].join(' '))
    .sort();
}

async function movementsOf(path: string): Promise<number> {
  return done(await stage.job.keeper.get(`${path}/movements`)).data.length;
}

/** Makes the timers of a record due now, as if the time had passed. */
async function letTimePass(recordId: string): Promise<void> {
  await stage.database.rows(
    `UPDATE core.timer t SET due_at = now() - interval '1 second' FROM core.flow_instance i
      WHERE i.id = t.instance_id AND i.record_id = $1`,
    [recordId],
  );
}

describe('a sales order goes through all five steps', () => {
  let order: ApiRecord;
  let path: string;

  test('the customer orders: the goods stay where they are', async () => {
    const draft = await desk.salesOrder({ qty: '2', price: '1500' });
    path = `${SALES_ORDERS}/${draft.id}`;
    order = done(await desk.sales.post(`${path}/actions/submit`)).record;
    expect(order).toMatchObject({ status: 'handling', amount: '3000.00' });
    expect(await nodesOf(path)).toMatchObject({ start: 'done', confirm: 'active' });
    expect(await movementsOf(path)).toBe(0);
  });

  test('sales cannot confirm without a day', async () => {
    const [task] = await openTasks(desk.sales, order.id);
    const answer = await desk.sales.post(`/tasks/${String(task?.['id'])}/actions/approve`);
    expect([answer.status, answer.body.errors.map(({ pointer }) => pointer)]).toEqual([
      422,
      ['#/promised_on'],
    ]);
  });

  test('sales confirms', async () => {
    await desk.answer(desk.sales, path, 'approve', { record: { promised_on: '2026-12-01' } });
    expect(await nodesOf(path)).toMatchObject({ confirm: 'done', prepare: 'active' });
  });

  test('the warehouse prepares, and never more than was ordered', async () => {
    const [task] = await openTasks(stage.job.keeper, order.id);
    const pick = (picked_qty: string) => ({ record: desk.lines(order, { bin: 'D-01-01', picked_qty }) });
    const tooMuch = await stage.job.keeper.post(`/tasks/${String(task?.['id'])}/actions/submit`, pick('3'));
    expect(tooMuch.status).toBe(422);
    await desk.answer(stage.job.keeper, path, 'submit', pick('2'));
    expect(await nodesOf(path)).toMatchObject({ prepare: 'done', ship: 'active' });
    expect(await movementsOf(path)).toBe(0);
  });

  test('dispatch ships: goods, receivable, revenue and cost are booked at once', async () => {
    const shipped = await desk.answer(desk.dispatcher, path, 'submit', {
      record: { carrier: 'City Express', waybill: 'CE-1' },
    });
    expect(shipped).toMatchObject({ status: 'shipped', delivered_amount: '3000.00' });
    expect(await quantity('SB-0001')).toBe('10.000000');
    expect(await booked(order.id)).toEqual([
      '1122 3000.00 -',
      '1405 - 2000.00',
      '6001 - 3000.00',
      '6401 2000.00 -',
    ]);
  });

  test('the customer signs and the order is done', async () => {
    const signed = await desk.answer(desk.sales, path, 'submit', {
      record: { signed_by: 'Shen', signed_on: '2026-12-02' },
    });
    expect(signed.status).toBe('signed');
    const states = await nodesOf(path);
    expect(new Set(Object.values(states))).toEqual(new Set(['done']));
  });
});

describe('a stock issue cannot be taken past its flow', () => {
  let issue: ApiRecord;
  let path: string;

  test('the applicant submits and the next leader above him decides', async () => {
    const draft = await desk.stockIssue({ qty: '3', price: '1200' });
    path = `${STOCK_ISSUES}/${draft.id}`;
    issue = done(await desk.sales.post(`${path}/actions/submit`)).record;
    expect(await openTasks(desk.manager, issue.id)).toHaveLength(1);
  });

  test('nobody issues it before the scan: not with a written status, not by an action, not with another task', async () => {
    const { keeper, admin } = stage.job;
    const record = done(await admin.get(path)).record;
    const before = await quantity('SB-0001');
    const attempts = [
      await admin.patch(path, { status: 'issued' }, version(record)),
      await admin.patch(path, desk.lines(record, { picked_qty: '3' }), version(record)),
      await admin.post(`${path}/actions/issue`),
      await admin.post(STOCK_ISSUES, { ...record, status: 'issued' }),
      await keeper.patch(path, desk.lines(record, { picked_qty: '3' }), version(record)),
      await keeper.post(
        `/tasks/${String((await openTasks(desk.manager, issue.id))[0]?.['id'])}/actions/approve`,
      ),
    ];
    for (const { status } of attempts) expect([403, 404, 409, 422]).toContain(status);
    expect([await quantity('SB-0001'), await movementsOf(path)]).toEqual([before, 0]);
  });

  test('approved and prepared, it is with the keeper for the scan', async () => {
    await desk.answer(desk.manager, path, 'approve');
    const record = done(await stage.job.keeper.get(path)).record;
    await desk.answer(stage.job.keeper, path, 'submit', { record: desk.lines(record, { bin: 'D-01-01' }) });
    expect(await nodesOf(path)).toMatchObject({ approve: 'done', prepare: 'done', scan: 'active' });
    expect(await movementsOf(path)).toBe(0);
  });

  test('the scan issues what was scanned and books receivable, revenue and cost', async () => {
    const record = done(await stage.job.keeper.get(path)).record;
    const issued = await desk.answer(stage.job.keeper, path, 'submit', {
      record: desk.lines(record, { picked_qty: '2' }),
    });
    expect(issued).toMatchObject({ status: 'issued', issued_amount: '2400.00' });
    expect(await booked(issue.id)).toEqual([
      '1122 2400.00 -',
      '1405 - 2000.00',
      '6001 - 2400.00',
      '6401 2000.00 -',
    ]);
    expect(await stage.database.brokenBalances()).toEqual([]);
  });
});

describe('whoever tries to issue goods past the flow', () => {
  let path: string;
  let record: ApiRecord;

  beforeAll(async () => {
    const draft = await desk.stockIssue({ qty: '1', price: '1200' });
    path = `${STOCK_ISSUES}/${draft.id}`;
    done(await desk.sales.post(`${path}/actions/submit`));
    record = done(await stage.job.admin.get(path)).record;
  });

  /** The refusal, and what the audit says of it. */
  async function refusedAs(answer: ApiAnswer) {
    const [entry] = await stage.database.refusedAttempts(1);
    return [
      answer.status,
      answer.body.errors[0]?.code,
      entry?.['login'],
      entry?.['code'],
      await movementsOf(path),
    ];
  }

  test('by a written state is refused with 403, the administrator too, and it stands in the audit', async () => {
    const answer = await stage.job.admin.patch(path, { status: 'issued' }, version(record));
    expect(await refusedAs(answer)).toEqual([403, 'outside_flow', 'admin', 'outside_flow', 0]);
  });

  test('by an action that only the flow takes is refused with 403, and it stands in the audit', async () => {
    const answer = await stage.job.admin.post(`${path}/actions/issued`);
    expect(await refusedAs(answer)).toEqual([403, 'outside_flow', 'admin', 'outside_flow', 0]);
  });

  test('by a new document that is issued already is refused, and nothing is made', async () => {
    const before = await stage.database.value('SELECT count(*)::int FROM data.stock_issue');
    const { customer, warehouse, title } = record;
    const lines = [{ item: stage.job.item('SB-0001'), qty: '1', price: '1', picked_qty: '1' }];
    const values = { customer, warehouse, title, lines, status: 'issued' };
    expect((await stage.job.admin.post(STOCK_ISSUES, values)).status).toBeGreaterThanOrEqual(400);
    expect(await stage.database.value('SELECT count(*)::int FROM data.stock_issue')).toBe(before);
  });

  test('by changing the lines of one document after another outside of a step is refused each time', async () => {
    const { data } = done(await stage.job.admin.get(`${STOCK_ISSUES}?filter[status][eq]=handling`));
    for (const { id } of data) {
      const each = `${STOCK_ISSUES}/${String(id)}`;
      const found = done(await stage.job.admin.get(each)).record;
      const answer = await stage.job.admin.patch(
        each,
        desk.lines(found, { picked_qty: '1' }),
        version(found),
      );
      expect([answer.status, answer.body.errors[0]?.code]).toEqual([409, 'outside_flow']);
      expect(await movementsOf(each)).toBe(0);
    }
  });

  test('by a rule of his own that posts without the flow is refused with 403, and it stands in the audit', async () => {
    const { admin } = stage.job;
    const { revision } = done(await admin.get('/drafts')) as unknown as { revision: number };
    const definition = {
      kind: 'rule',
      format: 1,
      key: 'post_at_once',
      title: { 'zh-CN': '直接过账', en: 'Post at once' },
      form: 'stock_issue',
      enabled: true,
      trigger: { on: ['create'] },
      phase: 'afterSave',
      priority: 100,
      condition: true,
      actions: [{ id: 'post', type: 'post', posting: 'stock_issue' }],
    };
    const seen = (number: unknown) => ({ 'if-match': `"${String(number)}"` });
    const kept = done(
      await admin.send('PUT', '/drafts/rule/post_at_once', JSON.stringify({ definition }), seen(revision)),
    );
    done(await admin.post('/publish', { comment: 'a short cut' }, seen(kept['revision'])));
    const { customer, warehouse, title } = record;
    const lines = [{ item: stage.job.item('SB-0001'), qty: '1', price: '1' }];
    const answer = await admin.post(STOCK_ISSUES, { customer, warehouse, title, lines });
    expect(await refusedAs(answer)).toEqual([403, 'outside_flow', 'admin', 'outside_flow', 0]);
    const { revision: now } = done(await admin.get('/drafts')) as unknown as { revision: number };
    const off = { definition: { ...definition, enabled: false } };
    const again = done(await admin.send('PUT', '/drafts/rule/post_at_once', JSON.stringify(off), seen(now)));
    done(await admin.post('/publish', {}, seen(again['revision'])));
  });
});

describe('a stock issue not handled for 24 hours', () => {
  test('is brought to the supervisor of the warehouse by itself, once', async () => {
    const draft = await desk.stockIssue({ qty: '1', price: '1200' });
    const path = `${STOCK_ISSUES}/${draft.id}`;
    done(await desk.sales.post(`${path}/actions/submit`));
    await desk.answer(desk.manager, path, 'approve');
    expect(await told(stage.job.supervisor, draft.id)).toEqual([]);
    await letTimePass(draft.id);
    const first = await eventually(
      () => told(stage.job.supervisor, draft.id),
      (titles) => titles.length > 0,
    );
    expect(first).toHaveLength(1);
  });
});

describe('a purchase order is approved level by level', () => {
  type Level = 'supervisor' | 'accountant' | 'director';
  const CASES: readonly (readonly [string, object, string, readonly Level[]])[] = [
    ['1000.00 of flour ends with the supervisor', {}, '1000.00', ['supervisor']],
    ['1000.01 of flour needs finance, too', {}, '1000.01', ['supervisor', 'accountant']],
    ['a cheap machine needs finance, too', { category: 'equipment' }, '88.00', ['supervisor', 'accountant']],
    ['10000.01 goes up to the finance director', {}, '10000.01', ['supervisor', 'accountant', 'director']],
  ];

  test.each(CASES)('%s', async (_case, values, price, levels) => {
    const { id } = await desk.purchaseOrder(values as Record<string, unknown>, price);
    const path = `${PURCHASE_ORDERS}/${id}`;
    let record = done(await desk.buyer.post(`${path}/actions/submit`)).record;
    for (const level of levels) {
      expect(record.status).toBe('reviewing');
      record = await desk.answer(stage.job[level], path, 'approve');
    }
    expect(record.status).toBe('approved');
  });

  test('5000.01 into the transit store goes up to the finance director, into the other store it does not', async () => {
    const upTo = async (warehouse: 'WH-1' | 'WH-3') => {
      const values = { warehouse: stage.job.warehouse(warehouse) };
      const { id } = await desk.purchaseOrder(values, '5000.01');
      const path = `${PURCHASE_ORDERS}/${id}`;
      done(await desk.buyer.post(`${path}/actions/submit`));
      await desk.answer(stage.job.supervisor, path, 'approve');
      return (await desk.answer(stage.job.accountant, path, 'approve')).status;
    };
    expect([await upTo('WH-1'), await upTo('WH-3')]).toEqual(['approved', 'reviewing']);
  });
});

describe('an approved purchase order', () => {
  let order: ApiRecord;
  let payable: string;

  test('makes a payable with the day on which it is due, and finance has the to-do', async () => {
    const { id } = await desk.purchaseOrder({}, '900.00');
    const path = `${PURCHASE_ORDERS}/${id}`;
    done(await desk.buyer.post(`${path}/actions/submit`));
    order = await desk.answer(stage.job.supervisor, path, 'approve');
    payable = String(order['payable']);
    const record = done(await stage.job.accountant.get(`${PAYABLES}/${payable}`)).record;
    expect(record).toMatchObject({
      order: order.id,
      amount: '900.00',
      status: 'open',
      due_on: order['due_on'],
    });
    const terms = Date.parse(String(order['due_on'])) - Date.parse(String(order['approved_on']));
    expect(terms / 86_400_000).toBe(30);
    const [task] = await openTasks(stage.job.accountant, payable);
    expect(task).toMatchObject({
      kind: 'complete',
      dueAt: new Date(`${String(order['due_on'])}T23:59:00+08:00`).toISOString(),
    });
  });

  test('order and payable show each other', async () => {
    const related = async (person: ApiClient, path: string) =>
      done(await person.get(`${path}/related`)).data.map(({ form, id }) => [form, id]);
    expect(await related(desk.buyer, `${PURCHASE_ORDERS}/${order.id}`)).toContainEqual(['payable', payable]);
    expect(await related(stage.job.accountant, `${PAYABLES}/${payable}`)).toContainEqual([
      'purchase_order',
      order.id,
    ]);
  });

  test('the payment closes the to-do', async () => {
    const [task] = await openTasks(stage.job.accountant, payable);
    const pay = (record: object) =>
      stage.job.accountant.post(`/tasks/${String(task?.['id'])}/actions/complete`, { record });
    expect((await pay({})).status).toBe(422);
    expect(done(await pay({ paid_on: '2026-12-20' })).record.status).toBe('paid');
    expect(await openTasks(stage.job.accountant, payable)).toEqual([]);
  });
});

describe('an emergency receipt is booked first and approved afterwards', () => {
  async function received(): Promise<ApiRecord> {
    const { id } = await desk.emergencyReceipt();
    return done(await stage.job.keeper.post(`${EMERGENCY_RECEIPTS}/${id}/actions/receive`)).record;
  }

  test('the goods are in the books at once, and the supervisor has to approve', async () => {
    const before = await quantity('TF-0021');
    const { id, status } = await received();
    expect([before, status, await quantity('TF-0021')]).toEqual(['64.000000', 'received', '66.000000']);
    expect(await booked(id)).toEqual(['1405 800.00 -', '220202 - 800.00']);
    const approved = await desk.answer(stage.job.supervisor, `${EMERGENCY_RECEIPTS}/${id}`, 'approve');
    expect(approved).toMatchObject({ status: 'approved', red_flag: false });
  });

  test('not approved in time, it gets a red flag and goes to the finance director', async () => {
    const { id } = await received();
    await letTimePass(id);
    const path = `${EMERGENCY_RECEIPTS}/${id}`;
    const record = await eventually(
      async () => done(await stage.job.keeper.get(path)).record,
      (found) => found['red_flag'] === true,
    );
    expect(record).toMatchObject({ status: 'received', red_flag_reason: 'late' });
    expect(await openTasks(stage.job.supervisor, id)).toEqual([]);
    const approved = await desk.answer(stage.job.director, path, 'approve', { comment: 'late but needed' });
    expect(approved).toMatchObject({ status: 'approved', red_flag: true });
  });

  test('refused, the goods go back and the booking with them', async () => {
    const before = await quantity('TF-0021');
    const { id } = await received();
    const path = `${EMERGENCY_RECEIPTS}/${id}`;
    const refused = await desk.answer(stage.job.supervisor, path, 'reject', {
      comment: 'nobody asked for it',
    });
    expect(refused).toMatchObject({ red_flag: true, red_flag_reason: 'refused' });
    const back = await desk.answer(stage.job.keeper, path, 'submit');
    expect([back.status, await quantity('TF-0021')]).toEqual(['sent_back', before]);
    expect(await booked(id)).toEqual([
      '1405 -800.00 -',
      '1405 800.00 -',
      '220202 - -800.00',
      '220202 - 800.00',
    ]);
    expect(await stage.database.brokenBalances()).toEqual([]);
    expect(await stage.database.unbalancedVouchers()).toEqual([]);
  });
});
