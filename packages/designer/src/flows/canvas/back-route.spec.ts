import { backRoute, blockedEnds, lanesOf } from './back-route.js';

const PLACES = { a: { x: 0, y: 0 }, b: { x: 0, y: 104 }, c: { x: 288, y: 104 }, d: { x: 0, y: 208 } };

describe('a line that leads back', () => {
  test('goes beside everything that stands between its ends', () => {
    expect(lanesOf([{ id: 'x', from: 'd', to: 'a' }], PLACES).get('x')).toBeGreaterThan(288 + 232);
  });

  test('two that overlap go in different lanes', () => {
    const lanes = lanesOf(
      [
        { id: 'x', from: 'd', to: 'a' },
        { id: 'y', from: 'b', to: 'a' },
      ],
      PLACES,
    );
    expect(lanes.get('x')).not.toBe(lanes.get('y'));
  });

  test('steps out of its row where something stands to the right', () => {
    expect(blockedEnds({ id: 'x', from: 'b', to: 'a' }, PLACES)).toEqual({ source: true, target: false });
  });

  test('begins at its source and ends at its target', () => {
    const { path } = backRoute({ x: 232, y: 235 }, { x: 232, y: 27 }, 560, { source: false, target: true });
    expect(path.startsWith('M 232 235')).toBe(true);
    expect(path.endsWith('L 232 27')).toBe(true);
  });
});
