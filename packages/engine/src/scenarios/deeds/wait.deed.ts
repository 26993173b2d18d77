import type { DeedPart } from './deed.js';

/** Does nothing; time passes, and what must be so is looked at. */
export const waitDeed: DeedPart = { kind: 'wait', run: () => Promise.resolve({}) };
