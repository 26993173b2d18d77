import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PublishRuns } from '../../src/releases/tables/publish-runs.js';
import { PublishUpkeep } from '../../src/releases/tables/publish-upkeep.js';
import {
  aForm,
  CHIEF,
  decimal,
  fillRows,
  lines,
  publish,
  rowsOf,
  standing,
  text,
} from '../integration/publish-tables.fixtures.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';

/** Engines that publish are killed at every step; whoever comes next finds the release before or the release after. */

const BEFORE = [
  aForm('stone', { weight: text({ 'x-index': true }), place: text(), rows: lines({ qty: text() }) }),
];
/** What is removed keeps its column, so each round adds fields and a form of its own. */
const after = (round: string) => [
  aForm('stone', {
    weight: decimal(1, { 'x-index': true }),
    place: text({ 'x-index': true }),
    [`colour_${round}`]: text(),
    [`origin_${round}`]: text({ format: 'uuid', 'x-reference': { form: `quarry_${round}` } }),
    rows: lines({ qty: decimal(0) }),
  }),
  aForm(`quarry_${round}`, { code: text({ 'x-unique': true }) }),
];
const ROWS = 3000;

let engine: TestApp;
let round = 0;

beforeAll(async () => {
  engine = await startTestApp();
  await engine.createUser('chief', { roles: ['chief'] });
  await publish(engine, BEFORE);
  await fillRows(engine, 'stone', { weight: `n || '.5'` }, ROWS);
});

afterAll(async () => {
  await engine?.stop();
});

/** Publishes in a process of its own, which is killed when it comes to a step. */
async function publishAndDie(forms: readonly object[], dieAt: string): Promise<void> {
  const order = { urls: engine.urls, definitions: [...forms, CHIEF], base: await inForce(), dieAt };
  const child = spawn(process.execPath, [join(__dirname, 'publish-and-die.mjs')], {
    env: { ...process.env, DOUGONG_PUBLISH_AND_DIE: JSON.stringify(order) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const signal = await new Promise((resolve) => child.once('close', (_, by) => resolve(by)));
  if (signal !== 'SIGKILL') throw new Error(`the publish was not killed at "${dieAt}"\n${complaints}`);
}

const inForce = async () =>
  (await rowsOf<{ number: number }>(engine, 'SELECT number FROM core.current_release'))[0]?.number;

const tables = async (round: string) =>
  Promise.all(['stone', 'stone__rows', `quarry_${round}`].map((table) => standing(engine, table)));

/** The tables are those of the release after: everything that it wants stands, and nothing that only its making needed. */
async function expectAfter(round: string): Promise<void> {
  const [stone = [], rows = [], quarry = []] = await tables(round);
  expect(stone).toEqual(
    expect.arrayContaining([
      'column weight numeric',
      `column colour_${round} text`,
      'index stone_weight_ix',
      'index stone_place_ix',
      `index stone_origin_${round}_ix`,
    ]),
  );
  expect(rows).toContain('column qty numeric');
  expect(quarry).toContain(`index quarry_${round}_code_uq`);
  expect([...stone, ...rows].filter((name) => /new_|old_/.test(name))).toEqual([]);
  expect(await rowsOf(engine, 'SELECT FROM pg_index WHERE NOT indisvalid')).toEqual([]);
  expect(await rowsOf(engine, 'SELECT FROM pg_constraint WHERE NOT convalidated')).toEqual([]);
  expect(await rowsOf(engine, 'SELECT FROM core.publish_run WHERE ended_at IS NULL')).toEqual([]);
}

const SUM = `SELECT count(*)::int AS rows, sum(weight::numeric)::text AS sum FROM data.stone`;

/** Where it dies, and whether the new release is in force then. */
const DEATHS = [
  ['prepare create_table', false],
  ['prepare add_column', false],
  ['prepare add_shadow', false],
  ['prepare fill_shadow stone 0', false],
  ['prepare fill_shadow stone 3', false],
  ['prepare add_key', false],
  ['prepare check_key', false],
  ['prepare build_index stone', false],
  ['switch', false],
  ['in switch', false],
  ['finish', true],
  ['done', true],
] as const;

describe.each([
  ['is cleared up behind by the next engine that starts', true],
  ['is gone on with, or cleared up behind, by the next publish', false],
])('a publish that is killed %s', (_, clearUp) => {
  test.each(DEATHS)(
    'at "%s": the release in force is one or the other, and its tables fit',
    async (dieAt, switched) => {
      round += 1;
      const name = `r${round}`;
      const [release, before, sum] = [(await inForce()) ?? 0, await tables(name), await rowsOf(engine, SUM)];
      await publishAndDie(after(name), dieAt);
      expect(await inForce()).toBe(switched ? release + 1 : release);
      if (clearUp) {
        await engine.get(PublishUpkeep).round();
        expect((await engine.get(PublishRuns).list(1))[0]?.phase).toBe(switched ? 'done' : 'failed');
        if (switched) await expectAfter(name);
        else expect(await tables(name)).toEqual(before);
      }
      await publish(
        engine,
        switched ? [...after(name), aForm(`more_${round}`, { code: text() })] : after(name),
      );
      await expectAfter(name);
      await publish(engine, BEFORE);
      expect(await rowsOf(engine, SUM)).toEqual(sum);
    },
  );
});
