import * as xlsx from '@e965/xlsx';
import { unzipSync, zipSync } from 'fflate';
import { deflateRawSync } from 'node:zlib';
import type { SheetCell } from '@dougong/kernel/exchange';
import { CSV } from './csv-writer.js';
import { openSheets } from './open-sheets.js';
import type { SheetFile } from './sheet-reader.js';
import type { SheetToWrite } from './sheet-writer.js';
import { XLSX } from './xlsx-writer.js';

async function bytesOf(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function rowsOf(file: SheetFile, sheet = 0): Promise<(readonly SheetCell[])[]> {
  const rows: (readonly SheetCell[])[] = [];
  for await (const { cells } of file.rows(sheet)) rows.push(cells);
  return rows;
}

const text = (value: string): SheetCell => ({ kind: 'text', text: value });
const number = (value: string): SheetCell => ({ kind: 'number', text: value });

const ROWS: readonly (readonly SheetCell[])[] = [
  [text('00123'), number('12.50'), { kind: 'date', text: '2026-11-22' }],
  [text('=1+1'), number('-3'), null],
  [text('a "quoted", <b>&amp;\nline'), null, { kind: 'date', text: '1900-01-05' }],
];

const SHEET: SheetToWrite = {
  name: 'Rows/[1]',
  columns: ['A', 'B', 'C'].map((title) => ({ title, style: 'text', width: 10 })),
  async *rows() {
    for (const row of ROWS) yield row;
  },
};

describe('files of sheets', () => {
  test('what was written to xlsx is read again, by us and by others', async () => {
    const bytes = await bytesOf(XLSX.write([SHEET]));
    const file = await openSheets(bytes, 'x.xlsx');
    expect(file.sheets).toEqual(['Rows  1']);
    const [head, first, second, third] = await rowsOf(file);
    expect(head).toEqual([text('A'), text('B'), text('C')]);
    expect(first).toEqual([text('00123'), number('12.5'), { kind: 'date', text: '2026-11-22' }]);
    expect(second).toEqual([text('=1+1'), number('-3')]);
    expect(third).toEqual([text('a "quoted", <b>&amp;\nline'), null, text('1900-01-05')]);
    const book = xlsx.read(bytes);
    expect(book.Sheets[book.SheetNames[0] ?? '']?.['A2']).toMatchObject({ t: 's', v: '00123' });
  });

  test('what others write to xlsx is read: shared texts, dates, formulas, faults, gaps', async () => {
    const sheet = xlsx.utils.aoa_to_sheet(
      [['code', 'when', 'sum'], ['001', new Date(Date.UTC(2026, 10, 22)), 3], [], [true, null, 'rich']],
      { cellDates: false, UTC: true } as xlsx.AOA2SheetOpts,
    );
    sheet['D2'] = { t: 'e', v: 0x17 };
    sheet['!ref'] = 'A1:D4';
    const book = xlsx.utils.book_new();
    xlsx.utils.book_append_sheet(book, sheet, '数据');
    const bytes = xlsx.write(book, { type: 'buffer', bookSST: true, compression: true }) as Buffer;
    const file = await openSheets(bytes, 'x.xlsx');
    expect(file.sheets).toEqual(['数据']);
    const rows = await rowsOf(file);
    expect(rows[1]?.[0]).toEqual(text('001'));
    expect(rows[1]?.[1]).toEqual({ kind: 'date', text: '2026-11-22' });
    expect(rows[1]?.[2]).toEqual(number('3'));
    expect(rows[1]?.[3]).toEqual({ kind: 'fault', text: '#REF!' });
    expect(rows.at(-1)?.[0]).toEqual({ kind: 'boolean', value: true });
  });

  test.each([
    ['UTF-8', Buffer.from('名称,数量\r\n螺丝,"1,200"\r\n')],
    ['UTF-8 with a mark', Buffer.from('\uFEFF名称,数量\r\n螺丝,"1,200"\r\n')],
    [
      'UTF-16',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('名称\t数量\n螺丝\t1,200\n', 'utf16le')]),
    ],
    [
      'GB 18030',
      Buffer.from([
        0xc3, 0xfb, 0xb3, 0xc6, 0x3b, 0xca, 0xfd, 0xc1, 0xbf, 0x0a, 0xc2, 0xdd, 0xcb, 0xbf, 0x3b, 0x31, 0x2c,
        0x32, 0x30, 0x30,
      ]),
    ],
  ])('csv is read in %s', async (_, bytes) => {
    expect(await rowsOf(await openSheets(bytes, '表.csv'))).toEqual([
      [text('名称'), text('数量')],
      [text('螺丝'), text('1,200')],
    ]);
  });

  test('what was written to csv is read again', async () => {
    const file = await openSheets(await bytesOf(CSV.write([SHEET])), 'x.csv');
    const [, first, second, third] = await rowsOf(file);
    expect(first).toEqual([text('00123'), text('12.50'), text('2026-11-22')]);
    expect(second).toEqual([text('=1+1'), text('-3')]);
    expect(third?.[0]).toEqual(text('a "quoted", <b>&amp;\nline'));
  });
});

