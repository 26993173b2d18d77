import { CostWorker } from '../../src/costing/cost-worker.js';
import { LedgerClosing } from '../../src/registers/periods/ledger-closing.js';
import { daysOfMonth } from '../../src/costing/months.js';
import { EARLIER, MONTH, CostsAtWork } from './costing.fixtures.js';
import type { Run } from './costing.fixtures.js';

let costs: CostsAtWork;
let cup: string;
let bowl: string;
let clay: string;
let tool: string;
let first: Run;

const productOf = ({ table }: Run, product: string) =>
  table.products.find((each) => each.product === product);
const amountsOf = (run: Run) => ({ results: run.results, table: run.table });

beforeAll(async () => {
  costs = await CostsAtWork.start();
  clay = await costs.made('item', { code: 'clay', price: '2.00' });
  cup = await costs.made('item', { code: 'cup' });
  bowl = await costs.made('item', { code: 'bowl' });
  tool = await costs.made('tool', { code: 'press', cost: '100000.00', life: '3000' });
  await costs.made('bill', {
    code: 'B1',
    item: cup,
    lot: '10',
    lines: [{ item: clay, quantity: '45', scrap: '0.1' }],
    operations: [{ name: 'form', hours: '2', rate: '25' }],
  });
  await costs.document('material', { item: cup, part: clay, quantity: '500', amount: '1000' });
  await costs.document('material', { item: bowl, part: clay, quantity: '300', amount: '500.55' });
  await costs.document('material', { item: cup, part: clay, quantity: '5', amount: '10' }, EARLIER);
  for (const [pool, amount] of Object.entries({ wages: '300', rent: '100', power: '60', repair: '40' }))
    await costs.document('expense', { pool, amount });
  await costs.document('work', { item: cup, labour: '20', machine: '1', tool, runs: '7' });
  await costs.document('work', { item: bowl, labour: '10', machine: '2' });
  const used = [
    ['power', 'repair', '20'],
    ['power', 'rent', '80'],
    ['repair', 'rent', '50'],
    ['repair', 'wages', '50'],
  ];
  for (const [from, into, units] of used)
    await costs.document('service', { from_pool: from, to_pool: into, units });
  await costs.document('count', { item: cup, good: '80', open: '20', degree: '0.5' });
  await costs.document('count', { item: bowl, good: '95' });
  first = await costs.run();
});

afterAll(() => costs?.engine.stop());

