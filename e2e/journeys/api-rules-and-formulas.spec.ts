import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { ApiClient, done, refusal } from '../support/api-client.js';
import type { ApiRecord } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { useStage } from '../support/stage.js';
import { taskOn, version } from '../support/stocktake-job.js';

const ROOT = resolve(import.meta.dirname, '..', '..');
const PROGRAM = resolve(ROOT, 'packages', 'engine', 'bin', 'dougong.mjs');
const CHECKS = '/forms/account_check/records';
const REQUESTS = '/forms/purchase_request/records';
const RUNS = '/forms/mould_runs/records';
const AMORTISATIONS = '/forms/mould_amortisation/records';

const stage = useStage();

interface Notice {
  readonly title: { readonly en: string };
  readonly recordId: string;
}

async function told(person: ApiClient, recordId: string): Promise<string[]> {
  const { data } = done(await person.get('/notifications'));
  return (data as unknown as Notice[])
    .filter((notice) => notice.recordId === recordId)
    .map(({ title }) => title.en);
}

async function openTasks(person: ApiClient, recordId: string) {
  const { data } = done(await person.get('/tasks?state=open&limit=100'));
  return data.filter((task) => task['recordId'] === recordId);
}

describe('a single difference above five percent raises an alert', () => {
  /** A checked document with lines of our amount and their amount. */
  async function checked(...lines: readonly (readonly [string, string])[]): Promise<ApiRecord> {
    const { supervisor } = stage.job;
    const values = {
      partner: 'Partner',
      lines: lines.map(([our_amount, their_amount]) => ({ our_amount, their_amount })),
    };
    const { record } = done(await supervisor.post(CHECKS, values));
    return done(await supervisor.post(`${CHECKS}/${record.id}/actions/check`)).record;
  }

  test.each([
    ['4.99 %', '10000.00', '10499.00', '4.99', false],
    ['5.00 %', '10000.00', '10500.00', '5.00', false],
    ['5.01 %', '10000.00', '10501.00', '5.01', true],
    ['5.01 % less', '10000.00', '9499.00', '5.01', true],
    ['5.01 % of a credit note', '-200.00', '-210.02', '5.01', true],
    ['one cent above 5 %, which is shown as 5.00 %', '1000000.00', '1050000.01', '5.00', true],
    ['a difference where our books have nothing', '0.00', '0.01', null, true],
    ['no difference where our books have nothing', '0.00', '0.00', null, false],
  ])('%s', async (_case, ours, theirs, rate, alert) => {
    const record = await checked([ours, theirs]);
    expect(record).toMatchObject({ status: 'checked', alert, alert_lines: alert ? 1 : 0 });
    expect(record.lines[0]?.['difference_rate'] ?? null).toBe(rate);
  });

  test('finance and its director are told once, however many lines differ, and nobody else', async () => {
    const { accountant, director, keeper } = stage.job;
    const { id } = await checked(['100.00', '110.00'], ['100.00', '90.00'], ['100.00', '105.00']);
    const sentence = 'Reconciliation with Partner: a difference is above the limit';
    for (const person of [accountant, director]) {
      const titles = await eventually(
        () => told(person, id),
        (found) => found.length > 0,
      );
      expect(titles).toEqual([sentence]);
    }
    const again = await accountant.post(`${CHECKS}/${id}/actions/check`);
    expect(refusal(again)).toMatchObject({ code: 'wrong_state' });
    const { record } = done(
      await accountant.post(`${CHECKS}/${id}/actions/settle`, { record: { conclusion: 'their error' } }),
    );
    expect(record.status).toBe('settled');
    expect(await told(accountant, id)).toEqual([sentence]);
    expect(await told(keeper, id)).toEqual([]);
  });

  test('what was checked cannot change afterwards, by a change or on settling; explanations can', async () => {
    const { supervisor, accountant } = stage.job;
    const record = await checked(['100.00', '110.00'], ['5.00', '5.00']);
    const path = `${CHECKS}/${record.id}`;
    const id = record.lines[0]?.id;
    const other = { lines: { upsert: [{ id, their_amount: '100.00' }] } };
    const fewer = { lines: { delete: [id] } };
    for (const [change, fault] of [
      [other, '#/lines/0/their_amount field_locked_by_rule'],
      [fewer, '#/lines rule_refused'],
    ] as const) {
      const changed = await supervisor.patch(path, change, version(record));
      const settled = await accountant.post(`${path}/actions/settle`, {
        record: { conclusion: 'none', ...change },
      });
      for (const answer of [changed, settled]) expect(refusal(answer).faults).toEqual([fault]);
    }
    const explained = { lines: { upsert: [{ id, explanation: 'freight' }] } };
    expect((await supervisor.patch(path, explained, version(record))).status).toBe(200);
  });

  test('differences within the limit tell nobody', async () => {
    const { id } = await checked(['100.00', '105.00'], ['0.00', '0.00']);
    const later = await checked(['100.00', '106.00']);
    await eventually(
      () => told(stage.job.accountant, later.id),
      (found) => found.length > 0,
    );
    expect(await told(stage.job.accountant, id)).toEqual([]);
  });
});

