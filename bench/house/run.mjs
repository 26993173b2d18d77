#!/usr/bin/env node
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { startDatabase } from '../stage/database.mjs';
import { installTemplate, startEngine } from '../stage/engine.mjs';
import { say, Upkeep } from '../stage/upkeep.mjs';
import { letClientsAsk } from './clients.mjs';
import { openHouse } from './house.mjs';
import { reportHouse } from './report.mjs';
import { watchHouse } from './watch.mjs';

/**
 * `npm run bench:house`: a full house. Clients do what people do all day with the demo, all at the same time: lists, pages, searches, new
 * documents, changes, submissions, approvals, exports. Every answer that is neither success nor a refusal that was meant fails the run.
 */
const { values: options } = parseArgs({
  options: {
    clients: { type: 'string', default: '64' },
    seconds: { type: 'string', default: '60' },
  },
});
const wish = {
  clients: Number.parseInt(options.clients, 10),
  seconds: Number.parseInt(options.seconds, 10),
};
const TEMPLATE = fileURLToPath(new URL('../../templates/trade', import.meta.url));
const OUTPUT = fileURLToPath(new URL('../output/', import.meta.url));

const upkeep = new Upkeep();
await upkeep.run(async () => {
  if (!(wish.clients > 0 && wish.seconds > 0)) return ['--clients and --seconds are whole numbers above 0'];
  const database = upkeep.keep(await startDatabase());
  say('installing the demo');
  await installTemplate(database, TEMPLATE);
  const server = upkeep.keep(await startEngine(database));
  const house = await openHouse(database.owner, server);
  say(`${wish.clients} clients for ${wish.seconds} s`);
  const watch = watchHouse(server.pid, database.postmaster);
  const done = await letClientsAsk(house, server, wish);
  const report = reportHouse({ ...wish, ...done, ...watch.stop() });
  mkdirSync(OUTPUT, { recursive: true });
  writeFileSync(`${OUTPUT}house.json`, `${JSON.stringify(report, null, 2)}\n`);
  return report.errors.map(({ what, count }) => `${count} x ${what}`);
});
