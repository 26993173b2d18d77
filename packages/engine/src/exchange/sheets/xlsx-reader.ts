import { StringDecoder } from 'node:string_decoder';
import { dateOfSerial, readStoredNumber } from '@dougong/kernel/exchange';
import type { SheetCell } from '@dougong/kernel/exchange';
import { columnOf, elements, firstElement, streamedElements, textsIn, unescapeXml } from './xlsx-xml.js';
import type { XmlElement } from './xlsx-xml.js';
import { checkColumns, storableText, unreadable } from './sheet-reader.js';
import type { ReadRow, SheetFile } from './sheet-reader.js';
import { ZipReader } from './zip-reader.js';

const SMALL_PART_BYTES = 8 * 1024 * 1024;
const TEXTS_BYTES_MAX = 128 * 1024 * 1024;
const ROW_NUMBER_MAX = 1_048_576;
/** No row within our limits is longer. */
const ROW_CHARACTERS_MAX = 8 * 1024 * 1024;

interface Workbook {
  readonly zip: ZipReader;
  readonly sheets: readonly { readonly name: string; readonly part: string }[];
  readonly from1904: boolean;
  /** Which formats of cells show dates. */
  readonly dateStyles: ReadonlySet<number>;
  texts?: readonly string[];
}

/** Opens an xlsx file. Its sheets are read as streams; only the texts that cells share are held. */
export async function openXlsx(bytes: Buffer): Promise<SheetFile> {
  const zip = ZipReader.open(bytes);
  if (!zip.has('xl/workbook.xml')) throw unreadable('workbook');
  const workbook = await zip.text('xl/workbook.xml', SMALL_PART_BYTES);
  const relations = await targetsOf(zip);
  const sheets = elements(workbook, 'sheet').flatMap(({ attributes: { name = '', 'r:id': id = '' } }) => {
    const part = relations.get(id);
    return part !== undefined && zip.has(part) ? [{ name: storableText(unescapeXml(name)), part }] : [];
  });
  if (sheets.length === 0) throw unreadable('workbook');
  const { date1904 = '' } = firstElement(workbook, 'workbookPr')?.attributes ?? {};
  const from1904 = date1904 === '1' || date1904 === 'true';
  const book: Workbook = { zip, sheets, from1904, dateStyles: await dateStylesOf(zip) };
  return { sheets: sheets.map(({ name }) => name), rows: (sheet) => rowsOf(book, sheet) };
}

async function targetsOf(zip: ZipReader): Promise<ReadonlyMap<string, string>> {
  const name = 'xl/_rels/workbook.xml.rels';
  if (!zip.has(name)) throw unreadable('workbook');
  const text = await zip.text(name, SMALL_PART_BYTES);
  return new Map(
    elements(text, 'Relationship').map(({ attributes: { Id = '', Target = '' } }) => [
      Id,
      Target.startsWith('/') ? Target.slice(1) : `xl/${Target.replace(/^\.\//, '')}`,
    ]),
  );
}

/** Formats that come with every spreadsheet program and show a day or a time. */
const BUILT_IN_DATES: ReadonlySet<number> = new Set([
  ...[14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47],
  ...[27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58],
]);

async function dateStylesOf(zip: ZipReader): Promise<ReadonlySet<number>> {
  if (!zip.has('xl/styles.xml')) return new Set();
  const text = await zip.text('xl/styles.xml', SMALL_PART_BYTES);
  const own = new Set(
    elements(text, 'numFmt').flatMap(({ attributes: { numFmtId = '', formatCode = '' } }) =>
      showsDate(unescapeXml(formatCode)) ? [Number.parseInt(numFmtId, 10)] : [],
    ),
  );
  const cellFormats = firstElement(text, 'cellXfs')?.body ?? '';
  const styles = elements(cellFormats, 'xf').flatMap(({ attributes: { numFmtId = '0' } }, at) => {
    const format = Number.parseInt(numFmtId, 10);
    return BUILT_IN_DATES.has(format) || own.has(format) ? [at] : [];
  });
  return new Set(styles);
}

/** No program writes longer ones. */
const FORMAT_CHARACTERS_MAX = 255;

/** Without what stands in quotes or brackets, only dates and times have these letters. */
function showsDate(format: string): boolean {
  if (format.length > FORMAT_CHARACTERS_MAX) return false;
  return /[ymdhs]/i.test(format.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, '').replace(/general/i, ''));
}

async function textsOf(book: Workbook): Promise<readonly string[]> {
  if (book.texts) return book.texts;
  const name = 'xl/sharedStrings.xml';
  const texts: string[] = [];
  if (book.zip.has(name))
    for await (const { body } of streamed(book.zip.read(name, TEXTS_BYTES_MAX), 'si'))
      texts.push(textsIn(body));
  book.texts = texts;
  return texts;
}

async function* rowsOf(book: Workbook, sheet: number): AsyncGenerator<ReadRow> {
  const part = book.sheets[sheet]?.part;
  if (part === undefined) throw unreadable('sheet');
  const texts = await textsOf(book);
  let last = 0;
  for await (const { attributes, body } of streamed(book.zip.read(part), 'row')) {
    const number = attributes['r'];
    const told = number === undefined ? last + 1 : Number.parseInt(number, 10);
    // Rows are told in order and once; a file that does otherwise was not made by a spreadsheet.
    if (!(told > last) || told > ROW_NUMBER_MAX) throw unreadable('rows');
    last = told;
    yield { row: last, cells: cellsOf(body, texts, book) };
  }
}

function cellsOf(row: string, texts: readonly string[], book: Workbook): readonly SheetCell[] {
  const cells: SheetCell[] = [];
  let next = 0;
  for (const { attributes, body } of elements(row, 'c')) {
    const column = attributes['r'] === undefined ? next : columnOf(attributes['r']);
    next = column + 1;
    const cell = cellOf(attributes, body, texts, book);
    if (cell === null) continue;
    checkColumns(column + 1);
    while (cells.length < column) cells.push(null);
    cells[column] = cell;
  }
  return cells;
}

function cellOf(
  { t: type = 'n', s: style = '0' }: Readonly<Record<string, string | undefined>>,
  body: string,
  texts: readonly string[],
  { dateStyles, from1904 }: Workbook,
): SheetCell {
  if (type === 'inlineStr') return textCell(textsIn(body));
  const value = firstElement(body, 'v')?.body;
  if (value === undefined || value === '') return null;
  if (type === 's') return textCell(texts[Number.parseInt(value, 10)] ?? '');
  if (type === 'b') return { kind: 'boolean', value: value === '1' || value === 'true' };
  if (type === 'e') return { kind: 'fault', text: unescapeXml(value) };
  if (type === 'str') return textCell(unescapeXml(value));
  if (type === 'd') return { kind: 'date', text: unescapeXml(value).replace('T', ' ').replace(/Z$/, '') };
  const shown = dateStyles.has(Number.parseInt(style, 10)) ? dateOfSerial(+value, from1904) : undefined;
  return shown === undefined ? readStoredNumber(value.trim()) : { kind: 'date', text: shown };
}

function textCell(given: string): SheetCell {
  const text = storableText(given);
  return text === '' ? null : { kind: 'text', text };
}

async function* textOf(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  for await (const piece of source) yield decoder.write(piece);
}

function streamed(source: AsyncIterable<Buffer>, name: string): AsyncGenerator<XmlElement> {
  return streamedElements(textOf(source), name, {
    charactersMax: ROW_CHARACTERS_MAX,
    tooLong: () => unreadable('size'),
  });
}
