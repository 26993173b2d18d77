#!/usr/bin/env node
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startGenerator } from '../load/generator.mjs';
import { measuredLoad } from '../measure/slices.mjs';
import { median } from '../measure/statistics.mjs';
import { startBareRoutes } from '../stage/ceiling.mjs';
import { startDatabase } from '../stage/database.mjs';
import { say, Upkeep } from '../stage/upkeep.mjs';
import { installTemplate, makeKey, startEngine } from '../stage/engine.mjs';
import { figures, rate } from '../measure/summary.mjs';
import { printGrowth, printPublishes } from './report.mjs';
import { publishUnderWriters } from './publishing.mjs';
import { growTo, middleOf, recordOf, someRows } from './rows.mjs';
import { LOGIN, WIDTHS, writeTemplate } from './template.mjs';

/**
 * `npm run bench:growth`: lists, deep pages, get, update and create beside bare routes on the same rows, from 1,000 to 1,000,000 rows
 * and from 12 to 200 fields; then what writers notice of publishes that add and retype fields of the largest table.
 */

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000,20000,100000,1000000' },
    'wide-rows': { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '3' },
    concurrency: { type: 'string', default: '16' },
    'only-publishes': { type: 'boolean', default: false },
  },
});

const CEILING = new URL('ceiling.mjs', import.meta.url);
const COUNTS = { list: 100, deep: 100, get: 300, update: 150, create: 150 };
const CATEGORY = 'c7';
const NARROW = WIDTHS[0];

const upkeep = new Upkeep();
const whole = (text) => Number.parseInt(text, 10);

async function main() {
  const database = upkeep.keep(await startDatabase());
  const template = await mkdtemp(join(tmpdir(), 'dougong-growth-'));
  upkeep.atEnd(() => rm(template, { recursive: true, force: true }));
  await writeTemplate(template);
  say('installing the forms');
  await installTemplate(database, template);
  const { id: user, key } = await makeKey(database.owner, LOGIN);
  const engine = upkeep.keep(await startEngine(database));
  const { rows: releases } = await database.owner.query('SELECT number FROM core.current_release');
  const ceiling = upkeep.keep(
    await startBareRoutes(database, CEILING, { user, release: releases[0].number }),
  );
  const stage = { database, generator: upkeep.keep(startGenerator()), engine, ceiling, key };

  const sizes = options.rows.split(',').map(whole);
  const largest = sizes.at(-1);
  const points = options['only-publishes'] ? [] : await measuredPoints(stage, sizes, user);
  await growTo(database, NARROW, largest, user);
  printGrowth(points);

  const publishes = [];
  for (const each of PUBLISHES) {
    say(`publishing: ${each.name}, ${largest} rows`);
    publishes.push(await publishUnderWriters(database, engine, key, { width: NARROW, ...each }));
  }
  printPublishes(publishes, largest);
  await mkdir(new URL('../output/', import.meta.url), { recursive: true });
  await writeFile(
    new URL('../output/growth.json', import.meta.url),
    `${JSON.stringify({ at: new Date().toISOString(), options, points, publishes }, null, 2)}\n`,
  );
  return [
    ...points.flatMap(errorsOf),
    ...publishes.flatMap(({ name, meanwhile }) =>
      meanwhile.errors > 0 ? [`${name}: ${meanwhile.errors} errors, first ${meanwhile.firstError}`] : [],
    ),
  ];
}

async function measuredPoints(stage, sizes, user) {
  const points = [];
  for (const rows of sizes) points.push(await measuredPoint(stage, { width: NARROW, rows, user }));
  const rows = whole(options['wide-rows']);
  for (const width of WIDTHS.slice(1)) points.push(await measuredPoint(stage, { width, rows, user }));
  return points;
}

const title = { 'zh-CN': 'Added', en: 'Added' };
const ADDED = { added: { type: 'string', 'x-title': title, 'x-index': true } };
const PUBLISHES = [
  { name: 'add a field with an index', changes: ADDED },
  {
    name: 'retype text to decimal',
    changes: { ...ADDED, size: { type: 'string', format: 'decimal', 'x-scale': 2, 'x-title': title } },
  },
];

