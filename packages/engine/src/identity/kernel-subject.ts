import type { Subject as KernelSubject } from '@dougong/kernel/access';
import type { Subject } from './subject.js';

/** The subject as access decisions of the kernel see it. */
export function kernelSubject({ id, roles, rights, key }: Subject): KernelSubject {
  const held = Object.entries(rights).flatMap(([right, isHeld]) => (isHeld ? [right] : []));
  return { id, roles, rights: held, ...(key?.scope ? { scope: key.scope } : {}) };
}
