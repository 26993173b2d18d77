import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../database/database.js';
import { SettledMark } from './settled-mark.js';
import type { SealedTable } from './settled-mark.js';

/** How long one seal may take. */
export const SEAL_TIMEOUT_MS = 120_000;
const BATCHES_MAX = 100_000;
const LOOKS_MAX = 40;
const LOOK_PAUSE_MS = 50;

/**
 * Waits for the last row of a table below which nothing comes any more; none when that takes too long. Where rows come in all the time
 * somebody is always at work, but hardly one for long.
 */
export async function waitForMark(database: Database, table: SealedTable): Promise<string | undefined> {
  const mark = new SettledMark(table);
  for (let look = 0; look < LOOKS_MAX; look += 1) {
    const upTo = await database.withSession((session) => mark.reach(session));
    if (upTo !== undefined) return upTo;
    await pause(LOOK_PAUSE_MS);
  }
  return undefined;
}

/**
 * Makes seals until one is not full.
 * @param seal makes one and tells how many rows it covers.
 */
export async function untilNothingIsLeft(full: number, seal: () => Promise<number>): Promise<void> {
  for (let batch = 0; batch < BATCHES_MAX; batch += 1) if ((await seal()) < full) return;
}
