import { deadlocksSeen } from '../support/deadlocks.js';
import { Dice, SEED } from '../support/dice.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { BusyClerk, publishBusyHouse } from './busy-house.fixtures.js';
import type { BusyLine, Deed } from './busy-house.fixtures.js';

const CLIENTS = 32;
const LINES = 5;
/** 40 items at 5 places are 200 keys. */
const ITEMS = Array.from({ length: 40 }, (_, at) => `item ${at}`);
const PLACES = Array.from({ length: 5 }, (_, at) => `place ${at}`);
/** How long they are busy, and the counts are told then. The full minute is for those who have it: `DOUGONG_TEST_SECONDS=60`. */
const LIMIT = process.env['DOUGONG_TEST_SECONDS'];
const SECONDS = Number(LIMIT ?? '4');
const WANTED: readonly Deed[] = [
  ...(['bring', 'bring', 'give', 'give', 'give'] as const),
  ...(['carry', 'carry', 'promise', 'average', 'undo'] as const),
];

let engine: TestApp;
let other: TestApp;
let clerks: readonly [BusyClerk, BusyClerk];

beforeAll(async () => {
  engine = await startTestApp({ settings: { poolSize: 16 } });
  await publishBusyHouse(engine);
  // A second process on the same database, with a queue and a memory of its own.
  other = await startTestApp({ clock: engine.clock, urls: engine.urls, settings: { poolSize: 16 } });
  clerks = [await BusyClerk.signIn(engine, 'ann'), await BusyClerk.signIn(other, 'ben')];
  const lines = ITEMS.flatMap((item) =>
    PLACES.map((place) => ({ item, place, lot: 'lot 0', qty: '50', amount: '333.33' })),
  );
  expect((await clerks[0].make('bring', { lines })).status).toBe(201);
});

afterAll(async () => {
  await other?.stop();
  await engine?.stop();
});

/** Makes one document after another, any of them, with lines in any order, until the time is over. */
class BusyClient {
  readonly told: string[] = [];
  private readonly made: string[] = [];
  private readonly dice: Dice;

  constructor(
    private readonly clerk: BusyClerk,
    private readonly number: number,
  ) {
    this.dice = new Dice(SEED + number);
  }

  async work(until: number): Promise<void> {
    while (Date.now() < until) {
      const deed = this.dice.of(WANTED);
      const { status, body } = await this.clerk.make(deed, this.bodyOf(deed));
      this.told.push(status === 201 ? deed : `${deed} ${status} ${body.code}`);
      if (body.record && deed !== 'undo') this.made.push(body.record.id);
    }
  }

  private bodyOf(deed: Deed): object {
    const original = this.made[this.dice.below(this.made.length)];
    if (deed === 'undo') return { original: original ?? 'nothing' };
    const demand = deed === 'promise' ? { demand: `client ${this.number % 4}` } : {};
    return { ...demand, lines: Array.from({ length: LINES }, () => this.line(deed)) };
  }

  private line(deed: Deed): BusyLine {
    const { dice } = this;
    const [item, place] = [dice.of(ITEMS), dice.of(PLACES)];
    const qty = String(1 + dice.below(deed === 'bring' ? 9 : 6));
    if (deed === 'bring') return { item, place, qty, lot: `lot ${dice.below(3)}`, amount: `${qty}.33` };
    return deed === 'carry' ? { item, place, qty, to: dice.of(PLACES) } : { item, place, qty };
  }
}

/** Who waits too long on a machine that has too much to do is told so, and nothing is left of it. */
const REFUSALS = [
  ...['409 insufficient_balance', '409 layer_consumed', '409 already_reversed', '409 unknown_original'],
  ...['409 used_since', '409 busy', '503 took_too_long'],
];
const isFine = (told: string) => !told.includes(' ') || REFUSALS.some((refusal) => told.endsWith(refusal));

function tally(told: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const each of told.toSorted()) counts[each] = (counts[each] ?? 0) + 1;
  return counts;
}

const WRONG_BOOKS = {
  'a balance that is not the sum of its movements, below zero, or worth something at nothing': `
    SELECT b.key_id FROM ledger.balance b
      LEFT JOIN (SELECT key_id, sum(r1) AS r1, sum(r2) AS r2 FROM ledger.movement GROUP BY key_id) m USING (key_id)
     WHERE b.r1 <> coalesce(m.r1, 0) OR b.r2 <> coalesce(m.r2, 0) OR b.r1 < 0 OR b.r2 < 0 OR (b.r1 = 0 AND b.r2 <> 0)`,
  'layers that are not the balance': `
    SELECT b.key_id FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id AND k.register = 'layers'
      LEFT JOIN (SELECT key_id, sum(quantity) AS quantity, sum(amount) AS amount, min(quantity) AS least
                   FROM ledger.layer GROUP BY key_id) l USING (key_id)
     WHERE b.r1 <> coalesce(l.quantity, 0) OR b.r2 <> coalesce(l.amount, 0) OR l.least < 0`,
  'a movement that does not go on from the one before': `
    SELECT seq FROM (SELECT seq, after1 - r1 - lag(after1, 1, 0) OVER w AS gap1, after2 - r2 - lag(after2, 1, 0) OVER w AS gap2
      FROM ledger.movement WINDOW w AS (PARTITION BY key_id ORDER BY seq)) x WHERE gap1 <> 0 OR gap2 <> 0`,
  'what is held for somebody, and not promised to him, or the other way round': `
    SELECT coalesce(h.item, p.item) FROM
      (SELECT k.s1 AS item, k.s2 AS place, k.s3 AS lot, sum(b.r1) AS qty FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id
        WHERE k.register = 'shelves' AND k.s4 = 'held' GROUP BY 1, 2, 3) h
      FULL JOIN (SELECT k.s2 AS item, k.s3 AS place, k.s4 AS lot, sum(b.r1) AS qty FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id
        WHERE k.register = 'promised' GROUP BY 1, 2, 3) p USING (item, place, lot)
     WHERE coalesce(h.qty, 0) <> coalesce(p.qty, 0)`,
  'what lies there by lot and is not there by layer': `
    SELECT l.item FROM
      (SELECT k.s1 AS item, k.s2 AS place, sum(b.r1) AS qty FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id
        WHERE k.register = 'shelves' GROUP BY 1, 2) s
      FULL JOIN (SELECT k.s1 AS item, k.s2 AS place, b.r1 AS qty FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id
        WHERE k.register = 'layers') l USING (item, place)
     WHERE coalesce(s.qty, 0) <> coalesce(l.qty, 0)`,
};

test(
  `${CLIENTS} clients who bring, give, carry, promise and undo on 200 keys for ${SECONDS} s never wait in a circle`,
  async () => {
    const until = Date.now() + SECONDS * 1000;
    const clients = Array.from(
      { length: CLIENTS },
      (_, at) => new BusyClient(clerks[at % 2] as BusyClerk, at),
    );
    await Promise.all(clients.map((client) => client.work(until)));
    const told = clients.flatMap((client) => client.told);
    if (LIMIT !== undefined) process.stderr.write(`${JSON.stringify(tally(told), null, 2)}\n`);
    expect(told.filter((each) => !isFine(each))).toEqual([]);
    expect(Object.keys(tally(told))).toEqual(expect.arrayContaining([...new Set(WANTED)]));
    for (const [fault, query] of Object.entries(WRONG_BOOKS))
      expect([fault, (await engine.database.query(query)).rows]).toEqual([fault, []]);
    expect(await deadlocksSeen(engine.database)).toBe(0);
  },
  SECONDS * 1000 + 60_000,
);
