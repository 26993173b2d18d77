import type { Subject as KernelSubject } from '@dougong/kernel/access';
import type { Subject } from './subject.js';

/** The subject as access decisions of the kernel see it. */
export function kernelSubject({ viewer, key, ...person }: Subject): KernelSubject {
  return {
    ...withRights(person),
    ...(person.organisation === undefined ? {} : { organisation: person.organisation }),
    ...(key?.scope ? { scope: key.scope } : {}),
    ...(viewer ? { viewer: withRights(viewer) } : {}),
  };
}

function withRights({ id, roles, rights }: Pick<Subject, 'id' | 'roles' | 'rights'>): KernelSubject {
  return { id, roles, rights: Object.entries(rights).flatMap(([right, held]) => (held ? [right] : [])) };
}
