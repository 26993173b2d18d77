import { openCsv } from './csv-reader.js';
import { unreadable } from './sheet-reader.js';
import type { SheetFile } from './sheet-reader.js';
import { openXlsx } from './xlsx-reader.js';

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
/** Excel before 2007, and locked files of later ones. */
const OLD_EXCEL = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/** Opens a file by what it is, not by what it is called. */
export async function openSheets(bytes: Buffer, name: string): Promise<SheetFile> {
  if (bytes.subarray(0, ZIP.length).equals(ZIP)) return openXlsx(bytes);
  if (bytes.subarray(0, OLD_EXCEL.length).equals(OLD_EXCEL)) throw unreadable('old_excel');
  if (bytes.length === 0) throw unreadable('empty');
  return openCsv(bytes, name.replace(/\.[^.]*$/, '') || 'CSV');
}
