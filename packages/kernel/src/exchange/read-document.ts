import { ID_TARGET } from './import-columns.js';
import type { ImportColumn } from './import-columns.js';
import type { FieldModel, FormModel } from '../forms/index.js';
import { issue } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import { readCell } from './read-cell.js';
import type { CellReading } from './read-cell.js';
import { cellName, cellText, isBlankCell } from './sheet-cell.js';
import type { SheetCell } from './sheet-cell.js';

/** A row of a sheet with its number there, from 1. */
export interface SheetRow {
  readonly sheet: number;
  readonly row: number;
  readonly cells: readonly SheetCell[];
}

/** Where a value stood. */
export interface CellPlace {
  readonly sheet: number;
  readonly row: number;
  /** `C7`. */
  readonly cell?: string;
}

/** An issue with the cell that it is about. */
export interface CellIssue extends CellPlace {
  readonly issue: Issue;
}

/** What a document's rows say: values by field, each with its reading; names are not looked up yet. */
export interface DocumentReading {
  readonly header: ReadonlyMap<string, CellReading>;
  readonly lines: ReadonlyMap<string, readonly ReadonlyMap<string, CellReading>[]>;
  /** Text of the id column, where there is one. */
  readonly id?: string;
  /** Pointer into the record -> where its value stood. */
  readonly places: ReadonlyMap<string, CellPlace>;
  readonly issues: readonly CellIssue[];
}

interface Draft {
  readonly model: FormModel;
  readonly places: Map<string, CellPlace>;
  readonly issues: CellIssue[];
}

/**
 * Reads the rows of one document. The header is said on its first row; later rows repeat it or leave it blank.
 * @param columns the columns of each sheet.
 */
export function readDocument(
  model: FormModel,
  rows: readonly SheetRow[],
  columns: readonly (readonly ImportColumn[])[],
): DocumentReading {
  const draft: Draft = { model, places: new Map(), issues: [] };
  const header = new Map<string, CellReading>();
  const said = new Map<string, string>();
  const lines = new Map<string, ReadonlyMap<string, CellReading>[]>();
  for (const row of rows) {
    const own = columns[row.sheet] ?? [];
    for (const { column, target } of own) readHeader(draft, row, column, target, header, said);
    for (const { key } of model.lines) readLine(draft, row, own, key, lines);
  }
  const id = said.get(ID_TARGET);
  return { header, lines, ...(id === undefined ? {} : { id }), places: draft.places, issues: draft.issues };
}

function readHeader(
  draft: Draft,
  row: SheetRow,
  column: number,
  target: string | null,
  header: Map<string, CellReading>,
  said: Map<string, string>,
): void {
  const cell = row.cells[column];
  const field = target === null ? undefined : draft.model.field(target);
  const isHeader = target === ID_TARGET || (field !== undefined && field.line === undefined);
  // A sheet of lines names its document in the header's words; that was understood when it was grouped.
  if (target === null || !isHeader || row.sheet > 0) return;
  const text = cellText(cell).trim();
  const before = said.get(target);
  if (before !== undefined && before !== '') {
    if (text !== '' && text !== before)
      note(draft, row, column, issue('import_head_differs', '', { value: text, first: before }));
    return;
  }
  said.set(target, text);
  if (field) take(draft, row, column, field, `/${target}`, header);
}

function readLine(
  draft: Draft,
  row: SheetRow,
  columns: readonly ImportColumn[],
  key: string,
  lines: Map<string, ReadonlyMap<string, CellReading>[]>,
): void {
  const own = columns.flatMap(({ column, target }) => {
    const field = target === null ? undefined : draft.model.field(target);
    return field?.line === key ? [{ column, field }] : [];
  });
  if (own.every(({ column }) => isBlankCell(row.cells[column]))) return;
  const known = lines.get(key) ?? [];
  const line = new Map<string, CellReading>();
  for (const { column, field } of own)
    take(draft, row, column, field, `/${key}/${known.length}/${field.key}`, line);
  lines.set(key, [...known, line]);
}

function take(
  draft: Draft,
  row: SheetRow,
  column: number,
  field: FieldModel,
  pointer: string,
  into: Map<string, CellReading>,
): void {
  draft.places.set(pointer, placeOf(row, column));
  // What the platform writes is not brought; such a column only meets records.
  const reading = readCell(field, row.cells[column]);
  if (reading.kind === 'fault') note(draft, row, column, { ...reading.issue, path: pointer });
  else if (reading.kind === 'value' && reading.note)
    note(draft, row, column, { ...reading.note, path: pointer });
  into.set(field.key, reading);
}

function note(draft: Draft, row: SheetRow, column: number, found: Issue): void {
  draft.issues.push({ ...placeOf(row, column), issue: found });
}

function placeOf({ sheet, row }: SheetRow, column: number): CellPlace {
  return { sheet, row, cell: cellName(column, row) };
}

const OF_LINE = /^\/([a-z][a-z0-9_]*)\/(?:upsert\/)?(\d+)(?:\/([a-z][a-z0-9_]*))?/;

/** The cell that a pointer into the record is about; the document's first row where no cell is. */
export function placeOfPointer(
  pointer: string,
  { places }: Pick<DocumentReading, 'places'>,
  first: CellPlace,
): CellPlace {
  const exact = places.get(pointer);
  if (exact) return exact;
  const line = OF_LINE.exec(pointer);
  const found = line
    ? [...places].find(
        ([path]) =>
          path === `/${line[1]}/${line[2]}/${line[3]}` || path.startsWith(`/${line[1]}/${line[2]}/`),
      )
    : undefined;
  if (!found) return { sheet: first.sheet, row: first.row };
  return line?.[3] !== undefined && found[0].endsWith(`/${line[3]}`)
    ? found[1]
    : { sheet: found[1].sheet, row: found[1].row };
}
