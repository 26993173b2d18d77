import { runsOverNodes } from './crossings.js';

const PLACES = { a: { x: 0, y: 0 }, b: { x: 0, y: 104 }, c: { x: 0, y: 208 }, d: { x: 400, y: 104 } };

describe('the usual way of a line', () => {
  test('over a node between its ends is no good way', () => {
    expect(runsOverNodes({ from: 'a', to: 'c' }, PLACES)).toBe(true);
  });

  test('to the next row, or past what stands aside, is', () => {
    expect(runsOverNodes({ from: 'a', to: 'b' }, PLACES)).toBe(false);
    expect(runsOverNodes({ from: 'a', to: 'd' }, PLACES)).toBe(false);
  });
});
