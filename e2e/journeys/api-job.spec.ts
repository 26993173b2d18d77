import { done, refusal } from '../support/api-client.js';
import type { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { useStage } from '../support/stage.js';
import { ANALYSES, COUNTS, DIFFERENCES, taskOn, version } from '../support/stocktake-job.js';
import type { Differences, Warehouse } from '../support/stocktake-job.js';

const stage = useStage();

interface Entry {
  readonly title: { readonly en: string };
  readonly recordId: string;
}

async function told(person: ApiClient, recordId: string): Promise<string[]> {
  const { data } = done(await person.get('/notifications'));
  return (data as unknown as Entry[])
    .filter((entry) => entry.recordId === recordId)
    .map(({ title }) => title.en);
}

async function openTasks(person: ApiClient, recordId: string) {
  const { data } = done(await person.get('/tasks?state=open&limit=100'));
  return data.filter((task) => task['recordId'] === recordId);
}

async function balances(register: string, item: string): Promise<Record<string, string>> {
  const filter = `filter[item]=${stage.job.item(item)}&filter[warehouse]=${stage.job.warehouse('WH-3')}`;
  const { data } = done(await stage.job.keeper.get(`/registers/${register}/balances?${filter}`));
  return data[0]?.['resources'] as Record<string, string>;
}

describe('a stocktake difference travels from the count to the ledger', () => {
  let count: string;
  let difference: string;
  let analysis: string;

  test('the lines of a new count are the book balances, with their unit costs', async () => {
    const record = await stage.job.openCount('WH-3');
    count = record.id;
    expect(record.no).toMatch(/^PD-\d{6}-\d{4}$/);
    expect(record.lines).toHaveLength(10);
    expect(stage.job.lineOf(record, 'SB-0001')).toMatchObject({
      book_qty: '8.000',
      unit_cost: '1000.000000',
    });
    expect(stage.job.lineOf(record, 'SB-0001')['counted_qty'] ?? null).toBeNull();
  });

  test('counted quantities give the differences at once, and gains do not offset losses', async () => {
    const before = done(await stage.job.keeper.get(`${COUNTS}/${count}`)).record;
    const upsert = stage.job.counted(before, { 'SB-0001': '-1', 'BZ-0201': '50000', 'DM-0001': '0.125' });
    const record = done(
      await stage.job.keeper.patch(`${COUNTS}/${count}`, { lines: { upsert } }, version(before)),
    ).record;
    expect(record).toMatchObject({
      gross_difference: '1516.50',
      net_difference: '-483.50',
      gain_amount: '516.50',
      loss_amount: '1000.00',
      difference_lines: 3,
    });
    expect(stage.job.lineOf(record, 'DM-0001')).toMatchObject({ diff_qty: '0.125', diff_amount: '16.50' });
  });

  test('the person who counted cannot be the one who recounts', async () => {
    const before = done(await stage.job.keeper.get(`${COUNTS}/${count}`)).record;
    const same = { recounted_by: stage.job.user('lijuan') };
    const answer = await stage.job.keeper.patch(`${COUNTS}/${count}`, same, version(before));
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map(({ pointer }) => pointer)).toContain('#/recounted_by');
  });

  test('a submitted count with differences is marked, and the supervisor is told', async () => {
    const record = done(await stage.job.keeper.post(`${COUNTS}/${count}/actions/submit`)).record;
    expect(record).toMatchObject({ status: 'reviewing', abnormal: true });
    const titles = await eventually(
      () => told(stage.job.supervisor, count),
      (found) => found.length >= 2,
    );
    expect(titles).toContain(`Stocktake ${record.no} has differences`);
  });

  test('nobody but the supervisor has the task', async () => {
    expect(await openTasks(stage.job.supervisor, count)).toHaveLength(1);
    for (const person of [stage.job.keeper, stage.job.director, stage.job.accountant, stage.job.admin]) {
      expect(await openTasks(person, count)).toEqual([]);
    }
  });

  test('the approved count makes one difference document and one analysis, linked both ways', async () => {
    const task = await taskOn(stage.job.supervisor, `${COUNTS}/${count}`);
    const record = done(
      await stage.job.supervisor.post(`/tasks/${task}/actions/approve`, { comment: 'seen' }),
    ).record;
    expect(record.status).toBe('approved');
    difference = String(record['difference']);
    analysis = String(record['analysis']);
    const made = done(await stage.job.keeper.get(`${DIFFERENCES}/${difference}`)).record;
    expect(made).toMatchObject({ stocktake: count, status: 'draft', gross_difference: '1516.50' });
    expect(made.lines).toHaveLength(3);
    expect(done(await stage.job.supervisor.get(`${ANALYSES}/${analysis}`)).record).toMatchObject({
      stocktake: count,
    });
    const related = done(await stage.job.keeper.get(`${COUNTS}/${count}/related`)).data.map(({ id }) => id);
    expect(new Set(related)).toEqual(new Set([difference, analysis]));
    const back = done(await stage.job.keeper.get(`${DIFFERENCES}/${difference}/related`)).data.map(
      ({ id }) => id,
    );
    expect(back).toContain(count);
    expect(
      await stage.database.value(`SELECT count(*)::int FROM data.stock_difference WHERE stocktake = $1`, [
        count,
      ]),
    ).toBe(1);
  });

  test('the analysis is due in 24 hours', async () => {
    const [task] = await openTasks(stage.job.supervisor, analysis);
    expect(task?.['kind']).toBe('complete');
    const opened = Date.parse(String(task?.['openedAt']));
    expect(Date.parse(String(task?.['dueAt'])) - opened).toBe(24 * 3_600_000);
  });

  test('the analysis cannot close without reason, responsible person and measure', async () => {
    const task = String((await openTasks(stage.job.supervisor, analysis))[0]?.['id']);
    const missing = async (values: object) => {
      const answer = await stage.job.supervisor.post(`/tasks/${task}/actions/complete`, { record: values });
      expect(answer.status).toBe(422);
      return answer.body.errors.map(({ pointer }) => pointer.replace('#/record/', '#/')).sort();
    };
    const reason = { reason: 'measuring_error' };
    const person = { responsible_person: stage.job.user('lijuan') };
    const measure = { measure: 'weigh twice' };
    expect(await missing({})).toEqual(['#/measure', '#/reason', '#/responsible_person']);
    expect(await missing({ ...person, ...measure })).toEqual(['#/reason']);
    expect(await missing({ ...reason, ...measure })).toEqual(['#/responsible_person']);
    expect(await missing({ ...reason, ...person })).toEqual(['#/measure']);
    expect(await openTasks(stage.job.supervisor, analysis)).toHaveLength(1);
    const values = { ...reason, ...person, ...measure };
    const { record } = done(
      await stage.job.supervisor.post(`/tasks/${task}/actions/complete`, { record: values }),
    );
    expect(record).toMatchObject({ status: 'closed', ...values });
    expect(await openTasks(stage.job.supervisor, analysis)).toEqual([]);
  });

  test('below the threshold the approval of the supervisor is the final one', async () => {
    done(await stage.job.keeper.post(`${DIFFERENCES}/${difference}/actions/submit`));
    const task = await taskOn(stage.job.supervisor, `${DIFFERENCES}/${difference}`);
    expect(await told(stage.job.accountant, difference)).toEqual([]);
    const { record } = done(await stage.job.supervisor.post(`/tasks/${task}/actions/approve`));
    expect(record.status).toBe('posted');
  });

  test('both registers follow, at moving average', async () => {
    expect(await balances('stock', 'SB-0001')).toEqual({ qty: '7.000000' });
    expect(await balances('stock_value', 'SB-0001')).toEqual({ qty: '7.000000', amount: '7000.00' });
    expect(await balances('stock_value', 'BZ-0201')).toEqual({ qty: '650000.000000', amount: '6500.00' });
    expect(await balances('stock_value', 'DM-0001')).toEqual({ qty: '60.125000', amount: '7936.50' });
    expect(await stage.database.brokenBalances()).toEqual([]);
  });

  test('the voucher balances: losses and gains each have their side', async () => {
    const { data } = done(await stage.job.accountant.get(`/vouchers?recordId=${difference}`));
    const lines = data.flatMap(
      (voucher) => voucher['lines'] as { account: { code: string }; debit: string; credit: string }[],
    );
    const sides = lines
      .map(({ account, debit, credit }) => [account.code, debit ?? '-', credit ?? '-'].join(' '))
      .sort();
    expect(sides).toEqual(['1405 - 1000.00', '1405 516.50 -', '1901 - 516.50', '1901 1000.00 -']);
    expect(await stage.database.unbalancedVouchers()).toEqual([]);
  });

  test('from a balance one reaches its movements, the document, the flow and the release of the rule', async () => {
    const filter = `filter[item]=${stage.job.item('SB-0001')}&filter[warehouse]=${stage.job.warehouse('WH-3')}`;
    const { data } = done(await stage.job.keeper.get(`/registers/stock_value/movements?${filter}`));
    const movement = data.find((each) => each['recordId'] === difference);
    expect(movement).toMatchObject({
      direction: 'out',
      resources: { qty: '-1.000000', amount: '-1000.00' },
      balanceAfter: { qty: '7.000000', amount: '7000.00' },
      form: 'stock_difference',
      rule: 'stock_adjustment',
      flow: 'stock_difference_handling',
      release: 1,
    });
    const flow = done(await stage.job.keeper.get(`${DIFFERENCES}/${difference}/flow`));
    const instances = flow['instances'] as {
      id: string;
      flow: { release: number };
      nodes: { id: string; state: string }[];
    }[];
    expect(instances[0]).toMatchObject({
      id: movement?.['instanceId'],
      flow: { release: 1 },
      status: 'running',
    });
    const states = Object.fromEntries((instances[0]?.nodes ?? []).map(({ id, state }) => [id, state]));
    expect(states).toMatchObject({
      supervisor: 'done',
      director: 'skipped',
      adjust: 'done',
      confirm: 'active',
    });
    const shown = done(await stage.job.keeper.get(`${DIFFERENCES}/${difference}/movements`)).data;
    expect(shown).toHaveLength(6);
  });

  test('finance is told after the commit, once', async () => {
    const titles = await eventually(
      () => told(stage.job.accountant, difference),
      (found) => found.length > 0,
    );
    expect(titles).toEqual(['A stock difference has been posted. Please check the voucher.']);
  });

  test('the keeper confirms on the shelves and the document is done', async () => {
    const [task] = await openTasks(stage.job.keeper, difference);
    const { record } = done(await stage.job.keeper.post(`/tasks/${String(task?.['id'])}/actions/submit`));
    expect(record.status).toBe('done');
    const { data } = done(await stage.job.keeper.get(`${DIFFERENCES}/${difference}/history`));
    expect(data.map(({ action }) => action)).toEqual([
      'answer:submit',
      'answer:approve',
      'act:submit',
      'insert',
    ]);
  });
});

