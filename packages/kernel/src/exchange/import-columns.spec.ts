import { claimForm, modelOf } from '../forms/claim.fixtures.js';
import { RowGroups } from './group-rows.js';
import { importTargets, proposeColumns, rememberColumns } from './import-columns.js';
import { cellName } from './sheet-cell.js';
import type { SheetCell } from './sheet-cell.js';

const model = modelOf(claimForm);
const targets = importTargets(model, () => false);
const nothingHidden = (heads: string[], remembered = {}) =>
  proposeColumns(heads, targets, remembered).map(({ target }) => target);

describe('columns and fields', () => {
  const [first, second] = model.fields;
  if (!first || !second) throw new Error('the form has fields');

  test('meet by title in either language, by key, and as they met before', () => {
    expect(nothingHidden([first.title['zh-CN'], second.key])).toEqual([first.key, second.key]);
    expect(nothingHidden([`${first.title.en} *`])).toEqual([first.key]);
    expect(nothingHidden(['whatever', 'else'], { whatever: second.key, else: null })).toEqual([
      second.key,
      null,
    ]);
  });

  test('meet once: the second column of the same name is left out', () => {
    expect(nothingHidden([first.key, first.key])).toEqual([first.key, null]);
  });

  test('what was assigned is remembered by its head', () => {
    const heads = ['A b', 'C'];
    const columns = [
      { column: 0, target: first.key },
      { column: 1, target: null },
    ];
    expect(nothingHidden(heads, rememberColumns(heads, columns))).toEqual([first.key, null]);
  });

  test('a hidden field is offered to nobody', () => {
    const seen = importTargets(model, (path) => path === first.key);
    expect(seen.map(({ target }) => target)).not.toContain(first.key);
  });
});

describe('rows and documents', () => {
  const text = (value: string): SheetCell => (value === '' ? null : { kind: 'text', text: value });
  const groups = (rows: string[][], header: number[], lines: number[]) => {
    const group = new RowGroups(header, lines);
    return rows.map((row) => group.of(row.map(text)));
  };

  test('without lines every row is a document', () => {
    expect(groups([['a'], ['a'], ['']], [0], [])).toEqual([1, 2, undefined]);
  });

  test('with lines, a blank or repeated head goes on with the document above', () => {
    const rows = [
      ['a', '1'],
      ['', '2'],
      ['a', '3'],
      ['b', '4'],
      ['', ''],
      ['', '5'],
    ];
    expect(groups(rows, [0], [1])).toEqual([1, 1, 1, 2, undefined, 2]);
  });

  test('cells are named as sheets name them', () => {
    expect([cellName(0, 1), cellName(25, 2), cellName(26, 3), cellName(701, 4), cellName(702, 5)]).toEqual([
      'A1',
      'Z2',
      'AA3',
      'ZZ4',
      'AAA5',
    ]);
  });
});
