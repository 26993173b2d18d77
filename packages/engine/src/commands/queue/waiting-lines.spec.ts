import { LineIsFull, WaitingLines } from './waiting-lines.js';
import type { LineBounds } from './waiting-lines.js';

type Answers = readonly Promise<string>[];

/** Serves when it is told to, and remembers who was served together. */
class Counter {
  readonly served: string[][] = [];
  private open: (() => void)[] = [];

  readonly serve = async (jobs: readonly string[]): Promise<Answers> => {
    this.served.push([...jobs]);
    await new Promise<void>((resolve) => this.open.push(resolve));
    return jobs.map((job) => this.answer(job));
  };

  /** Lets whoever is being served go. */
  async next(): Promise<void> {
    this.open.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }

  private async answer(job: string): Promise<string> {
    if (job.startsWith('bad')) throw new Error(job);
    return `${job} done`;
  }
}

function lines(bounds: LineBounds = { together: 3, waiting: 5, parts: 2 }) {
  const counter = new Counter();
  return { counter, queue: new WaitingLines(counter.serve, bounds) };
}

const X = { name: 'x', atOnce: 1 };

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

test('those who come at once are served together, one half while the other half is made ready', async () => {
  const { counter, queue } = lines();
  const answers = ['a', 'b', 'c', 'd'].map((job) => queue.enter(X, job));
  await nextTurn();
  expect(counter.served).toEqual([['a', 'b']]);
  await counter.next();
  expect(counter.served).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  await counter.next();
  expect(await Promise.all(answers)).toEqual(['a done', 'b done', 'c done', 'd done']);
});

test('those who come at once are served all together where nothing is to be made ready meanwhile', async () => {
  const { counter, queue } = lines({ together: 3, waiting: 5 });
  const answers = ['a', 'b', 'c', 'd'].map((job) => queue.enter(X, job));
  await nextTurn();
  await counter.next();
  await counter.next();
  expect(counter.served).toEqual([['a', 'b', 'c'], ['d']]);
  await Promise.all(answers);
});

test('whoever comes while others are served waits for them', async () => {
  const { counter, queue } = lines();
  const first = queue.enter(X, 'a');
  await nextTurn();
  const second = queue.enter(X, 'b');
  expect(counter.served).toEqual([['a']]);
  await counter.next();
  await counter.next();
  expect(await Promise.all([first, second])).toEqual(['a done', 'b done']);
  expect(counter.served).toEqual([['a'], ['b']]);
});

test('no more are served together than the bound says, in the order in which they came', async () => {
  const { counter, queue } = lines({ together: 3, waiting: 8, parts: 2 });
  const answers = [...'abcdefgh'].map((job) => queue.enter(X, job));
  await nextTurn();
  for (let round = 0; round < 3; round += 1) await counter.next();
  await Promise.all(answers);
  expect(counter.served).toEqual([
    ['a', 'b', 'c'],
    ['d', 'e', 'f'],
    ['g', 'h'],
  ]);
});

test('where two groups are served at a time, the second one does not wait for the first', async () => {
  const { counter, queue } = lines();
  const place = { name: 'x', atOnce: 2 };
  const answers = ['a', 'b', 'c', 'd', 'e'].map((job) => queue.enter(place, job));
  await nextTurn();
  expect(counter.served).toEqual([
    ['a', 'b', 'c'],
    ['d', 'e'],
  ]);
  const late = ['f', 'g'].map((job) => queue.enter(place, job));
  await nextTurn();
  expect(counter.served).toHaveLength(2);
  await counter.next();
  expect(counter.served.at(-1)).toEqual(['f', 'g']);
  await counter.next();
  await counter.next();
  expect(await Promise.all([...answers, ...late])).toEqual([...'abcdefg'].map((job) => `${job} done`));
});

test('lines of different names do not wait for each other', async () => {
  const { counter, queue } = lines();
  void queue.enter(X, 'a');
  void queue.enter({ name: 'y', atOnce: 1 }, 'b');
  await nextTurn();
  expect(counter.served).toEqual([['a'], ['b']]);
});

test('one that fails does not harm the others', async () => {
  const { counter, queue } = lines();
  const answers = Promise.allSettled(['a', 'bad', 'c'].map((job) => queue.enter(X, job)));
  await nextTurn();
  await counter.next();
  await counter.next();
  expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('when serving fails all who were served hear of it, and the next ones are served', async () => {
  let calls = 0;
  const queue = new WaitingLines<string, string>(
    async (jobs) => {
      calls += 1;
      if (calls === 1) throw new Error('the database is gone');
      return jobs.map((job) => Promise.resolve(job));
    },
    { together: 3, waiting: 5, parts: 2 },
  );
  const answers = await Promise.allSettled([queue.enter(X, 'a'), queue.enter(X, 'b')]);
  expect(answers).toEqual([
    { status: 'rejected', reason: new Error('the database is gone') },
    { status: 'fulfilled', value: 'b' },
  ]);
});

test('one whose answer takes long holds up nobody behind it', async () => {
  const served: string[] = [];
  const queue = new WaitingLines<string, string>(
    async (jobs) => {
      served.push(...jobs);
      return jobs.map((job) => (job === 'slow' ? new Promise(() => undefined) : Promise.resolve(job)));
    },
    { together: 3, waiting: 5, parts: 2 },
  );
  void queue.enter(X, 'slow');
  expect(await queue.enter(X, 'quick')).toBe('quick');
  expect(served).toEqual(['slow', 'quick']);
});

test('a line that is full takes nobody more', async () => {
  const { counter, queue } = lines({ together: 3, waiting: 1, parts: 2 });
  const first = queue.enter(X, 'a');
  await nextTurn();
  const second = queue.enter(X, 'b');
  await expect(queue.enter(X, 'c')).rejects.toBeInstanceOf(LineIsFull);
  await counter.next();
  await counter.next();
  expect(await Promise.all([first, second])).toEqual(['a done', 'b done']);
});

test('a line that has emptied serves the next one again', async () => {
  const { counter, queue } = lines();
  const first = queue.enter(X, 'a');
  await nextTurn();
  await counter.next();
  await first;
  void queue.enter(X, 'b');
  await nextTurn();
  expect(counter.served).toEqual([['a'], ['b']]);
});