describe('an analysis', () => {
  test('cannot close with a measure of spaces', async () => {
    const count = await stage.job.approvedCount('WH-2', { 'YL-0003': '-1' });
    const { supervisor } = stage.job.crew('WH-2');
    const values = { reason: 'other', responsible_person: stage.job.user('matao'), measure: '   ' };
    const answer = await supervisor.post(`${ANALYSES}/${String(count['analysis'])}/actions/complete`, {
      record: values,
    });
    expect(answer.status).toBe(422);
  });

  test('is nobody else’s to close', async () => {
    const count = await stage.job.approvedCount('WH-2', { 'YL-0003': '-1' });
    const values = { reason: 'other', responsible_person: stage.job.user('matao'), measure: 'none' };
    for (const person of [stage.job.supervisor, stage.job.keeper, stage.job.admin]) {
      const answer = await person.post(`${ANALYSES}/${String(count['analysis'])}/actions/complete`, {
        record: values,
      });
      expect([person.login, answer.status]).toEqual([person.login, 403]);
    }
  });
});

describe('a count without differences', () => {
  test('is approved and leaves no difference document', async () => {
    const record = await stage.job.approvedCount('WH-2', {});
    expect(record).toMatchObject({
      status: 'approved',
      abnormal: false,
      gross_difference: '0.00',
      difference_lines: 0,
    });
    expect(
      await stage.database.value(`SELECT count(*)::int FROM data.stock_difference WHERE stocktake = $1`, [
        record.id,
      ]),
    ).toBe(0);
  });

  test('a line that was left blank is not counted, which is not the same as zero', async () => {
    const record = await stage.job.openCount('WH-2');
    const { keeper } = stage.job.crew('WH-2');
    const submitted = done(await keeper.post(`${COUNTS}/${record.id}/actions/submit`)).record;
    expect(submitted).toMatchObject({ abnormal: false, difference_lines: 0 });
  });
});

