import { readingOrder, neighbour } from './flow-graph.js';
import { CLAIM_FLOW } from './flows.fixtures.js';

describe('reading a flow', () => {
  test('a join comes after all of its branches', () => {
    expect(readingOrder(CLAIM_FLOW).map((node) => node.id)).toEqual([
      'start',
      'leader',
      'large',
      'board',
      'end',
    ]);
  });

  test('a way back does not hold anything up', () => {
    const edges = [...CLAIM_FLOW.edges, { id: 'back', from: 'board', to: 'leader' }];
    expect(readingOrder({ ...CLAIM_FLOW, edges }).map((node) => node.id)).toEqual([
      'start',
      'leader',
      'large',
      'board',
      'end',
    ]);
  });

  test('every node is read once, even one that stands alone or in a ring', () => {
    const nodes = ['a', 'b', 'c'].map((id) => ({ id, type: 'cc', title: CLAIM_FLOW.title, config: {} }));
    const edges = [
      { id: '1', from: 'a', to: 'b' },
      { id: '2', from: 'b', to: 'a' },
    ];
    const order = readingOrder({ ...CLAIM_FLOW, nodes, edges }).map((node) => node.id);
    expect([...order].sort()).toEqual(['a', 'b', 'c']);
  });
});

describe('walking by arrows', () => {
  const places = CLAIM_FLOW.layout ?? {};

  test('goes to the nearest node in that direction', () => {
    expect(neighbour(places, 'start', 'down')).toBe('leader');
    expect(neighbour(places, 'large', 'right')).toBe('board');
    expect(neighbour(places, 'board', 'left')).toBeDefined();
  });

  test('stays where nothing lies', () => {
    expect(neighbour(places, 'start', 'up')).toBeUndefined();
    expect(neighbour(places, 'gone', 'up')).toBeUndefined();
  });
});
