import { isLinesField } from '@dougong/kernel/metadata';
import type { FormDefinition } from '@dougong/kernel/metadata';
import type { FieldSchema } from '@dougong/ui/forms';

/** The schema of a field or of a column: `note`, `lines.qty`. */
export function schemaAt(definition: FormDefinition, path: string): FieldSchema {
  const [field = '', column] = path.split('.');
  const schema = definition.schema.properties[field];
  if (isLinesField(schema))
    return (schema.items.properties[column ?? ''] ?? { type: 'string' }) as FieldSchema;
  return (schema ?? { type: 'string' }) as FieldSchema;
}
