import { createHash } from 'node:crypto';
import type { IdSource } from '@dougong/kernel/foundation';

const HEX_OF_SEED = 20;
const HEX_OF_COUNT = 12;
const SPAN_OF_NUMBERS = 800_000;
const FIRST_OF_NUMBERS = 100_000;

/**
 * What a trial hands out. The same trial played again hands out the same: its steps may name a line that an earlier
 * step has made.
 */
export interface TrialSeed {
  readonly ids: IdSource;
  readonly firstNumber: number;
}

/** @param text names what is tried; equal names give equal ids. */
export function trialSeed(text: string): TrialSeed {
  const hash = createHash('sha256').update(text).digest('hex');
  const seed = hash.slice(0, HEX_OF_SEED);
  let count = 0;
  return {
    ids: () => {
      count += 1;
      const tail = count.toString(16).padStart(HEX_OF_COUNT, '0');
      return `${seed.slice(0, 8)}-${seed.slice(8, 12)}-7${seed.slice(13, 16)}-8${seed.slice(17, 20)}-${tail}`;
    },
    firstNumber: FIRST_OF_NUMBERS + (parseInt(hash.slice(-8), 16) % SPAN_OF_NUMBERS),
  };
}
