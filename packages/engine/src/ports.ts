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

/** Asking the operating system takes a good part of the time of a small command, so one answer is good for so long. */
const COMPUTED_IS_GOOD_MS = 10;

/** The stopwatch of the machine; nobody sets it, as clocks are set. What was computed is as of some milliseconds ago. */
export function startStopwatch(): Stopwatch {
  let askedAt = Number.NEGATIVE_INFINITY;
  let computed = 0;
  return {
    passed: () => performance.now(),
    computed: () => {
      const now = performance.now();
      if (now - askedAt < COMPUTED_IS_GOOD_MS) return computed;
      const { user, system } = process.cpuUsage();
      askedAt = now;
      computed = (user + system) / MICROSECONDS;
      return computed;
    },
  };
}

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
