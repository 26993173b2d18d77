import type { Client } from 'pg';
import type { Settings } from '../config/settings.js';

/** How well something is: nothing to do, somebody should look soon, somebody must act. */
export type Level = 'ok' | 'warn' | 'fail';

/** What a check found. The sentence of the code says what is the matter and how to mend it. */
export interface Finding {
  readonly level: Level;
  readonly code: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** What a check may look at. */
export interface Patient {
  readonly settings: Settings;
  /** Connection of the role that owns the tables. */
  readonly owner: Client;
  /** Name of the role that the application signs in with. */
  readonly appRole: string;
  /** Milliseconds since 1970 by the clock of this machine. */
  readonly now: () => number;
}

/** One thing that is looked at: one file with one object, and a line in `checks`. */
export interface Check {
  readonly name: string;
  run(patient: Patient): Promise<Finding | readonly Finding[]>;
}

/** Nothing to do. */
export function well(code: string, params?: Finding['params']): Finding {
  return { level: 'ok', code, ...(params ? { params } : {}) };
}
