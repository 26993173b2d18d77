import type { Localized } from '@dougong/kernel/foundation';
import type { SqlSession } from '../database/sql-session.js';

/** What a publish or a template does, in the order in which it comes. */
const RELEASE_STEPS = [
  'checking',
  'comparing',
  'scenario_ground',
  'scenario',
  'tables',
  'flow_tests',
  'switching',
  'finishing',
  'seeds',
] as const;

/** What a drill does. */
const DRILL_STEPS = [
  'drill_backup',
  'drill_server',
  'drill_restore',
  'drill_compare',
  'drill_engine',
] as const;

/** The steps of all long work, kind by kind; each has a sentence `step_<code>`. */
export const WORK_STEPS = [...RELEASE_STEPS, ...DRILL_STEPS] as const;

/** Where a step stands among those of its kind of work. */
export function placeOfStep(code: (typeof WORK_STEPS)[number]): { readonly at: number; readonly of: number } {
  const steps = [RELEASE_STEPS, DRILL_STEPS].find((each) => (each as readonly string[]).includes(code)) ?? [];
  return { at: (steps as readonly string[]).indexOf(code), of: steps.length };
}

/** A step of long work: which, and how much of it is done. */
export interface WorkStep {
  readonly code: (typeof WORK_STEPS)[number];
  /** For its sentence. */
  readonly params?: Readonly<Record<string, string | number | Localized>>;
  readonly done?: number;
  readonly total?: number;
}

/**
 * Who is told how far long work has come, and may stop it. Up to the transaction that cannot be taken back every step may throw;
 * what it throws ends the work, which takes back what it has made.
 */
export interface LongWork {
  step(step: WorkStep): Promise<void>;
  /** Within the transaction that cannot be taken back. @param done what is needed to go on after it */
  settle(session: SqlSession, done: unknown): Promise<void>;
  /** After its commit. */
  settled(): void;
}

/** Work that nobody watches and nobody stops. */
export const UNWATCHED: LongWork = {
  step: () => Promise.resolve(),
  settle: () => Promise.resolve(),
  settled: () => undefined,
};
