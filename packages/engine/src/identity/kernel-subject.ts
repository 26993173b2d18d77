import type { Subject as KernelSubject } from '@dougong/kernel/access';
import type { Subject } from './subject.js';

/** The subject as access decisions of the kernel see it. */
export function kernelSubject({ id, roles, rights }: Subject): KernelSubject {
  return { id, roles, rights: Object.entries(rights).flatMap(([right, held]) => (held ? [right] : [])) };
}
