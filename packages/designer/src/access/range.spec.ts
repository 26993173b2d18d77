import { cellsBetween, isBetween, moved } from './range.js';

test('arrows move by one cell and stop at the edge', () => {
  expect(moved({ row: 0, column: 0 }, 'ArrowDown', 3, 2)).toEqual({ row: 1, column: 0 });
  expect(moved({ row: 0, column: 1 }, 'ArrowRight', 3, 2)).toEqual({ row: 0, column: 1 });
  expect(moved({ row: 0, column: 1 }, 'Enter', 3, 2)).toBeUndefined();
});

test('a range is the rectangle between where it began and where it ends', () => {
  const [from, to] = [
    { row: 2, column: 1 },
    { row: 1, column: 0 },
  ];
  expect(cellsBetween(from, to)).toHaveLength(4);
  expect(isBetween({ row: 1, column: 1 }, from, to)).toBe(true);
  expect(isBetween({ row: 0, column: 1 }, from, to)).toBe(false);
});
