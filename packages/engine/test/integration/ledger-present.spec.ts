import { DataSource } from 'typeorm';
import pg from 'pg';
import { Decimal, fixedText } from '@dougong/kernel/foundation';
import { compileRegister } from '@dougong/kernel/registers';
import type { CompiledRegister } from '@dougong/kernel/registers';
import { dataSourceOptions } from '../../src/database/data-source.js';
import { Database } from '../../src/database/database.js';
import { Ageing } from '../../src/registers/views/ageing.js';
import type { AgedRow, AgeingQuestion } from '../../src/registers/views/ageing.js';
import { Available } from '../../src/registers/views/available.js';
import type { AvailableQuestion, AvailableRow, AvailableTerm } from '../../src/registers/views/available.js';
import { Expiry } from '../../src/registers/views/expiry.js';
import { dayAfter } from '../../src/registers/views/iso-days.js';
import { Dice, SEED } from '../support/dice.js';
import { keyOf, postRaw } from '../support/raw-ledger.js';
import type { RawMovement } from '../support/raw-ledger.js';
import { TEST_DAY } from '../support/test-clock.js';
import { createTestDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

/** What is held now, told by age, as what can be promised and by its last day, is the plain sum of what was posted. */

const named = (text: string) => ({ 'zh-CN': text, en: text });
const BALANCES = ['locked', 'split', 'deferred'] as const;
const PLACES = ['p', 'q', null];
const LOTS = Array.from({ length: 6 }, (_, at) => `00000000-0000-4000-8000-00000000000${at}`);
const BACK_DAYS = 75;

interface Kind {
  readonly balance?: (typeof BALANCES)[number];
  readonly valuation?: 'fifo';
}

function register(key: string, { balance = 'locked', valuation }: Kind = {}): CompiledRegister {
  const compiled = compileRegister({
    kind: 'register',
    format: 1,
    key,
    title: named(key),
    type: 'balance',
    dimensions: [
      { id: 'lot', title: named('lot'), type: 'text', required: true },
      { id: 'place', title: named('place'), type: 'text', required: false },
    ],
    resources: [
      { id: 'qty', title: named('qty'), scale: 0, role: 'quantity' },
      { id: 'amount', title: named('amount'), scale: 2, role: 'amount' },
    ],
    negative: 'allow',
    valuation: valuation ?? 'none',
    balance,
  });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  return compiled.value;
}

type Key = RawMovement['key'];

interface Written extends RawMovement {
  readonly day: string;
  readonly isReversal: boolean;
  isReversed: boolean;
}

interface Held {
  readonly key: Key;
  readonly qty: Decimal;
  readonly amount: Decimal;
  readonly movements: readonly Written[];
}

let home: TestDatabase;
let source: DataSource;
let database: Database;
let owner: pg.Client;

beforeAll(async () => {
  home = await createTestDatabase();
  source = await new DataSource(dataSourceOptions(home.urls.appUrl, 4)).initialize();
  database = new Database(source);
  owner = new pg.Client({ connectionString: home.urls.ownerUrl });
  await owner.connect();
  await owner.query(
    'CREATE TABLE data.some_lot (id uuid PRIMARY KEY, good date); GRANT SELECT ON data.some_lot TO PUBLIC',
  );
});

afterAll(async () => {
  await source?.destroy();
  await owner?.end();
  await home?.drop();
});

const sum = (parts: readonly Decimal[]) => parts.reduce((total, part) => total.plus(part), new Decimal(0));
const isSomething = ({ qty, amount }: Pick<Held, 'qty' | 'amount'>) => !qty.isZero() || !amount.isZero();

/** A register with random movements that are also known here. */
class Told {
  readonly written: Written[] = [];
  readonly register: CompiledRegister;

  constructor(
    name: string,
    private readonly dice: Dice,
    kind: Kind = { balance: dice.of(BALANCES) },
  ) {
    this.register = register(name, kind);
  }

  async fill(postings: number): Promise<void> {
    for (let at = 0; at < postings; at += 1) {
      const movements = Array.from({ length: 1 + this.dice.below(3) }, () => this.movement());
      const { id, rows } = await this.post(movements, false);
      if (this.dice.below(5) === 0) await this.reverse(id, rows);
    }
  }

  private async reverse(original: string, rows: readonly Written[]): Promise<void> {
    const mirrored = rows.map((row): RawMovement => ({
      ...{ key: row.key, direction: row.direction === 1 ? -1 : 1 },
      ...{ quantity: -row.quantity, amount: -row.amount },
    }));
    const { id } = await this.post(mirrored, true);
    await database.query('INSERT INTO ledger.reversal (posting_id, reversed_by) VALUES ($1, $2)', [
      original,
      id,
    ]);
    for (const row of rows) row.isReversed = true;
  }

  private async post(movements: readonly RawMovement[], isReversal: boolean) {
    const day = dayAfter(TEST_DAY, -this.dice.below(BACK_DAYS));
    const { balance } = this.register.definition;
    const shard = balance === 'split' ? this.dice.below(8) : 0;
    const isUnfolded = balance === 'deferred' && this.dice.below(2) === 0;
    const kind = isReversal ? 'reverse' : 'post';
    const id = await database.transaction((session) =>
      postRaw(session, { register: this.register.key, day, movements, kind, shard, isUnfolded }),
    );
    const rows = movements.map((movement) => ({ ...movement, day, isReversal, isReversed: false }));
    this.written.push(...rows);
    return { id, rows };
  }

  private movement(): RawMovement {
    const direction = this.dice.of([1, 1, -1] as const);
    return {
      key: [this.dice.of(LOTS), this.dice.of(PLACES)],
      direction,
      quantity: direction * (1 + this.dice.below(20)),
      amount: (direction * this.dice.below(10_000)) / 100,
    };
  }

  /** What each key holds, and the movements behind it. */
  held(): readonly Held[] {
    const byKey = new Map<string, Written[]>();
    for (const movement of this.written) {
      const name = JSON.stringify(movement.key);
      byKey.set(name, [...(byKey.get(name) ?? []), movement]);
    }
    return [...byKey].map(([key, movements]) => ({
      key: JSON.parse(key) as Key,
      qty: sum(movements.map(({ quantity }) => new Decimal(quantity))),
      amount: sum(movements.map(({ amount }) => new Decimal(amount))),
      movements,
    }));
  }

  id(key: Key): Promise<string> {
    return database.withSession((session) => keyOf(session, this.register.key, key));
  }
}

/** All pages one after the other. */
async function allOf<Row>(
  page: (more: {
    limit: number;
    cursor?: string | undefined;
  }) => Promise<{ data: readonly Row[]; nextCursor?: string }>,
  limit: number,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const { data, nextCursor } = await page({ limit, cursor });
    rows.push(...data);
    cursor = nextCursor;
  } while (cursor !== undefined);
  return rows;
}

