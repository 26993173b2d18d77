import type { CompiledRelease, Needs } from '@dougong/kernel/commands';
import { noUsage } from '../../database/sql-session.js';
import type { Database } from '../../database/database.js';
import type { Asker, FactStore, ReadNeeds } from '../fact-store.js';
import { SharedReading } from './shared-reading.js';

const RELEASE = { number: 7 } as CompiledRelease;
const READ = { release: 7, directory: 'd', replay: null, fills: new Map(), found: new Map() };

/** Answers every question, with numbers that rise; remembers what was asked in one trip. */
class World {
  readonly asked: Needs[] = [];
  private drawn = 0;
  /** What was answered before, by key. */
  readonly replays: { principal: string; key: string; hash: string; status: number; answer: unknown }[] = [];
  failing = false;
  isCut = false;

  readonly facts = {
    needs: async (_session: unknown, _release: unknown, needs: Needs, _asker: Asker): Promise<ReadNeeds> => {
      this.asked.push(needs);
      await new Promise((resolve) => setImmediate(resolve));
      if (this.isCut) throw Object.assign(new Error('write EPIPE'), { code: 'EPIPE', syscall: 'write' });
      if (this.failing && (needs.references ?? []).length > 1) throw new Error('refused');
      const draw = (count: number) => Array.from({ length: count }, () => (this.drawn += 1));
      return {
        ...READ,
        references: new Map((needs.references ?? []).map(({ form, id }) => [`${form}/${id}`, { id }])),
        numbers: new Map(
          Object.entries(needs.numbers ?? {}).map(([name, count]) => [name, draw(count)] as const),
        ),
      };
    },
  };

  readonly session = { prepared: async () => ({ rows: this.replays }) };
  readonly database = { withSession: (work: (session: unknown) => Promise<unknown>) => work(this.session) };
  readonly reading = new SharedReading(
    this.database as unknown as Database,
    this.facts as unknown as FactStore,
  );

  ask(id: string, more: { key?: string; needs?: Needs } = {}): Promise<ReadNeeds> {
    const needs = { references: [{ form: 'item', id }], numbers: { 'no-': 1 }, ...more.needs };
    const asker = { subject: 'ann', key: more.key ?? null };
    return this.reading.read({ release: RELEASE, needs, asker, usage: noUsage() });
  }
}

test('what is asked for at the same time is read together, each thing once', async () => {
  const world = new World();
  await Promise.all(['a', 'b', 'a', 'c', 'c', 'c'].map((id) => world.ask(id)));
  expect(world.asked).toEqual([
    {
      references: [
        { form: 'item', id: 'a' },
        { form: 'item', id: 'b' },
        { form: 'item', id: 'c' },
      ],
      numbers: { 'no-': 6 },
    },
  ]);
});

test('each is given what he asked for, and a number of his own', async () => {
  const world = new World();
  const read = await Promise.all(['a', 'b', 'c', 'b'].map((id) => world.ask(id)));
  expect(read.map(({ references }) => [...references.keys()])).toEqual([
    ['item/a'],
    ['item/b'],
    ['item/c'],
    ['item/b'],
  ]);
  expect(read.map(({ numbers }) => numbers.get('no-'))).toEqual([[1], [2], [3], [4]]);
});

test('an answer that was given before goes to whoever sent its key', async () => {
  const world = new World();
  world.replays.push({ principal: 'ann', key: 'twice', hash: 'h', status: 201, answer: { id: '1' } });
  const read = await Promise.all([
    world.ask('a', { key: 'once' }),
    world.ask('b', { key: 'twice' }),
    world.ask('c'),
  ]);
  expect(read.map(({ replay }) => replay)).toEqual([
    null,
    { hash: 'h', status: 201, answer: { id: '1' } },
    null,
  ]);
});

test('when reading together fails each is read by itself', async () => {
  const world = new World();
  world.failing = true;
  const read = await Promise.all(['a', 'b', 'c'].map((id) => world.ask(id)));
  expect(read.map(({ references }) => [...references.keys()])).toEqual([['item/a'], ['item/b'], ['item/c']]);
});

test('when the connection breaks nobody is asked for once more', async () => {
  const world = new World();
  world.isCut = true;
  const read = await Promise.allSettled(['a', 'b', 'a', 'b'].map((id) => world.ask(id)));
  expect(read.map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
  expect(world.asked).toHaveLength(1);
});

test('who wants lines filled from balances asks alone', async () => {
  const world = new World();
  const fills = [{ key: 'f', register: 'holdings', where: {}, joins: [] }];
  await Promise.all([world.ask('a'), world.ask('b', { needs: { fills } }), world.ask('c')]);
  expect(world.asked.map(({ references }) => references?.map(({ id }) => id))).toEqual([['b'], ['a', 'c']]);
});
