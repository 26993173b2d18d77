import { isLinesField } from '@dougong/kernel/metadata';
import { isServerOwned, type FieldSchema } from '@dougong/ui/forms';
import type { RuntimeForm } from '../data/form-models.js';
import type { LoadedRecord } from '../data/queries.js';
import { filledTables } from './fills.js';

type Editable = LoadedRecord['editable'];

const NOTHING: Editable = { header: [], lines: {} };

/** Everything that a person may write, for a record that is not there yet. */
function editableInNew({ definition }: RuntimeForm): Editable {
  const filled = filledTables(definition);
  const isFree = (schema: unknown) => !isServerOwned(schema as FieldSchema);
  const header = Object.entries(definition.schema.properties).filter(
    ([, field]) => !isLinesField(field) && isFree(field),
  );
  const lines = Object.entries(definition.schema.properties).flatMap(([key, field]) =>
    !isLinesField(field) || filled.includes(key)
      ? []
      : [
          [
            key,
            Object.entries(field.items.properties).flatMap(([column, schema]) =>
              isFree(schema) ? [column] : [],
            ),
          ] as const,
        ],
  );
  return { header: header.map(([key]) => key), lines: Object.fromEntries(lines) };
}

function isBlank(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

/** What may be written now: as the server says, or in a new record everything that is not the server's. */
export function editableFields(form: RuntimeForm, loaded: LoadedRecord | null, mayCreate: boolean): Editable {
  if (loaded !== null) return loaded.editable;
  return mayCreate ? editableInNew(form) : NOTHING;
}

/** Whether the state of a document takes no changes of its own: what an action asks for goes along with the action. */
export function isClosed({ definition }: RuntimeForm, loaded: LoadedRecord | null): boolean {
  const states = definition.lifecycle?.states ?? [];
  return states.some(({ id, editable }) => id === loaded?.record.status && editable !== true);
}

/** Whether there is anything to write at all. */
export function isAnythingEditable({ header, lines }: Editable): boolean {
  return header.length > 0 || Object.values(lines).some((columns) => columns.length > 0);
}

/** Whether a path (`note`, `lines.qty`) is among what may be written. */
export function writable({ header, lines }: Editable): (path: string) => boolean {
  const paths = new Set([
    ...header,
    ...Object.entries(lines).flatMap(([table, columns]) => columns.map((column) => `${table}.${column}`)),
  ]);
  return (path) => paths.has(path);
}

/** Fields left out of the header: the head of the page shows them, or the server has not filled them yet. */
export function leftOut(
  { definition }: RuntimeForm,
  record: LoadedRecord['record'] | undefined,
  editable: readonly string[],
): readonly string[] {
  const { codeField, facts = [] } = definition.ui;
  const isTyped = editable.length > 0 && (record !== undefined || filledTables(definition).length === 0);
  // What is worked out while people type has its place from the start, so that nothing moves when it comes.
  const comes = (field: string) => isTyped && 'x-formula' in (definition.schema.properties[field] ?? {});
  const unfilled = Object.keys(definition.schema.properties).filter(
    (field) => !editable.includes(field) && !comes(field) && (record === undefined || isBlank(record[field])),
  );
  // What the head shows is not shown twice, but what may be typed must be somewhere to type it.
  const inHead = [codeField, ...facts].filter(
    (field): field is string =>
      field !== undefined && !editable.includes(field) && !(record === undefined && comes(field)),
  );
  return [...inHead, ...unfilled];
}
