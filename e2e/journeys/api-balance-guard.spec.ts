import { done, refusal } from '../support/api-client.js';
import type { ApiAnswer, ApiClient } from '../support/api-client.js';
import { EngineProcess } from '../support/engine.js';
import type { EngineDatabase } from '../support/engine-database.js';
import { DIFFERENCES, StocktakeJob, taskOn } from '../support/stocktake-job.js';
import type { WaitingDifference } from '../support/stocktake-job.js';

let engine: EngineProcess;
let job: StocktakeJob;
let database: EngineDatabase;
let waiting: WaitingDifference;
let posted: WaitingDifference;

beforeAll(async () => {
  engine = await EngineProcess.start();
  job = await StocktakeJob.open(engine);
  database = await engine.database();
  waiting = await job.waitingForDirector('WH-1', { 'SB-0004': '1', 'BZ-0201': '1' });
  posted = await job.waitingDifference('WH-3', { 'SB-0001': '-1' });
  done(await job.supervisor.post(`/tasks/${posted.task}/actions/approve`));
});

afterAll(async () => {
  await database?.close();
  await engine?.dispose();
});

/** Everybody who has some right over the document, the administrator with every right included. */
const people = () => [job.keeper, job.supervisor, job.director, job.accountant, job.admin];

async function changesNothing(attempt: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
  const before = await database.fingerprint();
  const answer = await attempt();
  expect(await database.fingerprint()).toEqual(before);
  return answer;
}

async function currentVersion(id: string) {
  const { record } = done(await job.admin.get(`${DIFFERENCES}/${id}`));
  return { 'if-match': `"${record.version}"` };
}

async function expectAudited(person: ApiClient, entry: Record<string, unknown>): Promise<void> {
  const [last] = await database.refusedAttempts(1);
  expect(last).toMatchObject({ login: person.login, ...entry });
}

describe('a document in approval', () => {
  test('cannot be given its last state by a change, and the attempt is in the audit', async () => {
    for (const person of [job.keeper, job.admin]) {
      const seen = await currentVersion(waiting.difference);
      const answer = await changesNothing(() =>
        person.patch(`${DIFFERENCES}/${waiting.difference}`, { status: 'posted' }, seen),
      );
      expect(refusal(answer)).toMatchObject({
        status: 403,
        code: 'outside_flow',
        faults: ['#/status outside_flow'],
      });
      await expectAudited(person, { code: 'outside_flow', action: 'update', record_id: waiting.difference });
    }
  });

  const STEPS = [
    'posted',
    'post',
    'approve',
    'adjust',
    'done',
    'confirm',
    'director',
    'constructor',
    '__proto__',
    'stock_adjustment',
  ];

  test.each(STEPS)(
    'cannot be taken to the step "%s" past the flow by anybody, and each attempt is in the audit',
    async (step) => {
      for (const person of people()) {
        const answer = await changesNothing(() =>
          person.post(`${DIFFERENCES}/${waiting.difference}/actions/${step}`, {}),
        );
        expect([person.login, answer.status]).toEqual([person.login, 403]);
        await expectAudited(person, { action: `act:${step}`, record_id: waiting.difference });
      }
    },
  );

  test('cannot be submitted a second time while its flow runs', async () => {
    const answer = await changesNothing(() =>
      job.keeper.post(`${DIFFERENCES}/${waiting.difference}/actions/submit`),
    );
    expect(answer.status).toBe(409);
  });

  test('has no field that can be changed meanwhile', async () => {
    const seen = await currentVersion(waiting.difference);
    for (const values of [{ explanation: 'x' }, { gross_difference: '1.00' }, { lines: { delete: [] } }]) {
      const answer = await changesNothing(() =>
        job.keeper.patch(`${DIFFERENCES}/${waiting.difference}`, values, seen),
      );
      expect([409, 422]).toContain(answer.status);
    }
  });

  test('cannot be approved by somebody whose task it is not, and the attempt is in the audit', async () => {
    for (const person of people().filter(({ login }) => login !== job.director.login)) {
      for (const action of ['approve', 'reject', 'submit', 'complete', 'read']) {
        const answer = await changesNothing(() =>
          person.post(`/tasks/${waiting.task}/actions/${action}`, { comment: 'x' }),
        );
        expect(refusal(answer)).toMatchObject({ status: 403, code: 'not_yours' });
        await expectAudited(person, {
          code: 'not_yours',
          action: `answer:${action}`,
          record_id: waiting.difference,
        });
      }
    }
  });

  test('does not let its approver change values with the approval', async () => {
    for (const record of [
      { gross_difference: '1.00' },
      { status: 'posted' },
      { explanation: 'x' },
      { lines: { upsert: [{ qty: '1' }] } },
    ]) {
      const answer = await changesNothing(() =>
        job.director.post(`/tasks/${waiting.task}/actions/approve`, { record }),
      );
      expect([403, 409, 422]).toContain(answer.status);
    }
  });

  test('takes only the answers that its task has', async () => {
    for (const action of ['submit', 'complete', 'read', 'posted', 'toString']) {
      const answer = await changesNothing(() =>
        job.director.post(`/tasks/${waiting.task}/actions/${action}`),
      );
      expect([action, answer.status >= 403 && answer.status <= 422]).toEqual([action, true]);
    }
  });

  test('is not deleted', async () => {
    const seen = await currentVersion(waiting.difference);
    for (const person of people()) {
      const answer = await changesNothing(() => person.delete(`${DIFFERENCES}/${waiting.difference}`, seen));
      expect([403, 409]).toContain(answer.status);
    }
  });

  test('can still be approved by the one person whose task it is', async () => {
    const task = await taskOn(job.director, `${DIFFERENCES}/${waiting.difference}`);
    expect(done(await job.director.post(`/tasks/${task}/actions/approve`)).record.status).toBe('posted');
  });
});

