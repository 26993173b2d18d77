import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { Clerk, publishEntries } from './entries.fixtures.js';

const AT_ONCE = 100;

let engine: TestApp;
let other: TestApp;

beforeAll(async () => {
  engine = await startTestApp();
  await publishEntries(engine);
  other = await startTestApp({ urls: engine.urls });
});

afterAll(async () => {
  await other?.stop();
  await engine?.stop();
});

test(`${AT_ONCE} documents that are made at once, the first of their year among them, have numbers of their own`, async () => {
  const clerks = [await Clerk.signIn(engine, 'ann'), await Clerk.signIn(other, 'ben')];
  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, (_, at) =>
      (clerks[at % 2] as Clerk).create('in', [{ item: 'x', qty: '1' }]),
    ),
  );
  expect(answers.filter(({ status }) => status !== 201).map(({ text }) => text)).toEqual([]);
  const numbers = answers.map(({ body }) => body.record.no);
  expect(new Set(numbers).size).toBe(AT_ONCE);
  for (const number of numbers) expect(number).toMatch(/^E-\d{4}-\d{5}$/);
});
