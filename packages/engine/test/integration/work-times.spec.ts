import { SlowWorks } from '../../src/work-times/slow-work.js';
import { WorkTimes } from '../../src/work-times/work-times.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { anActor } from './reading-records.fixtures.js';
import { publishRequests } from './rules-api.fixtures.js';

/** How long rules and formulas take, as administrators are told. */

let here: TestApp;
let there: TestApp;
let key: string;

/** A stopwatch that is a millisecond further on with every look. */
function ticking() {
  let now = 0;
  return { passed: () => (now += 1), computed: () => 0 };
}

beforeAll(async () => {
  here = await startTestApp({ stopwatch: ticking() });
  await publishRequests(here);
  there = await startTestApp({ urls: here.urls, clock: here.clock, stopwatch: ticking() });
  key = (await anActor(here, 'chief', 'chief')).key;
});

afterAll(async () => {
  await there?.stop();
  await here?.stop();
});

const save = (engine: TestApp, values: object) =>
  engine.request('POST', '/api/v1/forms/request/records', { key, body: values });
const slowest = (engine: TestApp) => engine.get(SlowWorks).slowest(50);
const large = async (engine: TestApp) => (await slowest(engine)).find((work) => work.key === 'large');

test('rules and computed fields are told with their place, what they took and in how many saves', async () => {
  expect((await save(here, { code: 'R1', name: 'Secret name', amount: '6000', cost: '10' })).status).toBe(
    201,
  );
  const works = await slowest(here);
  const rule = works.find((work) => work.key === 'large');
  expect(rule).toMatchObject({ kind: 'rule', form: 'request', title: { en: 'Rule large' }, saves: 1 });
  expect(rule?.maxMs).toBeGreaterThan(0);
  expect(works.find((work) => work.key === 'request.margin')).toMatchObject({
    kind: 'formula',
    form: 'request',
    title: { en: 'Margin' },
    saves: 1,
  });
  expect(JSON.stringify(works)).not.toMatch(/6000|Secret name/);
});

test('what other processes counted is told too, once they have added it', async () => {
  const before = (await large(here))?.saves ?? 0;
  await save(there, { code: 'R2', name: 'b', amount: '10', cost: '1' });
  expect((await large(here))?.saves).toBe(before);
  await there.get(WorkTimes).flush();
  expect((await large(here))?.saves).toBe(before + 1);
});

test('saves that are refused and previews count, for people wait for them as well', async () => {
  const before = (await large(here))?.saves ?? 0;
  expect((await save(here, { code: 'R3', name: 'c', amount: '9500', cost: '1' })).status).toBe(422);
  await here.request('POST', '/api/v1/forms/request/records?preview=true', {
    key,
    body: { code: 'R4', name: 'd', amount: '1', cost: '1' },
  });
  expect((await large(here))?.saves).toBe(before + 2);
});

test('what is older than a week is told no more, and goes', async () => {
  here.clock.advance({ hours: 8 * 24 });
  expect(await large(here)).toBeUndefined();
  await save(here, { code: 'R5', name: 'e', amount: '1', cost: '1' });
  expect((await large(here))?.saves).toBe(1);
  const { rows } = await here.database.query('SELECT DISTINCT day FROM core.work_time');
  expect(rows).toHaveLength(1);
});
