import type { FormModel } from '@dougong/kernel/forms';
import type { RecordPatch } from '@dougong/ui/api';
import { isServerOwned, type FieldSchema, type FormPatch, type FormState } from '@dougong/ui/forms';
import { isLinesField } from '@dougong/kernel/metadata';
import type { FormDefinition } from '@dougong/kernel/metadata';
import type { RecordValues } from '@dougong/ui/api';

const SYSTEM_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'line_no',
  'version',
  'status',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
]);

/** Tells which paths the server writes itself: they are never sent. */
export function serverOwned(definition: FormDefinition, model: FormModel | null): (path: string) => boolean {
  const schemaAt = (path: string): FieldSchema | undefined => {
    const [field = '', column] = path.split('.');
    const schema = definition.schema.properties[field];
    if (schema === undefined || column === undefined) return schema as FieldSchema | undefined;
    return isLinesField(schema) ? (schema.items.properties[column] as FieldSchema | undefined) : undefined;
  };
  return (path) => {
    const column = path.includes('.') ? path.slice(path.indexOf('.') + 1) : path;
    if (SYSTEM_FIELDS.has(column)) return true;
    return model?.field(path)?.serverOwned ?? isServerOwned(schemaAt(path) ?? { readOnly: true });
  };
}

/** What a PATCH carries. */
export function patchOf(state: FormState, skip: (path: string) => boolean): FormPatch & RecordPatch {
  return state.patch(skip) as FormPatch & RecordPatch;
}

/** What the POST of a new record carries. */
export function valuesOf(state: FormState, skip: (path: string) => boolean): RecordValues {
  return state.filled(skip) as RecordValues;
}

export function isEmptyPatch(patch: object): boolean {
  return Object.keys(patch).length === 0;
}
