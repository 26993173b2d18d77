import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';

const AT_ONCE = 8;
const ROUNDS = 10;
const NUMBERS = 200;

let engine: TestApp;

beforeAll(async () => {
  engine = await startTestApp({ settings: { poolSize: AT_ONCE } });
});

afterAll(async () => engine?.stop());

async function draw(): Promise<readonly bigint[]> {
  const { rows } = await engine.database.query<{ seq: string }>(
    'SELECT seq::text FROM ledger.draw_movements($1::integer) seq',
    [NUMBERS],
  );
  return rows.map(({ seq }) => BigInt(seq));
}

test('numbers for layers that documents draw at once stand together, so that the documents have an order', async () => {
  const drawn: (readonly bigint[])[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    drawn.push(...(await Promise.all(Array.from({ length: AT_ONCE }, draw))));
  const inOrder = drawn.toSorted((one, other) => Number((one[0] ?? 0n) - (other[0] ?? 0n)));
  const all = inOrder.flat();
  expect(all).toEqual(all.toSorted((one, other) => Number(one - other)));
  expect(new Set(all).size).toBe(AT_ONCE * ROUNDS * NUMBERS);
});

test('whoever has drawn numbers keeps nobody waiting until he commits', async () => {
  await engine.database.transaction(async (session) => {
    await session.query('SELECT ledger.draw_movements(3)');
    await expect(draw()).resolves.toHaveLength(NUMBERS);
  });
});
