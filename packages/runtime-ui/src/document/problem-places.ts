import type { Issue } from '@dougong/kernel/foundation';
import { isLinesField } from '@dougong/kernel/metadata';
import type { FormDefinition } from '@dougong/kernel/metadata';
import type { ProblemEntry } from '@dougong/ui/api';
import { pointerTokens, type FormPatch, type FormState, type LinesChange } from '@dougong/ui/forms';
import type { Title } from '@dougong/ui/api';

/** Where a fault is, in the words of the form. */
export interface Place {
  readonly field: string;
  readonly row?: number;
  readonly column?: string;
}

const ROW = /^\d{1,9}$/;

/** Words around the pointer of the form: envelopes of actions and patches. */
const ENVELOPES: ReadonlySet<string> = new Set(['record', 'set']);

function isLinesChange(value: FormPatch[string] | undefined): value is LinesChange {
  return typeof value === 'object' && value !== null;
}

/** The row in the form that a row of the patch stands for. */
function rowOfUpsert(
  patch: FormPatch | undefined,
  table: string,
  position: number,
  rows: readonly string[],
): number {
  const change = patch?.[table];
  const id = isLinesChange(change) ? change.upsert?.[position]?.['id'] : undefined;
  const row = typeof id === 'string' ? rows.indexOf(id) : -1;
  return row < 0 ? position : row;
}

/**
 * Reads the pointer of a fault. `/qty`, `/lines/2/qty` name the record, `/lines/upsert/0/qty` names what was sent.
 */
export function placeOf(
  pointer: string,
  tables: ReadonlyMap<string, readonly string[]>,
  patch?: FormPatch,
): Place | null {
  const tokens = pointerTokens(pointer);
  const [field, ...rest] =
    ENVELOPES.has(tokens[0] ?? '') && !tables.has(tokens[0] ?? '') ? tokens.slice(1) : tokens;
  if (field === undefined) return null;
  const rows = tables.get(field);
  if (rows === undefined) return { field };
  const sent = rest[0] === 'upsert';
  const [number, column] = sent ? rest.slice(1) : rest;
  if (number === undefined || !ROW.test(number)) return { field };
  const position = parseInt(number, 10);
  const row = sent ? rowOfUpsert(patch, field, position, rows) : position;
  return { field, row, ...(column === undefined ? {} : { column }) };
}

/** The keys of the lines of every table, in the order of the form. */
export function rowsByTable(
  state: FormState,
  tables: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  return new Map(tables.map((table) => [table, state.lines(table).rows()]));
}

/** The pointer of a place, as the state of the form takes it. */
export function pointerOf({ field, row, column }: Place): string {
  return [field, row, column]
    .filter((part) => part !== undefined)
    .reduce<string>((path, part) => `${path}/${part}`, '');
}

/** The faults of a refusal as issues at the places of the form; what has no place stays for the summary. */
export function issuesAtPlaces(
  errors: readonly ProblemEntry[],
  tables: ReadonlyMap<string, readonly string[]>,
  patch?: FormPatch,
): readonly Issue[] {
  return errors.flatMap((error) => {
    const place = placeOf(error.pointer, tables, patch);
    if (place === null) return [];
    return [
      {
        code: error.code,
        path: pointerOf(place),
        ...(error.params === undefined ? {} : { params: error.params }),
        ...(error.detail === undefined ? {} : { detail: error.detail }),
        ...(error.severity === undefined ? {} : { severity: error.severity }),
      },
    ];
  });
}

/** What a place is called: the title of the field, for lines with the number of the line. */
export function placeWords(
  definition: FormDefinition,
  place: Place | null,
  words: { title(title: Title | undefined): string; line(row: number, column: string): string },
): string {
  if (place === null) return '';
  const schema = definition.schema.properties[place.field];
  if (schema === undefined) return '';
  if (!isLinesField(schema) || place.row === undefined) return words.title(schema['x-title']);
  const column = place.column === undefined ? undefined : schema.items.properties[place.column]?.['x-title'];
  return words.line(place.row + 1, words.title(column));
}
