import fc from 'fast-check';
import { applyChange, coerceChange } from '../forms/index.js';
import { claimForm, modelOf } from '../forms/claim.fixtures.js';
import { rowsOf } from '../forms/index.js';
import { diffRecords } from '../records/index.js';
import type { RecordData } from '../expression/index.js';
import { linesAsGiven, patchBack } from './line-changes.js';
import { placeOfPointer, readDocument } from './read-document.js';
import type { SheetCell } from './sheet-cell.js';

const model = modelOf(claimForm);
const header = model.fields.find(({ serverOwned, type }) => !serverOwned && type.kind === 'text');
const line = model.lines[0];
const column = line?.fields.find(({ serverOwned, type }) => !serverOwned && type.kind === 'text');
if (!header || !line || !column) throw new Error('the form has a text in its header and in its lines');

const text = (value: string): SheetCell => (value === '' ? null : { kind: 'text', text: value });
const columns = [
  [
    { column: 0, target: header.key },
    { column: 2, target: column.path },
  ],
];
const read = (rows: string[][]) =>
  readDocument(
    model,
    rows.map((cells, at) => ({ sheet: 0, row: at + 2, cells: cells.map(text) })),
    columns,
  );

describe('the rows of a document', () => {
  test('say the header once and a line each; every value knows its cell', () => {
    const reading = read([
      ['head', '', 'one'],
      ['', '', 'two'],
      ['head', '', ''],
    ]);
    expect(reading.issues).toEqual([]);
    expect(reading.header.get(header.key)).toEqual({ kind: 'value', value: 'head' });
    expect(reading.lines.get(line.key)).toHaveLength(2);
    expect(placeOfPointer(`/${line.key}/1/${column.key}`, reading, { sheet: 0, row: 2 })).toEqual({
      sheet: 0,
      row: 3,
      cell: 'C3',
    });
    expect(placeOfPointer(`/${line.key}/upsert/0/${column.key}`, reading, { sheet: 0, row: 2 }).cell).toBe(
      'C2',
    );
    expect(placeOfPointer('/nothing', reading, { sheet: 0, row: 2 })).toEqual({ sheet: 0, row: 2 });
  });

  test('that say the header in two ways are told so, with the cell', () => {
    expect(
      read([
        ['head', '', 'one'],
        ['other', '', 'two'],
      ]).issues,
    ).toMatchObject([
      { cell: 'A3', issue: { code: 'import_head_differs', params: { value: 'other', first: 'head' } } },
    ]);
  });
});

describe('changes of lines', () => {
  const ids = () => {
    let next = 0;
    return () => `00000000-0000-4000-8000-${String((next += 1)).padStart(12, '0')}`;
  };
  const fresh = ids();
  const made = (texts: readonly string[]): RecordData => {
    const change = coerceChange(model, {
      [line.key]: { upsert: texts.map((value) => ({ [column.key]: value })) },
    });
    const record = change.ok ? applyChange(model, {}, change.value, fresh) : change;
    if (!record.ok) throw new Error(JSON.stringify(record.error));
    return record.value;
  };
  const given = (record: RecordData, patch: unknown): RecordData => {
    const change = coerceChange(model, patch);
    const changed = change.ok ? applyChange(model, record, change.value, fresh) : change;
    if (!changed.ok) throw new Error(JSON.stringify(changed.error));
    return changed.value;
  };
  const textsOf = (record: RecordData) => rowsOf(record, line.key).map((row) => row[column.key]);
  const texts = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 6 });

  test('make the lines those of the file, whatever there was; the same file again changes nothing', () => {
    fc.assert(
      fc.property(texts, texts, (before, wanted) => {
        const rows = wanted.map((value) => ({ [column.key]: value }));
        const record = made(before);
        const after = given(record, { [line.key]: linesAsGiven(record, line.key, rows) });
        expect(textsOf(after)).toEqual(wanted);
        expect(given(after, { [line.key]: linesAsGiven(after, line.key, rows) })).toBe(after);
      }),
    );
  });

  test('are taken back: the lines have their values again', () => {
    fc.assert(
      fc.property(texts, texts, fc.string({ maxLength: 5 }), (before, wanted, name) => {
        const rows = wanted.map((value) => ({ [column.key]: value }));
        const record = { ...made(before), [header.key]: 'old' };
        const patch = { [header.key]: `new ${name}`, [line.key]: linesAsGiven(record, line.key, rows) };
        const after = given(record, patch);
        const back = given(after, patchBack(model, diffRecords(model, record, after)));
        expect(back[header.key]).toBe('old');
        expect([...textsOf(back)].sort()).toEqual([...before].sort());
      }),
    );
  });
});
