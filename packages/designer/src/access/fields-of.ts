import type { Localized } from '@dougong/kernel/foundation';
import type { FormDefinition } from '@dougong/kernel/metadata';

/** A field as grants name it. */
export interface GrantField {
  readonly path: string;
  /** Of its table and of itself. */
  readonly titles: readonly Localized[];
  /** Only plain texts have ends to show. */
  readonly isText: boolean;
}

/** The fields of a form in its order, columns behind their tables. */
export function fieldsOf({ schema, ui }: FormDefinition): readonly GrantField[] {
  return ui.order.flatMap((key): readonly GrantField[] => {
    const field = schema.properties[key];
    if (field === undefined) return [];
    if (!('items' in field) || !('properties' in field.items)) return [one(key, [], field)];
    const columns = Object.entries(field.items.properties);
    return columns.map(([column, each]) => one(`${key}.${column}`, [field['x-title']], each));
  });
}

function one(
  path: string,
  above: readonly Localized[],
  field: { readonly type?: unknown; readonly 'x-title': Localized },
): GrantField {
  const isText =
    field.type === 'string' && !['format', 'enum', 'x-reference', 'x-user'].some((word) => word in field);
  return { path, titles: [...above, field['x-title']], isText };
}
