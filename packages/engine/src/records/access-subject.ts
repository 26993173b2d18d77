import type { Subject as AccessSubject } from '@dougong/kernel/access';
import type { Subject } from '../identity/subject.js';

const known = new WeakMap<Subject, AccessSubject>();

/** The subject of a request as access decisions see it. */
export function accessSubject(subject: Subject): AccessSubject {
  const made = known.get(subject) ?? {
    id: subject.id,
    roles: subject.roles,
    rights: Object.entries(subject.rights).flatMap(([right, has]) => (has ? [right] : [])),
  };
  known.set(subject, made);
  return made;
}
