import { randomUUID } from 'node:crypto';
import type { Stopwatch } from '@dougong/kernel/commands';
import type { Clock, IdSource } from '@dougong/kernel/foundation';

export type { Stopwatch } from '@dougong/kernel/commands';

/** Injection tokens of what the outside world gives; tests put their own in their place. */
export const CLOCK = Symbol('clock');
export const ID_SOURCE = Symbol('id source');
export const SETTINGS = Symbol('settings');
export const LOG = Symbol('log');
export const STOPWATCH = Symbol('stopwatch');

/** The clock of the machine. */
export const systemClock: Clock = () => new Date().toISOString();

const MICROSECONDS = 1000;

/** The stopwatch of the machine; nobody sets it, as clocks are set. */
export const systemStopwatch: Stopwatch = {
  passed: () => performance.now(),
  computed: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / MICROSECONDS;
  },
};

const BYTES_OF_TIME = 6;
/** Where the random part begins that stands behind the version. */
const BEHIND_VERSION = 15;

/** UUIDs of version 7: they begin with the time, so new rows stand together in every index. */
export const randomIds: IdSource = () => {
  const time = Date.now()
    .toString(16)
    .padStart(BYTES_OF_TIME * 2, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(BEHIND_VERSION)}`;
};