const texts = ({ qty, amount }: Pick<Held, 'qty' | 'amount'>) => ({
  qty: fixedText(qty, 0),
  amount: fixedText(amount, 2),
});

describe('the age of what is held', () => {
  const asked = (dice: Dice): AgeingQuestion => {
    const first = dice.below(20);
    const ages = [first, first + 1 + dice.below(30), first + 40].slice(0, 1 + dice.below(3));
    return { on: TEST_DAY, ages };
  };

  /** What is at most so old of a key without layers: the latest receipts, the money in proportion. */
  function received({ qty, amount, movements }: Held, since: string): Pick<Held, 'qty' | 'amount'> {
    if (qty.lte(0)) return { qty, amount };
    const came = movements.filter(
      ({ day, quantity, isReversal, isReversed }) =>
        day >= since && quantity > 0 && !isReversal && !isReversed,
    );
    const young = Decimal.min(qty, sum(came.map(({ quantity }) => new Decimal(quantity))));
    return { qty: young, amount: amount.mul(young).div(qty).toDecimalPlaces(2, Decimal.ROUND_HALF_UP) };
  }

  function partsOf(held: Held, { on, ages }: AgeingQuestion, young = received) {
    const upTo = [...ages.map((age) => young(held, dayAfter(on, -age))), held];
    return upTo.map(({ qty, amount }, at) => {
      const before = upTo[at - 1];
      return texts({ qty: qty.minus(before?.qty ?? 0), amount: amount.minus(before?.amount ?? 0) });
    });
  }

  const readAll = (told: Told, question: AgeingQuestion, dice: Dice) =>
    allOf((more) => new Ageing(database).page(told.register, { ...question, ...more }), 1 + dice.below(6));

  function expectPartsToAddUp(rows: readonly AgedRow[]): void {
    for (const { resources, parts } of rows)
      for (const resource of ['qty', 'amount'] as const)
        expect([resource, sum(parts.map((part) => new Decimal(part[resource] ?? 0))).toString()]).toEqual([
          resource,
          new Decimal(resources[resource] ?? 0).toString(),
        ]);
  }

  test.each([SEED, SEED + 1, SEED + 2, SEED + 3])(
    'adds up to the balance, each part being what came in within its days (seed %i)',
    async (seed) => {
      const dice = new Dice(seed);
      const told = new Told(`aged_${seed}`, dice);
      for (let round = 0; round < 4; round += 1) {
        await told.fill(12);
        const question = asked(dice);
        const rows = await readAll(told, question, dice);
        const expected = told
          .held()
          .filter(isSomething)
          .map((held) => [held.key, texts(held), partsOf(held, question)]);
        expect(
          new Set(rows.map((row) => [[row.key['lot'], row.key['place']], row.resources, row.parts])),
        ).toEqual(new Set(expected));
        expect(rows).toHaveLength(expected.length);
        expectPartsToAddUp(rows);
        expectPartsToAddUp(
          await readAll(told, { ...question, group: dice.of([['lot'], ['place'], []]) }, dice),
        );
      }
    },
  );

  test.each([SEED, SEED + 1])('of pools is that of their layers, and adds up (seed %i)', async (seed) => {
    const dice = new Dice(seed);
    const told = new Told(`layered_${seed}`, dice, { valuation: 'fifo' });
    await told.fill(20);
    const layers = new Map<string, { day: string; qty: Decimal; amount: Decimal }[]>();
    for (const { key } of told.held())
      for (let at = 0; at < dice.below(4); at += 1) {
        const layer = {
          day: dayAfter(TEST_DAY, -dice.below(BACK_DAYS)),
          qty: new Decimal(1 + dice.below(9)),
          amount: new Decimal(dice.below(9999)).div(100),
        };
        const name = JSON.stringify(key);
        layers.set(name, [...(layers.get(name) ?? []), layer]);
        await database.query(
          `INSERT INTO ledger.layer (key_id, source_seq, acquired, ord, received, quantity, amount, open)
           VALUES ($1, 1, $2, $3, $4, $4, $5, true)`,
          [await told.id(key), layer.day, at, layer.qty.toString(), layer.amount.toString()],
        );
      }
    /** What is missing in a pool counts as young. */
    const young = ({ key, qty, amount }: Held, since: string) => {
      const old = (layers.get(JSON.stringify(key)) ?? []).filter(({ day }) => day < since);
      return {
        qty: qty.minus(sum(old.map((layer) => layer.qty))),
        amount: amount.minus(sum(old.map((layer) => layer.amount))),
      };
    };
    const question = asked(dice);
    const rows = await readAll(told, question, dice);
    const expected = told.held().filter(isSomething);
    expect(new Set(rows.map((row) => [[row.key['lot'], row.key['place']], row.parts]))).toEqual(
      new Set(expected.map((held) => [held.key, partsOf(held, question, young)])),
    );
    expectPartsToAddUp(rows);
  });
});

