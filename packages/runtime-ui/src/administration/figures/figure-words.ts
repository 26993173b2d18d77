import type { Text } from '../../texts/index.js';
import { secondsWords } from '../parts/duration-words.js';

/** A share as people read it. */
export function percent(rate: number | null): string {
  return rate === null ? '—' : `${Math.round(rate * 1000) / 10}%`;
}

/** A time, or a stroke where there was none. */
export function timeWords(seconds: number | null, text: Text): string {
  return seconds === null ? '—' : secondsWords(seconds, text);
}
