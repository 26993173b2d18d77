import { localTime } from './use-setup.js';

/** A moment of the trial as people here read it, with its year: virtual time may be far away. */
export function momentText(instant: string): string {
  return localTime(instant).replace('T', ' ');
}
