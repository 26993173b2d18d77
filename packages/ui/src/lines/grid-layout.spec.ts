import type { LineColumn } from './line-column.js';
import { gridLayout } from './grid-layout.js';

const COLUMNS: readonly LineColumn[] = [
  { key: 'code', title: 'Code', kind: 'text', width: 80, frozen: true },
  { key: 'size', title: 'Size', kind: 'text', width: 100 },
  { key: 'bin', title: 'Bin', kind: 'text', width: 72 },
  { key: 'amount', title: 'Amount', kind: 'decimal', width: 100 },
];

describe('the layout of a grid', () => {
  test('gives up room of words before it scrolls, never of numbers and short codes', () => {
    expect(gridLayout(COLUMNS, false).template).toBe(
      '36px 80px minmax(65px, 100fr) minmax(72px, 72fr) minmax(100px, 100fr)',
    );
  });

  test('is as wide as its columns at their least', () => {
    expect(gridLayout(COLUMNS, false).minWidthPx).toBe(36 + 80 + 65 + 72 + 100);
  });
});
