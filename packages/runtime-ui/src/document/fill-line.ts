import { isLinesField } from '@dougong/kernel/metadata';
import type { FormDefinition } from '@dougong/kernel/metadata';
import type { CellValue, LineStore } from '@dougong/ui/lines';
import { api } from '../data/api.js';

interface FillLine {
  readonly definition: FormDefinition;
  readonly table: string;
  readonly store: LineStore;
  readonly row: string;
  /** Id of the record that was picked. */
  readonly value: string;
}

interface Reference {
  readonly column: string;
  readonly form: string;
  readonly fill: Readonly<Record<string, string>>;
}

function referencesWithFill(definition: FormDefinition, table: string): readonly Reference[] {
  const field = definition.schema.properties[table];
  if (!isLinesField(field)) return [];
  return Object.entries(field.items.properties).flatMap(([column, schema]) =>
    'x-reference' in schema && schema['x-reference'].fill !== undefined
      ? [{ column, form: schema['x-reference'].form, fill: schema['x-reference'].fill }]
      : [],
  );
}

async function copyInto({ store, row, value }: FillLine, { column, form, fill }: Reference): Promise<void> {
  const { data } = await api.records.get(form, value);
  // The pick may be another one by now.
  if (store.value(row, column) !== value) return;
  store.setCells(
    Object.entries(fill).map(([target, source]) => ({
      row,
      column: target,
      value: (data.record[source] ?? null) as CellValue,
    })),
  );
}

/** Shows at once what the server will copy from the record that was picked: its name, its unit. */
export function fillLine(line: FillLine): undefined {
  // The column is known after the pick is written, so the look is taken a moment later.
  setTimeout(() => {
    for (const reference of referencesWithFill(line.definition, line.table)) {
      if (line.store.value(line.row, reference.column) === line.value)
        void copyInto(line, reference).catch(() => undefined);
    }
  }, 0);
  return undefined;
}
