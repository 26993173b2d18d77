import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { compileRegister } from '@dougong/kernel/registers';
import type { CompiledRegister } from '@dougong/kernel/registers';
import { dataSourceOptions } from '../../src/database/data-source.js';
import { Database } from '../../src/database/database.js';
import { migrate } from '../../src/database/migrate.js';
import { foldMonthTotals } from '../../src/registers/totals/fold-month-totals.js';
import type { FigureQuestion } from '../../src/registers/views/ledger-figures.js';
import { LedgerFigures } from '../../src/registers/views/ledger-figures.js';
import type { FigureRow } from '../../src/registers/views/figure-statement.js';
import { Dice, SEED } from '../support/dice.js';
import { postRaw } from '../support/raw-ledger.js';
import type { RawMovement } from '../support/raw-ledger.js';
import { TEST_DAY } from '../support/test-clock.js';
import { createTestDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

/** Every reading of the past is the plain sum of the movements, whatever the totals have seen of them. */

const named = (text: string) => ({ 'zh-CN': text, en: text });

function register(key: string): CompiledRegister {
  const compiled = compileRegister({
    kind: 'register',
    format: 1,
    key,
    title: named(key),
    type: 'balance',
    dimensions: [
      { id: 'item', title: named('item'), type: 'text', required: true },
      { id: 'place', title: named('place'), type: 'text', required: false },
    ],
    resources: [
      { id: 'qty', title: named('qty'), scale: 0, role: 'quantity' },
      { id: 'amount', title: named('amount'), scale: 2, role: 'amount' },
    ],
    negative: 'allow',
    valuation: 'none',
    balance: 'split',
  });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  return compiled.value;
}

const ITEMS = ['a', 'b', 'c', 'd'];
const PLACES = ['', 'p', null];

/** Days of six months around the day of the tests. */
function someDay(dice: Dice): string {
  const date = new Date(`${TEST_DAY.slice(0, 7)}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() - 2 + dice.below(6));
  date.setUTCDate(1 + dice.below(28));
  return date.toISOString().slice(0, 10);
}

interface Written extends RawMovement {
  readonly day: string;
  readonly recordId: string;
}

let home: TestDatabase;
let source: DataSource;
let database: Database;

beforeAll(async () => {
  home = await createTestDatabase();
  source = await new DataSource(dataSourceOptions(home.urls.appUrl, 12)).initialize();
  database = new Database(source);
});

afterAll(async () => {
  await source?.destroy();
  await home?.drop();
});

const fold = () => database.transaction(foldMonthTotals);

async function foldAll(): Promise<void> {
  while (await fold());
}

/**
 * Folds until everything is in the totals. A transaction that is open anywhere on the server, also of another test's database, holds
 * back what was posted after it began: so this waits for it to end.
 */
async function foldEverything(): Promise<void> {
  for (await foldAll(); (await unseen()) !== '0'; await foldAll()) await sleep(20);
}

async function unseen(): Promise<string | undefined> {
  const { rows } = await database.query<{ n: string }>(
    'SELECT count(*)::text AS n FROM ledger.posting p, ledger.month_mark k WHERE p.xid >= k.xid AND p.id > k.floor_id',
  );
  return rows[0]?.n;
}

/** A register whose movements are also known here. */
class Told {
  readonly written: Written[] = [];
  readonly register: CompiledRegister;
  readonly figures = new LedgerFigures(database);

  constructor(
    key: string,
    private readonly dice: Dice,
  ) {
    this.register = register(key);
  }

  /** Posts a document; `meanwhile` happens before its transaction ends. */
  async post(
    options: { meanwhile?: () => Promise<unknown>; fails?: boolean; xid?: string } = {},
  ): Promise<void> {
    const day = someDay(this.dice);
    const recordId = crypto.randomUUID();
    const movements = Array.from({ length: 1 + this.dice.below(4) }, () => this.movement());
    const { xid } = options;
    const posting = { register: this.register.key, day, movements, recordId, shard: this.dice.below(3), xid };
    try {
      await database.transaction(async (session) => {
        await postRaw(session, posting);
        await options.meanwhile?.();
        if (options.fails) throw new Error('fails as the test wants it');
      });
      this.written.push(...movements.map((movement) => ({ ...movement, day, recordId })));
    } catch (error) {
      if (!options.fails) throw error;
    }
  }

  private movement(): RawMovement {
    const direction = this.dice.of([1, 1, -1] as const);
    // Red entries come in with less than nothing.
    const quantity = this.dice.below(9) === 0 ? -3 : 1 + this.dice.below(20);
    return {
      key: [this.dice.of(ITEMS), this.dice.of(PLACES)],
      direction,
      quantity: direction * quantity,
      amount: (direction * this.dice.below(10_000)) / 100,
    };
  }

  /** All pages one after the other; every row once. */
  async read(question: FigureQuestion, limit = 1 + this.dice.below(7)): Promise<readonly FigureRow[]> {
    const rows: FigureRow[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.figures.page(this.register, { ...question, limit, cursor });
      expect(page.data.length).toBeLessThanOrEqual(limit);
      rows.push(...page.data);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return rows;
  }

  /** What the plain sums say, by what rows are told apart. */
  expected(question: FigureQuestion): ReadonlyMap<string, Sums> {
    const { days, by = 'none', group = ['item', 'place'] } = question;
    if (days === 'now') throw new Error('the present is no past');
    const from = 'at' in days ? undefined : days.from;
    const to = 'at' in days ? days.at : days.to;
    const sums = new Map<string, Sums>();
    const rows = new Map<string, Map<string, Sums>>();
    const until = [...this.written]
      .filter(({ day }) => day <= to)
      .toSorted((a, b) => (a.day < b.day ? -1 : 1));
    for (const movement of until) {
      const name = nameOf(group, movement.key);
      const own = rows.get(name) ?? new Map<string, Sums>();
      rows.set(name, own);
      const before = from === undefined || movement.day < from;
      const bucket = by === 'none' ? '' : before ? undefined : bucketOf(by, movement);
      add(own, bucket ?? 'before', movement, before);
    }
    for (const [name, own] of rows) {
      let held = own.get('before') ?? (by === 'none' ? undefined : ZERO);
      for (const [bucket, sum] of [...own]
        .filter(([each]) => each !== 'before')
        .toSorted(([a], [b]) => (a < b ? -1 : 1))) {
        const start = by === 'none' ? sum.opening : (held ?? ZERO).closing;
        const closing = start.map((part, at) => part + (sum.in[at] ?? 0) - (sum.out[at] ?? 0));
        held = { ...sum, opening: start, closing };
        if (by !== 'none' || [sum.opening, sum.in, sum.out].some((each) => each.some((part) => part !== 0)))
          sums.set(`${name}${bucket}`, held);
      }
    }
    return sums;
  }

  async check(question: FigureQuestion): Promise<void> {
    const rows = await this.read(question);
    const told = rows.map((row) => [rowName(question, row), sumsOf(row)] as const);
    expect(new Map(told)).toEqual(this.expected(question));
    expect(told).toHaveLength(new Set(told.map(([name]) => name)).size);
    expect(await this.figures.all(this.register, question)).toEqual(rows);
  }
}

type Parts = readonly number[];

interface Sums {
  readonly opening: Parts;
  readonly in: Parts;
  readonly out: Parts;
  readonly closing: Parts;
}

const NOTHING = { qty: '0', amount: '0' };
const ZERO: Sums = { opening: [0, 0], in: [0, 0], out: [0, 0], closing: [0, 0] };

/** Hundredths, so that sums are whole numbers. */
const hundredths = (movement: RawMovement): Parts => [
  movement.quantity * 100,
  Math.round(movement.amount * 100),
];

function add(rows: Map<string, Sums>, bucket: string, movement: RawMovement, before: boolean): void {
  const sum = rows.get(bucket) ?? ZERO;
  const moved = hundredths(movement);
  const plus = (parts: Parts, sign: number) => parts.map((part, at) => part + sign * (moved[at] ?? 0));
  const side = before ? 'opening' : movement.direction === 1 ? 'in' : 'out';
  const changed = { ...sum, [side]: plus(sum[side], side === 'out' ? -1 : 1) };
  rows.set(bucket, { ...changed, closing: plus(sum.closing, 1) });
}

function nameOf(group: readonly string[], key: RawMovement['key']): string {
  return JSON.stringify(group.map((dimension) => key[['item', 'place'].indexOf(dimension)]));
}

function bucketOf(by: string, { day, recordId }: Written): string {
  if (by === 'month') return `${day.slice(0, 7)}-01`;
  return by === 'day' ? day : `${day}${recordId}`;
}

function rowName({ group = ['item', 'place'] }: FigureQuestion, row: FigureRow): string {
  const key = JSON.stringify(group.map((dimension) => row.key[dimension]));
  return `${key}${row.day ?? ''}${row.document?.recordId ?? ''}`;
}

function sumsOf(row: FigureRow): Sums {
  const parts = (named: Readonly<Record<string, string>>) =>
    ['qty', 'amount'].map((resource) => Math.round(Number(named[resource]) * 100));
  const { opening = row.closing, in: came = NOTHING, out = NOTHING } = row.moved ?? {};
  return { opening: parts(opening), in: parts(came), out: parts(out), closing: parts(row.closing) };
}

async function checkEverything(told: Told, dice: Dice): Promise<void> {
  const [one, other] = [someDay(dice), someDay(dice)].toSorted();
  const days = { from: one ?? '', to: other ?? '' };
  const group = dice.of([undefined, ['item'], ['place'], ['place', 'item'], []]);
  await told.check({ days: { at: someDay(dice) }, group });
  await told.check({ days: { at: '9999-12-30' } });
  for (const by of ['none', 'day', 'month', 'document'] as const) await told.check({ days, by, group });
}

describe('whatever is posted and whenever the totals are built', () => {
  test.each([SEED, SEED + 1, SEED + 2])(
    'every figure is the plain sum of the movements (seed %i)',
    async (seed) => {
      const dice = new Dice(seed);
      const told = new Told(`past_${seed}`, dice);
      for (let round = 0; round < 12; round += 1) {
        for (let document = 0; document < 8; document += 1) {
          const meanwhile = dice.of([undefined, undefined, fold, () => Promise.all([fold(), fold()])]);
          await told.post({ fails: dice.below(8) === 0, ...(meanwhile ? { meanwhile } : {}) });
        }
        if (dice.below(4) === 0) await database.query('SELECT ledger.drop_month_totals($1)', [someDay(dice)]);
        await dice.of([fold, foldAll, () => Promise.all([fold(), fold(), fold()])])();
        await checkEverything(told, dice);
      }
      await foldEverything();
      await checkEverything(told, dice);
    },
  );

  test('writers and workers at once leave totals that are the sums of what was posted', async () => {
    const dice = new Dice(SEED);
    const told = new Told('past_at_once', dice);
    const work = Array.from({ length: 60 }, (_, at) =>
      at % 4 === 3 ? fold() : told.post({ fails: at % 11 === 0 }),
    );
    await Promise.all(work);
    await checkEverything(told, dice);
    await foldEverything();
    await checkEverything(told, dice);
    const { rows } = await database.query(
      `SELECT t.key_id, t.month FROM ledger.month_total t LEFT JOIN (
         SELECT key_id, period, sum(r1) FILTER (WHERE direction = 1) AS came, -sum(r1) FILTER (WHERE direction = -1) AS went
           FROM ledger.movement GROUP BY key_id, period) m ON m.key_id = t.key_id AND m.period = t.month
        WHERE (t.in1, t.out1) IS DISTINCT FROM (coalesce(m.came, 0), coalesce(m.went, 0))`,
    );
    expect(rows).toEqual([]);
  });

  test('a copy on another server begins its totals anew, and what it holds is counted once', async () => {
    const dice = new Dice(SEED);
    const told = new Told('past_restored', dice);
    // The numbers of transactions are those of a server that has run for long.
    for (let document = 0; document < 10; document += 1) await told.post({ xid: '900000000' });
    await database.query(`UPDATE ledger.month_mark SET cluster = 0, xid = '800000000'`);
    await migrate(home.urls);
    expect(await unseen()).toBe('0');
    await checkEverything(told, dice);
    for (let document = 0; document < 5; document += 1) await told.post();
    await checkEverything(told, dice);
    await foldAll();
    await checkEverything(told, dice);
  });
});
