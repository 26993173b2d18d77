import type { FieldDefinition, LinesField } from './form.js';

/** Whether a field is a table of lines; a field that keeps several values or files is not. Apart, so that browsers load no schemas for it. */
export function isLinesField(field: FieldDefinition | undefined): field is LinesField {
  return field?.type === 'array' && field.items.type === 'object' && !('x-files' in field);
}
