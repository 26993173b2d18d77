import 'reflect-metadata';
import { readSettings } from './config/settings.js';
import { startEngine } from './engine.js';
import { createLog } from './log.js';

/** Starts the engine with logs as JSON on standard output, for containers; people use `dougong start`. */
const settings = readSettings(process.env);
const log = createLog(settings.logLevel);
const engine = await startEngine(settings, log);
log.info({ url: engine.url, migrations: engine.migrations.applied }, 'serving');

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    log.info({ signal }, 'stopping');
    void engine.stop().then(() => process.exit(0));
  });
}