describe('a version of a month', () => {
  test('hands out every cost of the month, to the cent', () => {
    expect(first.run).toMatchObject({ version: 1, state: 'done', progress: { done: 2, of: 2 } });
    // 10.00 carried over, 1,500.55 of material, 500.00 of pools, 233.33 for seven runs of a tool of 100,000.00 that lasts for 3000.
    expect(first.table.totals).toMatchObject({ all: '2243.88', loss: '0.00' });
  });

  test('gives the cost of a unit at four places, element by element', () => {
    const found = productOf(first, bowl);
    expect(found).toMatchObject({ quantity: '95' });
    expect(found?.elements.find(({ element }) => element === 'material')).toEqual({
      element: 'material',
      amount: '500.55',
      unit: '5.2689',
    });
  });

  test('leads from a figure over its pool and driver to the movements that were counted', async () => {
    const path = `/api/v1/costing/runs/${first.run.id}/trace`;
    const shares = await costs.get<{ data: Record<string, string>[] }>(
      `${path}?receiver=${cup}&element=labour&kind=share`,
    );
    expect(shares.data).toMatchObject([{ name: 'wages', driver: 'labour', quantity: '20', total: '30' }]);
    const entries = await costs.get<{ data: Record<string, string>[] }>(
      `${path}?receiver=${cup}&driver=labour&kind=entry`,
    );
    expect(entries.data).toMatchObject([{ register: 'hours', quantity: '20' }]);
    const movements = await costs.get<{ data: { form: string; resources: object }[] }>(
      `/api/v1/registers/hours/movements?keyId=${entries.data[0]?.['row']}`,
    );
    expect(movements.data).toMatchObject([{ form: 'work', resources: { labour: '20.00' } }]);
  });

  test('can be seen before it is kept', async () => {
    const before = await costs.rows('SELECT id FROM costing.run');
    const { status, body } = await costs.post<Run>('/api/v1/costing/runs/preview', costs.order());
    expect(status).toBe(200);
    expect(amountsOf(body)).toEqual(amountsOf(first));
    expect(await costs.rows('SELECT id FROM costing.run')).toEqual(before);
  });

  test('splits what its materials and work cost beyond the standard', async () => {
    const path = `/api/v1/costing/runs/${first.run.id}/variances`;
    const { data } = await costs.get<{ data: Record<string, string>[] }>(path);
    const ofCup = data.filter(({ receiver }) => receiver === cup);
    // 80 cups take 400 of clay at 2.00 and 16 hours at 25.00; they took 500 for 1,000.00, and 20 hours at 30.00.
    expect(ofCup).toMatchObject([
      { kind: 'material', item: clay, standard: '800', total: '200', price: '0', usage: '200' },
      { kind: 'work', standard: '400', total: '200', price: '100', usage: '100' },
    ]);
  });

  test('is finished by whoever comes after a process that stopped half way', async () => {
    const started = await costs.post<Run>('/api/v1/costing/runs', costs.order());
    await costs.engine.get(CostWorker).round();
    const path = `/api/v1/costing/runs/${started.body.run.id}`;
    expect((await costs.get<Run>(path)).run).toMatchObject({ state: 'running', progress: { done: 1 } });
    await Promise.all([costs.workOut(), costs.workOut()]);
    const done = await costs.get<Run>(path);
    expect(done.run.state).toBe('done');
    expect(amountsOf(done)).toEqual(amountsOf(first));
  });
});

describe('two versions', () => {
  test('that differ in their drivers only hand out the same money', async () => {
    const other = await costs.run({ drivers: { rent: 'labour' } });
    const compared = await costs.get<{ sameTotal: boolean; totals: object; drivers: object[] }>(
      `/api/v1/costing/runs/${first.run.id}/comparison?with=${other.run.id}`,
    );
    expect(compared).toMatchObject({ sameTotal: true, totals: { one: '2243.88', other: '2243.88' } });
    expect(compared.drivers).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'rent', receiver: cup, drivers: ['machine', 'labour'] }),
      ]),
    );
  });

  test('services that close in another order hand out otherwise', async () => {
    const other = await costs.run({ order: ['repair', 'power'] });
    expect(other.table.totals['all']).toBe('2243.88');
    expect(other.table.products).not.toEqual(first.table.products);
  });

  test('an old version run again gives its own numbers, though a formula has changed since', async () => {
    await costs.publish('value * 2');
    const changed = await costs.run();
    expect(changed.table.totals['all']).toBe('2743.88');
    const again = await costs.post<Run>(`/api/v1/costing/runs/${first.run.id}/actions/again`);
    expect(again.status).toBe(202);
    await costs.workOut();
    const found = await costs.get<Run>(`/api/v1/costing/runs/${again.body.run.id}`);
    expect(amountsOf(found)).toEqual(amountsOf(first));
    expect(found.run).toMatchObject({ rerunOf: first.run.id, inputHash: first.run.inputHash });
    expect(found.run.formulas).toEqual(first.run.formulas);
    expect(changed.run.formulas['scaled']).not.toBe(first.run.formulas['scaled']);
    await costs.publish('value');
  });

  test('figures of a version are never changed, not even by hand', async () => {
    for (const change of ['UPDATE costing.result SET amount = 0', 'DELETE FROM costing.trace'])
      await expect(costs.engine.database.query(change)).rejects.toThrow();
  });
});

