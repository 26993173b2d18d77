import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { PostingDefinition } from '../../metadata/index.js';

/** Postings and movements of other documents that it refers to are there. */
export function checkReferences(
  definition: PostingDefinition,
  { posting }: { readonly posting: (key: string) => PostingDefinition | undefined },
): Issue[] {
  const unknown = (keys: readonly string[], path: string) =>
    keys.flatMap((key, at) =>
      posting(key) ? [] : [issue('unknown_posting', pointer(path, at), { posting: key })],
    );
  return [
    ...unknown(definition.reverses?.postings ?? [], '/reverses/postings'),
    ...definition.movements.flatMap(({ link, register }, at) => {
      if (!link) return [];
      const path = pointer('', 'movements', at, 'link');
      const rules = link.postings.flatMap((key) => posting(key)?.movements ?? []);
      const linked = rules.filter(({ id }) => id === link.movement);
      const params = { movement: link.movement, register };
      return [
        ...unknown(link.postings, pointer(path, 'postings')),
        ...(rules.length > 0 && linked.length === 0
          ? [issue('unknown_movement', pointer(path, 'movement'), params)]
          : []),
        ...(linked.some((rule) => rule.register !== register)
          ? [issue('link_other_register', pointer(path, 'movement'), params)]
          : []),
      ];
    }),
  ];
}