describe('a refused document', () => {
  test('needs a reason, goes back to the keeper, and can be submitted again', async () => {
    const { keeper, supervisor } = stage.job.crew('WH-2');
    const { id } = await stage.job.submittedCount('WH-2', { 'YL-0003': '-1' });
    const task = await taskOn(supervisor, `${COUNTS}/${id}`);
    const silent = await supervisor.post(`/tasks/${task}/actions/reject`);
    expect(silent.status).toBe(422);
    expect(silent.body.errors.map(({ pointer }) => pointer)).toEqual(['#/comment']);
    const { record } = done(
      await supervisor.post(`/tasks/${task}/actions/reject`, { comment: 'count again' }),
    );
    expect(record.status).toBe('draft');
    const again = done(await keeper.post(`${COUNTS}/${id}/actions/submit`)).record;
    expect(again.status).toBe('reviewing');
  });
});

describe('the gross difference decides who approves', () => {
  const CASES: readonly (readonly [string, Warehouse, Differences, string, 'supervisor' | 'director'])[] = [
    [
      '4999.99 stops at the supervisor',
      'WH-1',
      { 'SB-0001': '-4', 'BZ-0201': '-99999' },
      '4999.99',
      'supervisor',
    ],
    ['5000.00 stops at the supervisor', 'WH-1', { 'SB-0004': '-1' }, '5000.00', 'supervisor'],
    [
      '5000.01 goes on to the finance director',
      'WH-1',
      { 'SB-0004': '1', 'BZ-0201': '1' },
      '5000.01',
      'director',
    ],
    [
      'a loss of 5000.01 goes on to the finance director',
      'WH-3',
      { 'SB-0004': '-1', 'BZ-0201': '-1' },
      '5000.01',
      'director',
    ],
    [
      'plus and minus 5000.01 are 10000.02 and go on to the finance director',
      'WH-3',
      { 'BZ-0201': '500001', 'BZ-0205': '-500001' },
      '10000.02',
      'director',
    ],
  ];

  test.each(CASES)('%s', async (_case, warehouse, differences, gross, last) => {
    const waiting = await stage.job.waitingDifference(warehouse, differences);
    const { record } = done(await stage.job.supervisor.post(`/tasks/${waiting.task}/actions/approve`));
    expect(record['gross_difference']).toBe(gross);
    expect(record.status).toBe(last === 'supervisor' ? 'posted' : 'reviewing');
    const forDirector = await openTasks(stage.job.director, waiting.difference);
    expect(forDirector.map(({ kind }) => kind).sort()).toEqual(last === 'supervisor' ? [] : ['approve']);
    if (last === 'supervisor') return;
    const copies = done(await stage.job.director.get('/tasks?state=cc')).data.filter(
      ({ recordId }) => recordId === waiting.difference,
    );
    expect(copies).toHaveLength(1);
    const task = await taskOn(stage.job.director, `${DIFFERENCES}/${waiting.difference}`);
    expect(done(await stage.job.director.post(`/tasks/${task}/actions/approve`)).record.status).toBe(
      'posted',
    );
    expect(await stage.database.brokenBalances()).toEqual([]);
    expect(await stage.database.unbalancedVouchers()).toEqual([]);
  });

  test('the supervisor cannot approve in the place of the director', async () => {
    const waiting = await stage.job.waitingForDirector('WH-1', { 'SB-0004': '1', 'BZ-0201': '1' });
    const answer = await stage.job.supervisor.post(`/tasks/${waiting.task}/actions/approve`);
    expect(refusal(answer)).toMatchObject({ status: 403, code: 'not_yours' });
  });
});