/** An archive with one part. */
function archive(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content);
  const head = Buffer.alloc(30 + name.length);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(8, 8);
  head.writeUInt16LE(name.length, 26);
  head.write(name, 30);
  const entry = Buffer.alloc(46 + name.length);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt16LE(name.length, 28);
  entry.write(name, 46);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(head.length + packed.length, 16);
  return Buffer.concat([head, packed, entry, end]);
}

const WORKBOOK = '<workbook><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>';

/** A workbook whose parts say what no program would write. */
function crafted(parts: Readonly<Record<string, string>>): Buffer {
  const relations = '<Relationships><Relationship Id="r1" Target="worksheets/s.xml"/></Relationships>';
  const all = {
    'xl/workbook.xml': WORKBOOK,
    'xl/_rels/workbook.xml.rels': relations,
    'xl/worksheets/s.xml': '<row></row>',
    ...parts,
  };
  const files = Object.entries(all).map(([name, xml]) => [name, Buffer.from(xml)] as const);
  return Buffer.from(zipSync(Object.fromEntries(files)));
}

describe('files that are not what they claim to be', () => {
  test.each([
    ['cut off', Buffer.from('PK\u0003\u0004 and no more')],
    ['an archive of something else', archive('readme.txt', Buffer.from('hello'))],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1])],
    ['empty', Buffer.alloc(0)],
    ['bytes', Buffer.from([1, 0, 2, 0, 3])],
  ])('one that is %s is refused with a sentence', async (_, bytes) => {
    await expect(openSheets(bytes, 'x')).rejects.toMatchObject({ status: 422, code: 'file_unreadable' });
  });

  test('a small file that unfolds without end is stopped on the way', async () => {
    const bomb = archive('xl/workbook.xml', Buffer.alloc(64 * 1024 * 1024, ' '));
    expect(bomb.length).toBeLessThan(200_000);
    await expect(openSheets(bomb, 'x')).rejects.toMatchObject({ code: 'file_unreadable' });
  }, 60_000);

  test('rows that are told twice or out of order are refused, and signs that nobody keeps are left out', async () => {
    const rows = (xml: string) => {
      const book = xlsx.utils.book_new();
      xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet([['x']]), 'S');
      const files = unzipSync(xlsx.write(book, { type: 'buffer' }) as Buffer);
      files['xl/worksheets/sheet1.xml'] = Buffer.from(`<worksheet><sheetData>${xml}</sheetData></worksheet>`);
      return Buffer.from(zipSync(files));
    };
    const cell = '<c t="inlineStr"><is><t>a_x0000_b&#0;c&#xD800;</t></is></c>';
    const twice = await openSheets(rows(`<row r="2">${cell}</row><row r="2">${cell}</row>`), 'x');
    await expect(rowsOf(twice)).rejects.toMatchObject({ code: 'file_unreadable' });
    const once = await openSheets(rows(`<row r="2">${cell}</row>`), 'x');
    expect(await rowsOf(once)).toEqual([[text('abc')]]);
  });

  // Each of these took minutes of a file of a kilobyte, when every place was searched on from to the end.
  const OFTEN = 160_000;
  test.each([
    ['rows', { 'xl/worksheets/s.xml': '<row>'.repeat(OFTEN) }],
    ['heads of rows', { 'xl/worksheets/s.xml': '<row '.repeat(OFTEN) }],
    ['cells', { 'xl/worksheets/s.xml': `<row>${'<c>'.repeat(OFTEN)}</row>` }],
    ['values', { 'xl/worksheets/s.xml': `<row><c>${'<v>'.repeat(OFTEN)}</c></row>` }],
    ['attributes', { 'xl/worksheets/s.xml': `<row ${'a'.repeat(OFTEN * 4)}></row>` }],
    ['readings', { 'xl/worksheets/s.xml': `<row><c t="inlineStr">${'<rPh>'.repeat(OFTEN)}</c></row>` }],
    ['texts', { 'xl/sharedStrings.xml': '<si>'.repeat(OFTEN) }],
    ['formats', { 'xl/styles.xml': '<cellXfs>'.repeat(OFTEN) }],
    ['brackets', { 'xl/styles.xml': `<numFmt numFmtId="1" formatCode="${'['.repeat(OFTEN * 4)}"/>` }],
    ['properties', { 'xl/workbook.xml': `${WORKBOOK}${'<workbookPr'.repeat(OFTEN)}` }],
  ])('a file full of %s that never end is read once', async (_, parts) => {
    await rowsOf(await openSheets(crafted(parts), 'x.xlsx')).catch((error: unknown) =>
      expect(error).toMatchObject({ code: 'file_unreadable' }),
    );
  });

  test('what a document type would bring in stays outside', async () => {
    const evil = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]>';
    const cell = '<c t="inlineStr"><is><t>[&a;&b;&constructor;&__proto__;]</t></is></c>';
    const parts = { 'xl/worksheets/s.xml': `${evil}<row r="1">${cell}</row>` };
    expect(await rowsOf(await openSheets(crafted(parts), 'x.xlsx'))).toEqual([
      [text('[&a;&b;&constructor;&__proto__;]')],
    ]);
  });

  test('more than 200 columns are refused', async () => {
    const wide = Buffer.from(Array.from({ length: 201 }, () => 'x').join(','));
    await expect(rowsOf(await openSheets(wide, 'x.csv'))).rejects.toMatchObject({ code: 'too_many_columns' });
  });
});
