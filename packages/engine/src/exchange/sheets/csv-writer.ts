import { neutralText } from '@dougong/kernel/exchange';
import type { SheetCell } from '@dougong/kernel/exchange';
import type { SheetFormat, SheetToWrite } from './sheet-writer.js';

/** Excel takes a file without this mark for one in the local encoding. */
const BYTE_ORDER_MARK = '\uFEFF';
const LINE_END = '\r\n';
const BLOCK_CHARACTERS = 65_536;
const NEEDS_QUOTES = /[",\r\n\t]|^\s|\s$/;

/** CSV as RFC 4180 has it, in UTF-8. It holds one sheet. */
export const CSV: SheetFormat = { mediaType: 'text/csv; charset=utf-8', extension: 'csv', write };

async function* write([sheet]: readonly SheetToWrite[]): AsyncGenerator<Uint8Array> {
  if (!sheet) return;
  let block = BYTE_ORDER_MARK + lineOf(sheet.columns.map(({ title }) => quoted(neutralText(title))));
  for await (const row of sheet.rows()) {
    block += lineOf(row.map(fieldOf));
    if (block.length < BLOCK_CHARACTERS) continue;
    yield Buffer.from(block);
    block = '';
  }
  if (block !== '') yield Buffer.from(block);
}

function lineOf(fields: readonly string[]): string {
  return fields.join(',') + LINE_END;
}

/** Only texts can be taken for formulas; a number keeps its minus. */
function fieldOf(cell: SheetCell): string {
  if (cell === null) return '';
  if (cell.kind === 'boolean') return String(cell.value);
  return cell.kind === 'text' ? quoted(neutralText(cell.text)) : cell.text;
}

function quoted(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
