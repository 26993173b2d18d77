import { chain, flowOf, line, node } from '../flows.fixtures.js';
import { comesTo } from './ahead.js';
import { canFinish, flowNet } from './can-finish.js';
import { Dice, nestedDrawing, WITH_GATES } from './drawings.fixtures.js';
import { forwardGraph } from './forward-lines.js';
import { reachable } from './graph.js';
import type { Net } from './net.js';

/** `s -> x (both) -> a -> c (back to a, or on) -> j -> e`, and `x -> b -> j`. */
const FLOW = flowOf(
  [
    node('s', 'start'),
    node('x', 'and_split'),
    node('a', 'step'),
    node('c', 'xor_split'),
    node('b', 'step'),
    node('j', 'and_join'),
    node('e', 'end'),
  ],
  [...chain('s', 'x', 'a', 'c', 'j', 'e'), line('x', 'b'), line('b', 'j'), line('c', 'a')],
);

function netOf(definition = FLOW): Net {
  const net = flowNet(definition, WITH_GATES);
  if (net === undefined) throw new Error('the drawing has no net');
  return net;
}

describe('whether an instance can still end', () => {
  test('from its start, and from every place that it comes to', () => {
    const net = netOf();
    expect(canFinish(net, [{ nodeId: 's' }], 100)).toBe('yes');
    expect(
      canFinish(
        net,
        [
          { nodeId: 'a', via: 'x-a' },
          { nodeId: 'b', via: 'x-b' },
        ],
        100,
      ),
    ).toBe('yes');
    expect(
      canFinish(
        net,
        [
          { nodeId: 'c', via: 'a-c' },
          { nodeId: 'j', via: 'b-j' },
        ],
        100,
      ),
    ).toBe('yes');
  });

  test('not when a branch has lost its token, nor when one has two', () => {
    const net = netOf();
    expect(canFinish(net, [{ nodeId: 'a', via: 'x-a' }], 100)).toBe('no');
    const two = [
      { nodeId: 'a', via: 'x-a' },
      { nodeId: 'a', via: 'x-a' },
      { nodeId: 'b', via: 'x-b' },
    ];
    expect(canFinish(net, two, 100)).toBe('no');
  });

  test('not from a line that is not drawn', () => {
    expect(canFinish(netOf(), [{ nodeId: 'a', via: 'gone' }], 100)).toBe('no');
  });

  test('nobody knows when there is too much to look at', () => {
    const net = netOf(nestedDrawing(new Dice(2), 60));
    expect(canFinish(net, [{ nodeId: 's' }], 5)).toBe('unknown');
  });
});

describe('what is still ahead', () => {
  test('lines that lead back are left out', () => {
    const graph = forwardGraph(FLOW, WITH_GATES);
    expect([...reachable(graph, ['c'])].sort()).toEqual(['c', 'e', 'j']);
  });

  test('a token in a loop before a join can still come to it, from wherever it is in the loop', () => {
    const comes = comesTo(FLOW, WITH_GATES);
    expect(['s', 'x', 'a', 'c', 'b'].every((from) => comes(from, 'j'))).toBe(true);
    expect(comes('e', 'j')).toBe(false);
  });

  test('a token behind a join does not come to it in this turn of the loop around both', () => {
    const around = {
      ...FLOW,
      nodes: [...FLOW.nodes, node('again', 'xor_split'), node('h', 'step')],
      edges: [
        ...FLOW.edges.filter(({ id }) => id !== 'j-e' && id !== 's-x'),
        ...chain('s', 'h', 'x'),
        ...chain('j', 'again', 'e'),
        line('again', 'h'),
      ],
    };
    const comes = comesTo(around, WITH_GATES);
    expect(comes('again', 'j')).toBe(false);
    expect(comes('h', 'j')).toBe(true);
    // The small loop inside still counts.
    expect(comes('c', 'a')).toBe(false);
    expect(comes('c', 'j')).toBe(true);
  });
});