describe('a posted document', () => {
  test('is neither changed nor deleted nor posted again', async () => {
    const path = `${DIFFERENCES}/${posted.difference}`;
    const seen = await currentVersion(posted.difference);
    for (const person of people()) {
      const attempts = [
        () => person.patch(path, { explanation: 'x' }, seen),
        () => person.patch(path, { status: 'draft' }, seen),
        () => person.delete(path, seen),
        () => person.post(`${path}/actions/submit`),
        () => person.post(`${path}/actions/posted`),
        () => person.post(`/tasks/${posted.task}/actions/approve`),
      ];
      for (const attempt of attempts) expect([403, 409]).toContain((await changesNothing(attempt)).status);
    }
  });
});

describe('values that the platform owns', () => {
  const OWNED = [
    ['the number', { no: 'PC-1' }, '#/no'],
    ['the version', { version: 99 }, '#/version'],
    ['the author', { created_by: '00000000-0000-4000-8000-000000000000' }, '#/created_by'],
    ['a sum', { gross_difference: '0.01' }, '#/gross_difference'],
    ['the count it comes from', { stocktake: null }, '#/stocktake'],
  ] as const;

  test.each(OWNED)('%s of a draft cannot be written', async (_name, values, pointer) => {
    const count = await job.approvedCount('WH-2', { 'YL-0003': '1' });
    const path = `${DIFFERENCES}/${String(count['difference'])}`;
    const seen = await currentVersion(String(count['difference']));
    const answer = await changesNothing(() => job.crew('WH-2').keeper.patch(path, values, seen));
    expect(refusal(answer)).toMatchObject({ status: 422, type: 'application/problem+json' });
    expect(answer.body.errors.map((fault) => fault.pointer)).toEqual([pointer]);
  });

  test('the book quantity, the cost and the item of a counted line cannot be written', async () => {
    const record = await job.openCount('WH-2');
    const line = job.lineOf(record, 'YL-0003');
    for (const [field, value] of Object.entries({
      book_qty: '1',
      unit_cost: '9',
      item: job.item('YL-0008'),
      diff_amount: '1',
    })) {
      const patch = { lines: { upsert: [{ id: line.id, [field]: value }] } };
      const answer = await changesNothing(() =>
        job.crew('WH-2').keeper.patch(`/forms/stocktake/records/${record.id}`, patch, {
          'if-match': `"${record.version}"`,
        }),
      );
      expect(answer.status).toBe(422);
      expect(answer.body.errors[0]?.pointer).toMatch(new RegExp(`${field}$`));
    }
  });

  test('the lines of a snapshot can be neither added nor taken away', async () => {
    const record = await job.openCount('WH-2');
    const line = job.lineOf(record, 'YL-0003');
    for (const lines of [{ upsert: [{ counted_qty: '1' }] }, { delete: [line.id] }]) {
      const answer = await changesNothing(() =>
        job
          .crew('WH-2')
          .keeper.patch(
            `/forms/stocktake/records/${record.id}`,
            { lines },
            { 'if-match': `"${record.version}"` },
          ),
      );
      expect(answer.status).toBe(422);
    }
  });

  test('a difference document cannot be made by hand with lines of its own', async () => {
    const made = await changesNothing(() => job.keeper.post(DIFFERENCES, { title: 'mine' }));
    expect(refusal(made)).toMatchObject({ status: 403, code: 'no_right' });
    const lines = [{ item: job.item('SB-0001'), book_qty: '0', counted_qty: '9', unit_cost: '1' }];
    const byAdmin = await changesNothing(() =>
      job.admin.post(DIFFERENCES, { warehouse: job.warehouse('WH-1'), lines }),
    );
    expect(byAdmin.status).toBe(422);
    const inState = await changesNothing(() => job.admin.post(DIFFERENCES, { status: 'posted' }));
    expect([403, 422]).toContain(inState.status);
  });
});