describe('what cannot be run', () => {
  test('a pool without driver is named, in a sentence', async () => {
    await costs.document('expense', { pool: 'rent', amount: '5' }, EARLIER);
    const order = costs.order({}, EARLIER.slice(0, 7));
    const refused = await costs.post<{ errors: object[] }>('/api/v1/costing/runs/preview', order);
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ code: 'no_driver' }] } });
    const { body } = await costs.post<Run>('/api/v1/costing/runs', order);
    await costs.workOut();
    const { run } = await costs.get<Run>(`/api/v1/costing/runs/${body.run.id}`);
    expect(run).toMatchObject({ state: 'failed', issues: [{ code: 'no_driver' }] });
    expect(run.issues[0]?.detail).toContain('rent');
  });

  test('parameters that the allocation does not know are refused with their place', async () => {
    const refused = await costs.post('/api/v1/costing/runs', costs.order({ drivers: { rent: 'steam' } }));
    expect(refused).toMatchObject({ status: 422 });
    expect(refused.text).toContain('unknown_driver');
  });

  test('whoever has no right to costs sees none', async () => {
    const clerk = await costs.engine.keyOf(await costs.engine.createUser('clerk', { roles: ['clerk'] }));
    const { status } = await costs.engine.request('GET', '/api/v1/costing/runs', { key: clerk });
    expect(status).toBe(403);
  });
});

describe('bills of materials', () => {
  const path = (item: string, what: string) =>
    `/api/v1/costing/allocations/month_costs/bills/${item}/${what}`;

  test('give what an item costs, what making it takes, and where it is used', async () => {
    // 45 / 0.9 of clay at 2.00 and two hours at 25.00 make ten.
    expect(await costs.get(path(cup, 'roll-up'))).toMatchObject({
      unit: '15',
      refs: { item: { [cup]: { code: 'cup' } } },
    });
    expect(await costs.get(path(cup, 'explosion?quantity=4'))).toMatchObject({
      lines: [{ item: clay, quantity: '20' }],
    });
    expect(await costs.get(path(clay, 'where-used'))).toMatchObject({ uses: [{ item: cup, level: 1 }] });
  });

  test('count from the day on which they are valid', async () => {
    await costs.made('bill', {
      code: 'B2',
      item: cup,
      lot: '1',
      valid_from: '2031-01-01',
      lines: [{ item: clay, quantity: '1' }],
    });
    expect(await costs.get(path(cup, 'roll-up?on=2030-12-31'))).toMatchObject({ unit: '15' });
    expect(await costs.get(path(cup, 'roll-up?on=2031-01-01'))).toMatchObject({ unit: '2' });
  });

  test('that need each other are refused with the ring', async () => {
    await costs.made('bill', {
      code: 'B3',
      item: clay,
      lot: '1',
      valid_from: '2032-01-01',
      lines: [{ item: cup, quantity: '1' }],
    });
    const refused = await costs.engine.refused('GET', path(cup, 'roll-up?on=2032-01-01'), {
      key: costs.key,
    });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ code: 'bill_cycle' }] } });
  });
});

