import { blockText, parseBlock } from './tsv.js';

describe('blocks of a spreadsheet', () => {
  test('a block is cut into rows and cells, the last break ends it', () => {
    expect(parseBlock('a\tb\r\n1\t2\r\n')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  test('a quoted cell keeps its tab, break and quotes', () => {
    expect(parseBlock('"two\nlines"\t"say ""hi"""\tplain')).toEqual([['two\nlines', 'say "hi"', 'plain']]);
  });

  test('what is copied reads back the same', () => {
    const block = [
      ['a\tb', 'c"d'],
      ['e\nf', ''],
    ];
    expect(parseBlock(blockText(block))).toEqual(block);
  });
});
