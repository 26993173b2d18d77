import { randomUUID } from 'node:crypto';
import type { Clock, IdSource } from '@dougong/kernel/foundation';

/** Injection tokens of what the outside world gives; tests put their own in their place. */
export const CLOCK = Symbol('clock');
export const ID_SOURCE = Symbol('id source');
export const SETTINGS = Symbol('settings');
export const LOG = Symbol('log');
export const STOPWATCH = Symbol('stopwatch');

/** The clock of the machine. */
export const systemClock: Clock = () => new Date().toISOString();

/** Milliseconds that only ever go forward, from any beginning. */
export type Stopwatch = () => number;

/** The stopwatch of the machine; nobody sets it, as clocks are set. */
export const systemStopwatch: Stopwatch = () => performance.now();

const BYTES_OF_TIME = 6;
/** Where in a random UUID begins what follows its version. */
const AFTER_VERSION = 15;

/** UUIDs of version 7: they begin with the time, so new rows stand together in every index. */
export const randomIds: IdSource = () => {
  const random = randomUUID();
  const time = Date.now()
    .toString(16)
    .padStart(BYTES_OF_TIME * 2, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(AFTER_VERSION)}`;
};
