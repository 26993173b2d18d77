import { plainText } from '@dougong/kernel/exchange';
import type { SheetCell } from '@dougong/kernel/exchange';
import { CsvError, parse } from 'csv-parse';
import { checkColumns, storableText, unreadable } from './sheet-reader.js';
import type { ReadRow, SheetFile } from './sheet-reader.js';

const SAMPLE_CHARACTERS = 64 * 1024;
const FIELD_CHARACTERS_MAX = 100_000;
const SEPARATORS = [',', '\t', ';', '|'];

/** Opens a CSV file: UTF-8 with or without a mark, UTF-16 with one, or else GB 18030 as Excel in China writes it. */
export function openCsv(bytes: Buffer, name: string): SheetFile {
  const text = decoded(bytes);
  if (text.includes('\0')) throw unreadable('text');
  return { sheets: [name], rows: () => rowsOf(text) };
}

function decoded(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** The sign that parts most fields of the first lines, outside of quotes. */
function separatorOf(text: string): string {
  const sample = text.slice(0, SAMPLE_CHARACTERS).replaceAll(/"[^"]*"/g, '');
  const counted = SEPARATORS.map((sign) => ({ sign, count: sample.split(sign).length }));
  return counted.reduce((best, each) => (each.count > best.count ? each : best)).sign;
}

async function* rowsOf(text: string): AsyncGenerator<ReadRow> {
  const parser = parse(text, {
    delimiter: separatorOf(text),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: FIELD_CHARACTERS_MAX * 10,
  });
  let row = 0;
  try {
    for await (const fields of parser) {
      row += 1;
      yield { row, cells: cellsOf(fields as readonly string[]) };
    }
  } catch (error) {
    throw error instanceof CsvError ? unreadable(error.code) : error;
  }
}

function cellsOf(fields: readonly string[]): readonly SheetCell[] {
  const filled = fields.findLastIndex((field) => field !== '') + 1;
  checkColumns(filled);
  return fields
    .slice(0, filled)
    .map((field) => (field === '' ? null : { kind: 'text', text: plainText(storableText(field)) }));
}