describe('the official version', () => {
  const official = (run: Run) => costs.post<Run>(`/api/v1/costing/runs/${run.run.id}/actions/make-official`);
  const settled = () =>
    costs.rows('SELECT amount::text, run_version::text FROM data.settlement ORDER BY created_at, id');

  test('trues up provisional receipts with one document, however often it is asked for', async () => {
    await costs.document('receipt', { item: bowl, quantity: '60', amount: '600' });
    await costs.document('receipt', { item: bowl, quantity: '35', amount: '350' });
    await costs.document('take', { item: bowl, quantity: '40' });
    const run = await costs.run();
    const answers = [await official(run), await official(run)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[1]?.body.run).toMatchObject({
      state: 'official',
      progress: { settlements: 1, settled: 1 },
    });
    const due = await costs.rows(`SELECT (${productOf(run, bowl)?.total} - 950)::text AS due`);
    expect(await settled()).toMatchObject([{ amount: due[0]?.['due'] }]);
    const lines = await costs.rows(
      'SELECT sum(amount)::text AS sum, count(*)::int FROM data.settlement__lines',
    );
    expect(lines).toEqual([{ sum: due[0]?.['due'], count: 2 }]);
  });

  test('is settled to its end by somebody else when a process stopped behind a document', async () => {
    await costs.rows('UPDATE costing.settlement SET made_at = NULL');
    const other = await costs.engine.keyOf(
      await costs.engine.createUser('deputy', { roles: ['accountant'] }),
    );
    const [{ id } = {}] = await costs.rows(`SELECT id FROM costing.run WHERE state = 'official'`);
    const path = `/api/v1/costing/runs/${String(id)}/actions/make-official`;
    const answer = await costs.engine.request<Run>('POST', path, { key: other });
    expect(answer).toMatchObject({
      status: 200,
      body: { run: { progress: { settlements: 1, settled: 1 } } },
    });
    expect(await settled()).toHaveLength(1);
  });

  test('capitalises what is left of each receipt, and lets the rest be a cost of what was sold', async () => {
    const [found] = await costs.rows(`
      WITH due AS (SELECT amount AS whole, round(amount * 60 / 95, 2) AS first FROM data.settlement),
      parts AS (SELECT sum(m.r2) AS kept FROM ledger.movement m WHERE m.rule_id = 'true_up'),
      entered AS (
        SELECT jsonb_object_agg(l.role, (CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END)) AS by
          FROM ledger.voucher_line l JOIN ledger.voucher v ON v.id = l.voucher_id WHERE v.rule_id = 'true_up')
      SELECT kept = round(due.first * 55 / 60, 2) + due.whole - due.first AS "capitalised",
             (by->>'held')::numeric = kept AS "held", (by->>'gone')::numeric = due.whole - kept AS "gone",
             (by->>'production')::numeric = -due.whole AS "production"
        FROM due, parts, entered`);
    // Of the 60 that were received 55 are left, of the 35 all of them.
    expect(found).toEqual({ capitalised: true, held: true, gone: true, production: true });
  });

  test('takes the place of the one before, and books the difference to it only', async () => {
    const earlier = await settled();
    const other = await costs.run({ drivers: { rent: 'labour' } });
    expect((await official(other)).status).toBe(200);
    const states = await costs.rows(
      `SELECT state FROM costing.run WHERE state IN ('official', 'superseded')`,
    );
    expect(states.map(({ state }) => state).sort()).toEqual(['official', 'superseded']);
    const booked = await costs.rows('SELECT sum(amount)::text AS sum FROM data.settlement');
    const due = await costs.rows(`SELECT (${productOf(other, bowl)?.total} - 950)::text AS due`);
    expect(booked[0]?.['sum']).toBe(due[0]?.['due']);
    expect(await settled()).toHaveLength(earlier.length + 1);
  });

  test('is one, whoever else wants another at the same time', async () => {
    const wanted = [await costs.run(), await costs.run({ method: 'direct' })];
    const answers = await Promise.all(wanted.map(official));
    // The second comes too late, or takes over from the first once that is settled.
    expect(answers.map(({ status }) => status).filter((status) => status !== 200 && status !== 409)).toEqual(
      [],
    );
    for (const run of wanted) await official(run);
    const found = await costs.rows(`SELECT id FROM costing.run WHERE state = 'official'`);
    expect(found).toHaveLength(1);
    const [{ id } = {}] = found;
    const standing = await costs.get<Run>(`/api/v1/costing/runs/${String(id)}`);
    const [{ exact } = {}] = await costs.rows(
      `SELECT sum(amount) = ${productOf(standing, bowl)?.total} - 950 AS exact FROM data.settlement`,
    );
    expect(exact).toBe(true);
  });

  test('stays as it is once its month is closed', async () => {
    const waiting = await costs.run();
    const { to } = daysOfMonth(MONTH);
    const actor = await costs.engine.createUser('closer');
    await costs.engine.get(LedgerClosing).close({ actor }, { through: to, state: 'closed' });
    const refused = [await costs.post('/api/v1/costing/runs', costs.order()), await official(waiting)];
    expect(refused.map(({ status }) => status)).toEqual([409, 409]);
    expect(refused.map(({ text }) => text.includes('period_not_open'))).toEqual([true, true]);
  });
});