async function measuredPoint(stage, { width, rows, user }) {
  say(`${rows} rows of ${width} fields`);
  await growTo(stage.database, width, rows, user);
  const contestants = [
    { name: 'engine', server: stage.engine, request: engineRequests(stage.key, width) },
    { name: 'ceiling', server: stage.ceiling, request: ceilingRequests(width) },
  ];
  const samples = [];
  for (let round = 0; round <= whole(options.rounds); round += 1) {
    for (const operation of Object.keys(COUNTS)) {
      const ordered = round % 2 === 0 ? contestants : [...contestants].reverse();
      for (const contestant of ordered) {
        const sample = await slice(stage, contestant, operation, width, round);
        // The first round warms up.
        if (round > 0) samples.push({ ...sample, operation, contestant: contestant.name, round });
      }
    }
  }
  return { width, rows, operations: Object.keys(COUNTS).map((operation) => summary(operation, samples)) };
}

async function slice(stage, { server, request }, operation, width, round) {
  const subjects = await subjectsOf(stage, operation, width, round);
  const job = {
    requests: subjects.map(request[operation]),
    concurrency: whole(options.concurrency),
    keep: false,
  };
  return (await measuredLoad(stage, server, job)).sample;
}

async function subjectsOf({ database, engine, key }, operation, width, round) {
  const count = COUNTS[operation];
  if (operation === 'create')
    return Array.from({ length: count }, (_, n) => recordOf(width, round * count + n));
  if (operation === 'get' || operation === 'update') return someRows(database, width, count);
  const middle =
    operation === 'deep'
      ? {
          ...(await middleOf(database, width, CATEGORY)),
          cursor: await cursorAt(database, engine, key, width),
        }
      : {};
  return Array.from({ length: count }, () => middle);
}

/** A cursor as the engine gives them, moved to the middle of the list. */
async function cursorAt(database, { port }, key, width) {
  const answer = await fetch(`http://127.0.0.1:${port}${listPath(width)}&limit=1`, {
    headers: { authorization: `Bearer ${key}` },
  });
  const { nextCursor } = await answer.json();
  const [fingerprint] = JSON.parse(Buffer.from(nextCursor, 'base64url').toString());
  const { due, id } = await middleOf(database, width, CATEGORY);
  return Buffer.from(JSON.stringify([fingerprint, due, id])).toString('base64url');
}

function listPath(width) {
  return `/api/v1/forms/grow_${width}/records?list=all&filter[category]=${CATEGORY}&sort=-due`;
}

function engineRequests(key, width) {
  const records = `/api/v1/forms/grow_${width}/records`;
  return {
    list: () => ({ key, path: `${listPath(width)}&limit=50` }),
    deep: ({ cursor }) => ({ key, path: `${listPath(width)}&limit=50&cursor=${cursor}` }),
    get: ({ id }) => ({ key, path: `${records}/${id}` }),
    update: ({ id, version }) => ({
      key,
      path: `${records}/${id}`,
      method: 'PATCH',
      headers: { 'if-match': `"${version}"` },
      body: { amount: '77.50', note: 'changed' },
    }),
    create: (record) => ({ key, path: records, body: record }),
  };
}

function ceilingRequests(width) {
  const to = (name) => (body) => ({ path: `/${name}`, body: { width, ...body } });
  return {
    list: () => to('list')({ category: CATEGORY }),
    deep: ({ due, id }) => to('deep')({ category: CATEGORY, due, id }),
    get: ({ id }) => to('get')({ id }),
    update: ({ id }) => to('update')({ id, amount: '77.50', note: 'changed' }),
    create: (record) => to('create')({ record }),
  };
}

function summary(operation, samples) {
  const of = (contestant) =>
    samples.filter((each) => each.operation === operation && each.contestant === contestant);
  const [ones, others] = [of('engine'), of('ceiling')];
  const ratios = ones.map((one) => rate(one) / rate(others.find(({ round }) => round === one.round)));
  return { operation, engine: figures(ones), ceiling: figures(others), ratio: median(ratios) };
}

function errorsOf({ width, rows, operations }) {
  return operations.flatMap(({ operation, engine, ceiling }) =>
    [engine, ceiling].flatMap(({ errors, firstError }) =>
      errors > 0
        ? [`${operation}, ${rows} rows of ${width} fields: ${errors} errors, first ${firstError}`]
        : [],
    ),
  );
}

await upkeep.run(main);
