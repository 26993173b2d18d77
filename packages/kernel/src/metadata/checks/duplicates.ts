import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';

/** Names that stand twice in a list. `at` is the pointer of the list, `property` where each element keeps its name. */
export function findDuplicates(names: readonly string[], at: string, property?: string): readonly Issue[] {
  const seen = new Set<string>();
  return names.flatMap((name, index) => {
    const known = seen.has(name);
    seen.add(name);
    if (!known) return [];
    return [
      issue('duplicate', property === undefined ? pointer(at, index) : pointer(at, index, property), {
        name,
      }),
    ];
  });
}