describe('a decision table chooses who approves a purchase request', () => {
  async function submitted(category: string, price: string): Promise<ApiRecord> {
    const { keeper } = stage.job;
    const values = {
      title: 'Purchase',
      category,
      warehouse: stage.job.warehouse('WH-1'),
      lines: [{ item: stage.job.item('SB-0001'), qty: '1', price }],
    };
    const { record } = done(await keeper.post(REQUESTS, values));
    return done(await keeper.post(`${REQUESTS}/${record.id}/actions/submit`)).record;
  }

  test.each([
    ['dry', '1000.00', 'zhoujianguo'],
    ['dry', '1000.01', 'sunxiaomei'],
    ['equipment', '88.00', 'sunxiaomei'],
    ['frozen', '10000.00', 'sunxiaomei'],
    ['frozen', '10000.01', 'zhaoliping'],
    ['equipment', '10000.01', 'zhaoliping'],
  ])('%s of %s goes to %s', async (category, price, login) => {
    const { supervisor, accountant, director } = stage.job;
    const { id } = await submitted(category, price);
    for (const person of [supervisor, accountant, director])
      expect([person.login, await openTasks(person, id)]).toEqual([
        person.login,
        person.login === login ? [expect.objectContaining({ kind: 'approve' })] : [],
      ]);
  });

  test('the approver approves and the applicant is told', async () => {
    const { director, keeper } = stage.job;
    const { id } = await submitted('equipment', '36000.00');
    const task = await taskOn(director, `${REQUESTS}/${id}`);
    const { record } = done(await director.post(`/tasks/${task}/actions/approve`));
    expect(record.status).toBe('approved');
    await eventually(
      () => told(keeper, id),
      (titles) => titles.includes('The purchase request is approved.'),
    );
  });
});

