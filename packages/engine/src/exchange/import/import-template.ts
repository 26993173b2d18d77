import { isPathHidden } from '@dougong/kernel/access';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { columnName } from '@dougong/kernel/exchange';
import type { FieldModel, FormModel } from '@dougong/kernel/forms';
import type { Language } from '@dougong/kernel/foundation';
import { styleOf } from '../export/export-columns.js';
import { CSV } from '../sheets/csv-writer.js';
import type { SheetToWrite } from '../sheets/sheet-writer.js';
import type { CellList } from '../sheets/xlsx-parts.js';
import { XlsxFile } from '../sheets/xlsx-writer.js';
import { listOf, noteOf } from './template-notes.js';

const LISTS_SHEET = 'Lists';
/** The head, then the notes. */
const FIRST_ROW = 3;
const WIDTH = 20;

interface TemplateColumn {
  readonly title: string;
  readonly field: FieldModel;
}

/**
 * A file to fill in: a column for each field that may be brought, with its title, a note, a list to choose from where there is one,
 * and the format of texts, so that codes keep their zeros. Lines stand beside their document.
 */
export async function* importTemplate(
  release: CompiledRelease,
  model: FormModel,
  hidden: ReadonlySet<string>,
  language: Language,
): AsyncGenerator<Uint8Array> {
  const columns = columnsOf(model, hidden, language);
  const lists = columns.map(({ field }) => listOf(field, language));
  const listed = lists.filter((values) => values.length > 0);
  const checks: CellList[] = lists.flatMap((values, column) => {
    if (values.length === 0) return [];
    const letters = columnName(listed.indexOf(values));
    const formula = `'${LISTS_SHEET}'!$${letters}$2:$${letters}$${values.length + 1}`;
    return [{ column, firstRow: FIRST_ROW, formula }];
  });
  const notes = notesOf(columns, release, language);
  const file = new XlsxFile();
  const main: SheetToWrite = {
    name: model.title[language],
    columns: columns.map((column) => ({
      title: titleOf(column),
      style: styleOf(column.field),
      width: WIDTH,
    })),
    rows: async function* () {
      yield notes;
    },
  };
  yield* file.sheet(main, checks);
  if (listed.length > 0) yield* file.sheet(sheetOfLists(columns, lists));
  yield* file.end();
}

/** The same as CSV: titles and notes. Lists to choose from and formats need a sheet. */
export function importTemplateCsv(
  release: CompiledRelease,
  model: FormModel,
  hidden: ReadonlySet<string>,
  language: Language,
): AsyncGenerator<Uint8Array> {
  const columns = columnsOf(model, hidden, language);
  const sheet: SheetToWrite = {
    name: model.title[language],
    columns: columns.map((column) => ({ title: titleOf(column), style: 'text', width: WIDTH })),
    rows: async function* () {
      yield notesOf(columns, release, language);
    },
  };
  return CSV.write([sheet]);
}

function titleOf({ title, field }: TemplateColumn): string {
  return field.required ? `${title}*` : title;
}

function notesOf(columns: readonly TemplateColumn[], release: CompiledRelease, language: Language) {
  return columns.map(({ field }) => ({ kind: 'text' as const, text: noteOf(field, release, language) }));
}

function columnsOf(
  model: FormModel,
  hidden: ReadonlySet<string>,
  language: Language,
): readonly TemplateColumn[] {
  const isBrought = ({ path, serverOwned }: FieldModel) => !serverOwned && !isPathHidden(hidden, path);
  const header = model.fields.filter(isBrought).map((field) => ({ title: field.title[language], field }));
  const line = model.lines.find(({ key, fixed }) => !fixed && !isPathHidden(hidden, key));
  const own = (line?.fields ?? [])
    .filter(isBrought)
    .map((field) => ({ title: `${line?.title[language]}/${field.title[language]}`, field }));
  return [...header, ...own];
}

function sheetOfLists(
  columns: readonly TemplateColumn[],
  lists: readonly (readonly string[])[],
): SheetToWrite {
  const shown = columns.flatMap((column, at) =>
    (lists[at]?.length ?? 0) > 0 ? [{ column, values: lists[at] ?? [] }] : [],
  );
  const height = Math.max(...shown.map(({ values }) => values.length));
  return {
    name: LISTS_SHEET,
    columns: shown.map(({ column }) => ({ title: column.title, style: 'text', width: WIDTH })),
    rows: async function* () {
      for (let at = 0; at < height; at += 1)
        yield shown.map(({ values }) => {
          const text = values[at];
          return text === undefined ? null : { kind: 'text' as const, text };
        });
    },
  };
}