describe('what can be promised', () => {
  test.each([SEED, SEED + 1, SEED + 2, SEED + 3])(
    'is the sum of its terms, and each term the sum of its movements (seed %i)',
    async (seed) => {
      const dice = new Dice(seed);
      const tolds = ['held', 'promised', 'coming'].map((name) => new Told(`${name}_${seed}`, dice));
      for (const told of tolds) await told.fill(15);
      const terms = tolds.map((told, at) => ({
        register: told.register,
        quantity: told.register.resources[0] as CompiledRegister['resources'][number],
        sign: at === 0 ? ('plus' as const) : dice.of(['plus', 'minus'] as const),
        filter: dice.of<AvailableTerm['filter']>([{}, { place: 'p' }, { place: null }]),
      }));
      for (const dimensions of [['lot'], ['place'], ['lot', 'place'], []]) {
        const question: AvailableQuestion = { terms, dimensions };
        const rows = await allOf(
          (more) => new Available(database).page({ ...question, ...more }),
          1 + dice.below(6),
        );
        expect(new Map(rows.map((row) => [keyText(row, dimensions), termsOf(row)]))).toEqual(
          promised(tolds, question),
        );
        for (const row of rows) expectToBeTheSumOfItsTerms(row);
      }
    },
  );

  const keyText = ({ key }: AvailableRow, dimensions: readonly string[]) =>
    JSON.stringify(dimensions.map((dimension) => key[dimension]));
  const termsOf = ({ terms }: AvailableRow) => terms.map(({ quantity }) => quantity);

  /** The plain sums of every term, by key; nothing where all terms are nothing. */
  function promised(tolds: readonly Told[], { terms, dimensions }: AvailableQuestion) {
    const sums = new Map<string, Decimal[]>();
    tolds.forEach((told, at) => {
      for (const { key, qty } of told.held()) {
        const [lot, place] = key;
        const { filter } = terms[at] ?? { filter: {} };
        if ('place' in filter && filter['place'] !== place) continue;
        const own: Readonly<Record<string, unknown>> = { lot, place };
        const name = JSON.stringify(dimensions.map((dimension) => own[dimension]));
        const row = sums.get(name) ?? tolds.map(() => new Decimal(0));
        sums.set(name, row.with(at, (row[at] ?? new Decimal(0)).plus(qty)));
      }
    });
    const shown = [...sums].filter(([, row]) => row.some((quantity) => !quantity.isZero()));
    return new Map(shown.map(([name, row]) => [name, row.map((quantity) => fixedText(quantity, 0))]));
  }

  function expectToBeTheSumOfItsTerms({ available, terms }: AvailableRow): void {
    const signed = terms.map(({ sign, quantity }) => new Decimal(quantity).mul(sign === 'minus' ? -1 : 1));
    expect(available).toBe(fixedText(sum(signed), 0));
  }
});

