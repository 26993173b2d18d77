import 'reflect-metadata';
import { readSettings } from '@dougong/engine/config/settings';
import { createApp } from '@dougong/engine/create-app';
import { JobWorker } from '@dougong/engine/jobs/job-worker';
import { createLog } from '@dougong/engine/log';

/** An engine of its own that works on the jobs that wait, until somebody kills it. */
const { urls, secretKey, allowedNetworks } = JSON.parse(process.env.DOUGONG_SYNC_AND_DIE);

const app = await createApp({
  settings: {
    ...readSettings({ DOUGONG_SECRET_KEY: secretKey }),
    allowedNetworks,
    port: 0,
    poolSize: 4,
    roles: new Set(),
  },
  urls,
  log: createLog('silent'),
});
await app.get(JobWorker, { strict: false }).runWaiting();
await app.close();
