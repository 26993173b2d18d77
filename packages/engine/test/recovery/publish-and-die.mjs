import 'reflect-metadata';
import { readSettings } from '@dougong/engine/config/settings';
import { createApp } from '@dougong/engine/create-app';
import { createLog } from '@dougong/engine/log';
import { Publisher } from '@dougong/engine/releases/publisher';

/**
 * An engine of its own that publishes what it is told and is killed, as kill -9 does it, when it hears of a
 * step that begins with `dieAt`; `in switch` is the middle of the transaction that puts the release in force.
 */
const { urls, definitions, base, dieAt } = JSON.parse(process.env.DOUGONG_PUBLISH_AND_DIE);

const die = () => process.kill(process.pid, 'SIGKILL');
const app = await createApp({
  settings: { ...readSettings({}), port: 0, poolSize: 4, roles: new Set() },
  urls,
  log: createLog('silent'),
});
await app.get(Publisher, { strict: false }).publish({
  definitions,
  base,
  actor: null,
  onProgress: ({ phase, step, done }) => {
    if (`${phase} ${step ?? ''} ${done}`.startsWith(dieAt)) die();
  },
  alongside: () => {
    if (dieAt === 'in switch') die();
    return Promise.resolve();
  },
});
await app.close();