describe('a second template on the same engine: a mould is written off by runs', () => {
  let clerk: ApiClient;
  let accountant: ApiClient;
  let mould: string;

  /** Installs the template while the engine is down, as an administrator does. */
  beforeAll(async () => {
    await stage.engine.stop();
    const logins = await install(stage.engine.dataDir, 'manufacturing');
    await stage.reopen();
    const signIn = (login: string) =>
      ApiClient.signIn(stage.engine.url, { login, password: logins.get(login) ?? '' });
    [clerk, accountant] = [await signIn('linhui'), await signIn('guoyan')];
    const { data } = done(await accountant.get('/forms/mould/records'));
    mould = String(data.find(({ code }) => code === 'MJ-0001')?.['id']);
  });

  function lineOf({ lines }: ApiRecord) {
    return lines.find((line) => line['mould'] === mould);
  }

  /** A document over the runs that wait now. */
  async function opened(): Promise<ApiRecord> {
    return done(await accountant.post(AMORTISATIONS, { period_end: '2026-11-30' })).record;
  }

  async function posted({ id }: ApiRecord): Promise<ApiRecord> {
    return done(await accountant.post(`${AMORTISATIONS}/${id}/actions/post`)).record;
  }

  async function report(runs: string): Promise<void> {
    const { record } = done(await clerk.post(RUNS, { lines: [{ mould, runs }] }));
    done(await clerk.post(`${RUNS}/${record.id}/actions/post`));
  }

  async function balance(register: string): Promise<unknown> {
    const { data } = done(await accountant.get(`/registers/${register}/balances?filter[mould]=${mould}`));
    return data[0]?.['resources'];
  }

  async function voucherLines({ id }: ApiRecord) {
    return stage.database.rows(
      `SELECT l.side, l.account, l.amount::text FROM ledger.voucher_line l
         JOIN ledger.voucher v ON v.id = l.voucher_id JOIN ledger.posting p ON p.id = v.posting_id
        WHERE p.source_id = $1 ORDER BY l.side DESC`,
      [id],
    );
  }

  let first: ApiRecord;

  test('7 of 3000 runs of a mould of 100000.00 are 233.33', async () => {
    first = await opened();
    expect(first).toMatchObject({ period: '2026-11', status: 'draft' });
    expect(lineOf(first)).toMatchObject({
      cost: '100000.00',
      life_runs: '3000',
      runs_before: '0',
      runs: '7',
      amount: '233.33',
      amortised: '233.33',
      left: '99766.67',
    });
  });

  test('a second document cannot take the same runs', async () => {
    const second = await accountant.post(AMORTISATIONS, { period_end: '2026-11-30' });
    expect(refusal(second).faults).toEqual(['#/open_document not_unique']);
  });

  test('posting books the amount: runs, what is written off, and the voucher', async () => {
    expect((await posted(first)).status).toBe('posted');
    expect(await balance('mould_amortised')).toEqual({ runs: '7', amount: '233.33' });
    const total = String(first['total_amount']);
    expect(await voucherLines(first)).toEqual([
      { side: 'debit', account: '5101', amount: total },
      { side: 'credit', account: '1801', amount: total },
    ]);
  });

  test('formula, release and inputs of every amount can be read later', async () => {
    const { data } = done(await accountant.get(`${AMORTISATIONS}/${first.id}/formula-uses`));
    const use = data.find(({ field, line }) => field === 'lines.amount' && line === lineOf(first)?.id);
    expect(use).toMatchObject({
      definition: { kind: 'formula', key: 'mould_amortisation' },
      inputs: { cost: '100000', life: '3000', before: '0', runs: '7' },
      result: '233.33',
      release: 2,
      version: 1,
    });
  });

  test('over its whole life exactly its cost is written off', async () => {
    await report('2993');
    const rest = await opened();
    expect(lineOf(rest)).toMatchObject({ runs_before: '7', amount: '99766.67', left: '0.00' });
    await posted(rest);
    expect(await balance('mould_amortised')).toEqual({ runs: '3000', amount: '100000.00' });
  });

  test('runs beyond the life cost nothing more', async () => {
    await report('5');
    const beyond = await opened();
    expect(lineOf(beyond)).toMatchObject({ runs_before: '3000', runs: '5', amount: '0.00', left: '0.00' });
    await posted(beyond);
    expect(await balance('mould_amortised')).toEqual({ runs: '3005', amount: '100000.00' });
    expect(await voucherLines(beyond)).toEqual([]);
    expect(await stage.database.brokenBalances()).toEqual([]);
    expect(await stage.database.unbalancedVouchers()).toEqual([]);
  });

  test('the people and documents of the first template are still there', async () => {
    expect(done(await stage.job.accountant.get(CHECKS)).data.length).toBeGreaterThan(0);
    expect((await stage.job.accountant.get(AMORTISATIONS)).status).toBe(403);
  });
});

/** The passwords of the people whom a template brings with its sample data. */
async function install(dataDir: string, template: string): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      PROGRAM,
      'template',
      'install',
      resolve(ROOT, 'templates', template),
      '--demo',
      '--skip-scenarios',
      '--json',
    ],
    { env: { ...process.env, DOUGONG_DATA_DIR: dataDir } },
  );
  const { logins } = JSON.parse(stdout) as {
    logins: readonly { readonly login: string; readonly password: string }[];
  };
  return new Map(logins.map(({ login, password }) => [login, password]));
}