describe('what expires', () => {
  test.each([SEED, SEED + 1, SEED + 2])(
    'is every balance with a last day so near, once, the first to expire first (seed %i)',
    async (seed) => {
      const dice = new Dice(seed);
      const told = new Told(`expiring_${seed}`, dice);
      await told.fill(25);
      const lastDays = new Map(LOTS.map((lot) => [lot, lastDay(dice)]));
      for (const [lot, good] of lastDays)
        await owner.query(
          'INSERT INTO data.some_lot VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET good = excluded.good',
          [lot, good],
        );
      const withinDays = dice.below(30);
      const [dimension] = told.register.dimensions;
      if (!dimension) throw new Error('a register has dimensions');
      const question = { dimension, table: 'data.some_lot', field: 'good', on: TEST_DAY, withinDays };
      const rows = await allOf(
        (more) => new Expiry(database).page(told.register, { ...question, ...more }),
        1 + dice.below(6),
      );
      const expected = told.held().flatMap((held) => {
        const good = lastDays.get(String(held.key[0])) ?? null;
        const isNear = good !== null && good <= dayAfter(TEST_DAY, withinDays);
        return isNear && isSomething(held) ? [[held.key, good, texts(held)] as const] : [];
      });
      const said = rows.map((row) => [[row.key['lot'], row.key['place']], row.lastDay, row.resources]);
      expect(said).toHaveLength(expected.length);
      expect(new Set(said)).toEqual(new Set(expected));
      expect(rows.map((row) => row.lastDay)).toEqual(rows.map((row) => row.lastDay).toSorted());
      for (const row of rows) expect(dayAfter(TEST_DAY, row.daysLeft)).toBe(row.lastDay);
    },
  );

  const lastDay = (dice: Dice) => (dice.below(5) === 0 ? null : dayAfter(TEST_DAY, dice.below(60) - 20));
});
