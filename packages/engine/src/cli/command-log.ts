import { pino } from 'pino';
import type { Settings } from '../config/settings.js';
import { createLog } from '../log.js';
import type { Log } from '../log.js';

const STANDARD_ERROR = 2;

/** Commands keep standard output for data; of the log they show warnings only unless DOUGONG_LOG_LEVEL says more. */
export function createCommandLog(settings: Settings): Log {
  const level = process.env['DOUGONG_LOG_LEVEL'] ? settings.logLevel : 'warn';
  return createLog(level, pino.destination({ dest: STANDARD_ERROR, sync: true }));
}