describe('the registers', () => {
  const PATHS = [
    '/registers/stock',
    '/registers/stock/balances',
    '/registers/stock/movements',
    '/registers/stock_value/balances/1',
    '/registers/stock_value/movements/1',
    '/registers/stock/turnovers',
    '/vouchers',
    '/vouchers/1',
    '/audit',
  ];

  test.each(PATHS)('%s takes no writes from anybody', async (path) => {
    for (const person of [job.keeper, job.accountant, job.admin]) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        const answer = await changesNothing(() => person.send(method, path, JSON.stringify({ qty: '1' })));
        expect([method, [404, 405].includes(answer.status)]).toEqual([method, true]);
        expect(answer.headers.get('content-type')).toContain('application/problem+json');
      }
    }
  });

  test('are no forms either', async () => {
    for (const form of [
      'stock',
      'stock_value',
      'movement',
      'balance',
      'ledger.balance',
      'constructor',
      '__proto__',
    ]) {
      const answer = await changesNothing(() => job.admin.post(`/forms/${form}/records`, { qty: '1' }));
      expect([form, answer.status]).toEqual([form, 404]);
    }
  });

  test('cannot be written by the role that the application uses, except through new movements', async () => {
    const app = await database.another();
    await app.rows('SET ROLE dougong_app');
    const statements = [
      'UPDATE ledger.movement SET r1 = 0',
      'DELETE FROM ledger.movement',
      'TRUNCATE ledger.movement',
      'UPDATE ledger.posting SET rule_key = NULL',
      'UPDATE ledger.voucher SET total = 0',
      'UPDATE ledger.voucher_line SET amount = 0',
      'DELETE FROM ledger.balance',
      'UPDATE core.audit_entry SET code = NULL',
      'DELETE FROM core.audit_entry',
      'UPDATE core.flow_event SET payload = NULL',
      'ALTER TABLE ledger.movement DISABLE TRIGGER ALL',
    ];
    for (const statement of statements) {
      const code = await app.rows(statement).then(
        () => 'done',
        (error: { code?: string }) => error.code,
      );
      expect([statement, code]).toEqual([statement, '42501']);
    }
    await app.close();
  });

  test('are in the end exactly what their movements add up to', async () => {
    expect(await database.brokenBalances()).toEqual([]);
    expect(await database.unbalancedVouchers()).toEqual([]);
  });
});
