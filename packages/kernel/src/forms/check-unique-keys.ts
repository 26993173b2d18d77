import { compileCondition } from '../expression/index.js';
import type { Scope } from '../expression/index.js';
import { issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import { isLinesField } from '../metadata/index.js';
import type { FieldDefinition, FormDefinition } from '../metadata/index.js';

/**
 * What is wrong with the conditions of keys over several fields. A key is kept by an index, which knows its own row
 * alone: no other record, no line, nobody who asks and no time.
 */
export function checkUniqueKeys({ schema, unique = [] }: FormDefinition, scope: Scope): readonly Issue[] {
  return unique.flatMap(({ where }, index) => {
    if (where === undefined) return [];
    const at = pointer('/unique', index, 'where');
    const compiled = compileCondition(where, scope);
    if (!compiled.ok) return compiled.error.map((found) => ({ ...found, path: at + found.path }));
    return compiled.value.dependencies
      .filter((path) => path !== 'status' && !isHeaderField(schema.properties[path]))
      .map((field) => issue('unique_condition_reads', at, { field }));
  });
}

function isHeaderField(field: FieldDefinition | undefined): boolean {
  return field !== undefined && !isLinesField(field);
}
