import { Zip, ZipDeflate } from 'fflate';
import { daysBetween } from '@dougong/kernel/foundation';
import type { SheetCell } from '@dougong/kernel/exchange';
import type { SheetFormat, SheetToWrite } from './sheet-writer.js';
import {
  contentTypes,
  escapeXml,
  RELATIONS,
  sheetEnd,
  sheetName,
  sheetStart,
  STYLE,
  STYLES,
  workbook,
  workbookRelations,
} from './xlsx-parts.js';
import type { CellList } from './xlsx-parts.js';

/** A sheet holds 1,048,576 rows; what is more goes into another one. */
const ROWS_MAX = 1_048_000;
const BLOCK_CHARACTERS = 131_072;
const CELL_CHARACTERS_MAX = 32_767;
/** Fast rather than small: the file is made while somebody waits for it. */
const LEVEL = 1;
/** Day 0 of a sheet, for all days after February 1900: sheets believe that it had a 29th. */
const DAY_ZERO = '1899-12-30';
const FIRST_DAY = '1900-03-01';

/** Excel's own format, written as a stream. */
export const XLSX: SheetFormat = {
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  extension: 'xlsx',
  async *write(sheets) {
    const file = new XlsxFile();
    for (const sheet of sheets) yield* file.sheet(sheet);
    yield* file.end();
  },
};

/** An xlsx file that is being written; what it gives out is not kept. */
export class XlsxFile {
  private readonly names: string[] = [];
  private readonly made: Uint8Array[] = [];
  private readonly zip = new Zip((error, bytes) => {
    if (error) throw error;
    this.made.push(bytes);
  });

  /** Writes one sheet, in several where its rows are too many for one. */
  async *sheet(sheet: SheetToWrite, lists: readonly CellList[] = []): AsyncGenerator<Uint8Array> {
    let part = this.open(sheet);
    let [block, row] = ['', 1];
    for await (const cells of sheet.rows()) {
      if (row === ROWS_MAX) {
        this.close(part, block, lists);
        [part, block, row] = [this.open(sheet), '', 1];
      }
      block += rowXml((row += 1), cells);
      if (block.length < BLOCK_CHARACTERS) continue;
      part.push(Buffer.from(block));
      block = '';
      yield* this.made.splice(0);
    }
    this.close(part, block, lists);
    yield* this.made.splice(0);
  }

  /** Writes what tells a reader of all the sheets. */
  *end(): Generator<Uint8Array> {
    const { length } = this.names;
    this.whole('xl/styles.xml', STYLES);
    this.whole('xl/workbook.xml', workbook(this.names));
    this.whole('xl/_rels/workbook.xml.rels', workbookRelations(length));
    this.whole('_rels/.rels', RELATIONS);
    this.whole('[Content_Types].xml', contentTypes(length));
    this.zip.end();
    yield* this.made.splice(0);
  }

  private open({ name, columns }: SheetToWrite): ZipDeflate {
    this.names.push(sheetName(name, this.names));
    const part = new ZipDeflate(`xl/worksheets/sheet${this.names.length}.xml`, { level: LEVEL });
    this.zip.add(part);
    const head = columns.map(({ title }) => ({ kind: 'text', text: title }) as const);
    part.push(Buffer.from(sheetStart(columns) + rowXml(1, head, STYLE.head)));
    return part;
  }

  private close(part: ZipDeflate, block: string, lists: readonly CellList[]): void {
    part.push(Buffer.from(block + sheetEnd(lists)), true);
  }

  private whole(name: string, text: string): void {
    const part = new ZipDeflate(name, { level: LEVEL });
    this.zip.add(part);
    part.push(Buffer.from(text), true);
  }
}

function rowXml(row: number, cells: readonly SheetCell[], style?: number): string {
  return `<row r="${row}">${cells.map((cell) => cellXml(cell, style)).join('')}</row>`;
}

function cellXml(cell: SheetCell, style: number = STYLE.text): string {
  if (cell === null) return '<c/>';
  switch (cell.kind) {
    case 'number':
      return `<c><v>${cell.text}</v></c>`;
    case 'date':
      return cell.text < FIRST_DAY
        ? textXml(cell.text, style)
        : `<c s="${STYLE.date}"><v>${daysBetween(DAY_ZERO, cell.text)}</v></c>`;
    case 'boolean':
      return `<c t="b"><v>${cell.value ? 1 : 0}</v></c>`;
    default:
      return textXml(cell.text, style);
  }
}

function textXml(text: string, style: number): string {
  const shown = escapeXml(text.slice(0, CELL_CHARACTERS_MAX));
  return `<c s="${style}" t="inlineStr"><is><t xml:space="preserve">${shown}</t></is></c>`;
}
