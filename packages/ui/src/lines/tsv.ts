import Papa from 'papaparse';

/** A block of a spreadsheet as it lies on the clipboard: tabs between cells, quotes around cells with breaks in them. */
export function parseBlock(text: string): readonly (readonly string[])[] {
  const parsed = Papa.parse<string[]>(text.replace(/\r?\n$/, ''), { delimiter: '\t', quoteChar: '"' });
  return parsed.data;
}

/** Writes a block so that a spreadsheet takes it cell by cell. */
export function blockText(rows: readonly (readonly string[])[]): string {
  return Papa.unparse(
    rows.map((row) => [...row]),
    { delimiter: '\t', newline: '\n', header: false },
  );
}
