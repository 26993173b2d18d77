import { CommandWriter } from '../../src/commands/command-writer.js';
import type { Problem } from '../../src/http/problem.js';
import { aRule, RulesAtWork } from './rules-at-work.fixtures.js';

/** How much later each look at the stopwatch finds it, in milliseconds. */
let step = 0;
let now = 0;
/** Whether the machine works for others all the time. */
let isBusy = false;
let work: RulesAtWork;

const MAX = 2000;
const TABLES = ['data.entry', 'data.log', 'data.item', 'core.outbox'];
const log = (about: string) => [{ type: 'createRecord', form: 'log', values: { about } }];

/** So many rules that each make a record, of which another rule makes one more. */
const rules = (count: number) => [
  ...Array.from({ length: count }, (_, at) => aRule(`note_${at}`, log('"x"'), { priority: 1000 - at })),
  aRule('follow', [{ type: 'createRecord', form: 'item', values: { code: '"y"' } }], { form: 'log' }),
];
const RULES = rules(40);

beforeAll(async () => {
  const stopwatch = { passed: () => (now += step), computed: () => (isBusy ? 0 : now) };
  work = await RulesAtWork.start(RULES, { stopwatch });
});

afterAll(() => work.engine.stop());

beforeEach(() => ([step, isBusy] = [0, false]));

const attempt = async (more = '') => {
  const answer = await work.engine.request<Problem>('POST', `/api/v1/forms/entry/records${more}`, {
    key: work.key,
    body: { qty: '1' },
    headers: { 'accept-language': 'en' },
  });
  return answer;
};
const stored = (table: string) => work.rows(`SELECT FROM ${table}`);

describe('a save whose rules take too long', () => {
  beforeEach(async () => {
    for (const table of TABLES) await work.engine.database.query(`DELETE FROM ${table}`);
  });

  test('is carried out while there is time', async () => {
    step = 1;
    expect(await attempt()).toMatchObject({ status: 201 });
    expect(await stored('data.item')).toHaveLength(40);
  });

  test('is refused with the chain and the rules that took longest, and nothing is stored', async () => {
    step = 40;
    const answer = await attempt();
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'invalid', errors: [{ code: 'out_of_time' }] },
    });
    const [{ detail, params }] = answer.body.errors as [Problem['errors'][number]];
    expect(params).toMatchObject({ max: MAX, rules: { length: 3 } });
    expect(params['milliseconds']).toBeGreaterThan(MAX);
    expect(detail).toMatch(
      /^Rules and formulas took \d+ ms, and a save may take 2000 ms; nothing was saved\. Longest: .+ Set off by: note_\d+ \(entry .+\)/,
    );
    for (const table of TABLES) expect(await stored(table)).toEqual([]);
  });

  test('is carried out when it only waited for a machine that others keep busy', async () => {
    [step, isBusy] = [40, true];
    expect(await attempt()).toMatchObject({ status: 201 });
  });

  test('is refused as a preview, too', async () => {
    step = 40;
    expect((await attempt('?preview=true')).body.errors).toMatchObject([{ code: 'out_of_time' }]);
  });

  test('stands in the audit as refused, once, and not for a preview', async () => {
    const entries = await work.rows(
      `SELECT action, outcome, form, code FROM core.audit_entry WHERE code = 'out_of_time'`,
    );
    expect(entries).toEqual([{ action: 'create', outcome: 'refused', form: 'entry', code: 'out_of_time' }]);
  });
});

describe('the stopwatch of the machine', () => {
  test('stops rules that are slow in truth', async () => {
    // What was computed is told to within some milliseconds, so it must be more than that.
    const hasty = await RulesAtWork.start(rules(400), { settings: { saveBudgetMs: 1 } });
    const answer = await hasty.create('entry', { qty: '1' });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ code: 'out_of_time' }] } });
    expect(await hasty.rows('SELECT FROM data.log')).toEqual([]);
    await hasty.engine.stop();
  });
});

describe('trying a rule out', () => {
  test('ends where a save would', async () => {
    const tried = () =>
      work.engine.request<Problem>('POST', '/api/v1/rules/dry-run', {
        key: work.key,
        body: { rule: 'note_1', record: { qty: '1' } },
      });
    expect((await tried()).status).toBe(200);
    step = 100;
    expect(await tried()).toMatchObject({ status: 422, body: { errors: [{ code: 'out_of_time' }] } });
  });
});

describe('what a save asks of the database', () => {
  test('may take as long as its rules, beside the waiting for a lock; others may take longer', async () => {
    const limits: unknown[] = [];
    const limitOf = async (session: { query: (text: string) => Promise<{ rows: unknown[] }> }) =>
      limits.push((await session.query('SHOW statement_timeout')).rows[0]);
    const id = await work.made('entry', { qty: '1' });
    const writer = work.engine.get(CommandWriter);
    const write = writer.write.bind(writer);
    const spy = jest.spyOn(writer, 'write').mockImplementation(async (session, ...rest) => {
      await limitOf(session);
      return write(session, ...rest);
    });
    expect((await work.act(id, 'post')).status).toBe(200);
    spy.mockRestore();
    await Promise.all(
      Array.from({ length: 8 }, () => work.engine.database.withSession((session) => limitOf(session))),
    );
    expect(limits).toEqual([{ statement_timeout: '7s' }, ...Array(8).fill({ statement_timeout: '30s' })]);
  });
});
