import { AsyncLocalStorage } from 'node:async_hooks';
import type { Channel } from './subject.js';

const within = new AsyncLocalStorage<Channel>();

/** Runs requests that the engine makes to itself for somebody; the audit says by which way they came. */
export function inChannel<T>(channel: Channel, run: () => T): T {
  return within.run(channel, run);
}

/** The way by which the request came in whose inner request this is. */
export const channelWithin = (): Channel | undefined => within.getStore();
