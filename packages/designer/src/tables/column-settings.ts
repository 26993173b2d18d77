import type { TableColumn } from './table-edits.js';

type Type = TableColumn['type'];

/** Settings that a type has beside those of all columns. */
const OWN: Readonly<Record<Type, readonly string[]>> = {
  number: ['scale', 'minimum', 'maximum'],
  date: ['minimum', 'maximum'],
  choice: ['choices'],
  text: [],
  boolean: [],
};
const ALL_OWN = new Set(Object.values(OWN).flat());

/** The column with another type; settings that the type does not have go. */
export function withType(column: TableColumn, type: Type): TableColumn {
  const kept = Object.entries(column).filter(([name]) => !ALL_OWN.has(name) || OWN[type].includes(name));
  const choices = type === 'choice' && column.type !== 'choice' ? { choices: ['a'] } : {};
  return { ...Object.fromEntries(kept), ...choices, type } as TableColumn;
}

/** The column with one setting as it is typed; emptied it is left out. */
export function withText(column: TableColumn, name: string, typed: string): TableColumn {
  const { [name]: _, ...rest } = column as Readonly<Record<string, unknown>>;
  if (typed.trim() === '' && name !== 'id') return rest as unknown as TableColumn;
  const isPlaces = name === 'scale' && /^\d{1,2}$/.test(typed);
  return { ...rest, [name]: isPlaces ? Number.parseInt(typed, 10) : typed } as unknown as TableColumn;
}

/** One value a line, as people paste them. */
export function listOf(typed: string): string[] {
  return [...new Set(typed.split(/[\n,，]/).map((value) => value.trim()))].filter((value) => value !== '');
}

/** The same the other way round. */
export function listText(values: readonly string[] | undefined): string {
  return (values ?? []).join('\n');
}
