import { isError } from '../../foundation/index.js';
import type { FlowDefinition } from '../../metadata/index.js';
import { approval, chain, flowOf, handle, line, node, SCOPE } from '../flows.fixtures.js';
import { bruteForce } from './brute-force.fixtures.js';
import { checkFlow } from './check-flow.js';
import type { Finding } from './finding.js';
import { breakOneGate, Dice, nestedDrawing, randomDrawing, WITH_GATES } from './drawings.fixtures.js';
import { readDrawing } from './drawing.js';
import { graphOf, reachable, reversed } from './graph.js';
import { netOf } from './net.js';
import { isTrivial, reduceNet } from './reduce.js';
import { checkSoundness } from './soundness.js';
import { explore, isSoundSpace } from './state-space.js';

function soundness(definition: FlowDefinition): readonly Finding[] {
  return checkSoundness(readDrawing(definition, WITH_GATES), new Set());
}

function blocking(definition: FlowDefinition): string[] {
  return checkFlow(definition, { scope: SCOPE, nodeTypes: WITH_GATES })
    .filter(isError)
    .map(({ code, nodes }) => [code, ...nodes].join(' '));
}

/** A split with two steps to a join. */
function block(split: string, join: string): FlowDefinition {
  return flowOf(
    [
      node('s', 'start'),
      node('x', split),
      node('a', 'step'),
      node('b', 'step'),
      node('j', join),
      node('e', 'end'),
    ],
    [line('s', 'x'), line('x', 'a'), line('x', 'b'), line('a', 'j'), line('b', 'j'), line('j', 'e')],
  );
}

describe('what a split and a join make of each other', () => {
  test.each([
    ['xor_split', 'step', []],
    ['xor_split', 'or_join', []],
    ['and_split', 'and_join', []],
    ['and_split', 'or_join', []],
    ['or_split', 'or_join', []],
    ['xor_split', 'and_join', ['waits_forever j x']],
    ['or_split', 'and_join', ['waits_forever j x']],
    ['and_split', 'step', ['runs_twice j x']],
    ['or_split', 'step', ['runs_twice j x']],
  ])('%s with %s', (split, join, expected) => {
    expect(blocking(block(split, join))).toEqual(expected);
  });

  test('branches that each lead to an end of their own, or both to the same, are fine', () => {
    const shared = flowOf(
      [node('s', 'start'), node('x', 'and_split'), node('a', 'step'), node('b', 'step'), node('e', 'end')],
      [line('s', 'x'), line('x', 'a'), line('x', 'b'), line('a', 'e'), line('b', 'e')],
    );
    expect(blocking(shared)).toEqual([]);
  });

  test('an end that cancels the rest lets a join wait in vain without harm', () => {
    const definition = flowOf(
      [
        node('s', 'start'),
        node('x', 'and_split'),
        node('c', 'xor_split'),
        node('stop', 'end', { terminate: true }),
        node('b', 'step'),
        node('j', 'and_join'),
        node('e', 'end'),
      ],
      [...chain('s', 'x', 'c', 'stop'), line('x', 'b'), line('b', 'j'), line('c', 'j'), line('j', 'e')],
    );
    expect(blocking(definition)).toEqual([]);
    const ordinary = definition.nodes.map((each) => (each.id === 'stop' ? node('stop', 'end') : each));
    expect(blocking({ ...definition, nodes: ordinary })).toEqual(['waits_forever j c']);
  });

  test('a join for the first of two lines neither waits nor runs twice', () => {
    const early = (need: number): FlowDefinition => {
      const definition = block('and_split', 'and_join');
      return {
        ...definition,
        nodes: definition.nodes.map((each) => (each.id === 'j' ? node('j', 'and_join', { need }) : each)),
      };
    };
    for (const need of [1, 2]) expect(soundness(early(need))).toEqual([]);
    expect(soundness(early(3)).map(({ code }) => code)).toEqual(['waits_forever']);
  });

  test('the first of two lines after a choice: what the join does with late ones makes no difference', () => {
    for (const rest of ['cancel', 'ignore']) {
      const definition = block('or_split', 'and_join');
      const nodes = definition.nodes.map((each) =>
        each.id === 'j' ? node('j', 'and_join', { need: 1, rest }) : each,
      );
      expect(soundness({ ...definition, nodes })).toEqual([]);
    }
  });

  test('a join that swallows late tokens takes one of another turn of the loop for what it is', () => {
    const definition = flowOf(
      [
        node('s', 'start'),
        node('h', 'step'),
        node('x', 'xor_split'),
        node('a', 'step'),
        node('b', 'step'),
        node('j', 'and_join', { need: 1, rest: 'ignore' }),
        node('c', 'xor_split'),
        node('e', 'end'),
      ],
      [...chain('s', 'h', 'x', 'a', 'j', 'c', 'e'), ...chain('x', 'b', 'j'), line('c', 'h')],
    );
    expect(soundness(definition)).toEqual([]);
  });

  test('a way back from a branch to before the split would open the other branch twice', () => {
    const definition = flowOf(
      [
        node('s', 'start'),
        node('m', 'step'),
        node('x', 'and_split'),
        node('a', 'xor_split'),
        node('b', 'step'),
        node('j', 'and_join'),
        node('e', 'end'),
      ],
      [...chain('s', 'm', 'x', 'a', 'j', 'e'), line('x', 'b'), line('b', 'j'), line('a', 'm')],
    );
    expect(soundness(definition).map(({ code, nodes }) => [code, nodes[0]])).toContainEqual([
      'runs_twice',
      'm',
    ]);
  });

  test('a loop before an inclusive join is waited for, however often it goes round', () => {
    const definition = flowOf(
      [
        node('s', 'start'),
        node('x', 'and_split'),
        node('h', 'step'),
        node('c', 'xor_split'),
        node('back', 'step'),
        node('j', 'or_join'),
        node('e', 'end'),
      ],
      [...chain('s', 'x', 'h', 'c', 'j', 'e'), ...chain('c', 'back', 'h'), line('x', 'j')],
    );
    expect(soundness(definition)).toEqual([]);
    expect(isSoundSpace(explore(netOf(readDrawing(definition, WITH_GATES)) ?? fail()))).toBe(true);
  });

  test('a join that also waits for a line from a step that nobody reaches waits forever', () => {
    const definition = block('and_split', 'and_join');
    const lost = {
      ...definition,
      nodes: [...definition.nodes, node('lost', 'step')],
      edges: [...definition.edges, line('lost', 'j')],
    };
    expect(blocking(lost)).toEqual(['unreachable lost', 'waits_forever j']);
  });

  test('a loop without a way out is told besides the steps that cannot finish', () => {
    const definition = flowOf(
      [node('s', 'start'), node('c', 'xor_split'), node('a', 'step'), node('b', 'step'), node('e', 'end')],
      [...chain('s', 'c', 'a', 'b', 'a'), line('c', 'e')],
    );
    expect(blocking(definition)).toEqual([
      'cannot_finish a',
      'cannot_finish b',
      expect.stringMatching(/^endless_loop .*a/),
    ]);
  });
});

function fail(): never {
  throw new Error('the drawing has no net');
}

describe('the examples of the contract', () => {
  const nodes = (join: string) => [
    node('s', 'start'),
    node('c', 'condition'),
    handle('pack', ['kate']),
    handle('buy', ['jack']),
    ...(join === '' ? [] : [node('j', join)]),
    handle('ship', ['jack']),
    node('e', 'end'),
  ];
  const branch = [
    line('s', 'c'),
    line('c', 'pack', { when: { '==': [{ var: 'urgent' }, true] } }),
    line('c', 'buy', { default: true }),
  ];

  test('a publish is refused where the wait for all can never be satisfied', () => {
    const edges = [...branch, ...chain('pack', 'j', 'ship', 'e'), line('buy', 'j')];
    const found = checkFlow(flowOf(nodes('and_join'), edges), { scope: SCOPE, nodeTypes: WITH_GATES });
    expect(found).toMatchObject([
      {
        code: 'waits_forever',
        nodes: ['j', 'c'],
        params: { node: { en: 'j' }, split: { en: 'c' } },
        fix: { kind: 'change_type', node: 'j', type: 'inclusive_join' },
      },
    ]);
  });

  test('a well-nested flow is published', () => {
    const edges = [...branch, ...chain('pack', 'ship', 'e'), line('buy', 'ship')];
    expect(checkFlow(flowOf(nodes(''), edges), { scope: SCOPE, nodeTypes: WITH_GATES })).toEqual([]);
  });

  test('a refusal line and a timeout line are choices like any other', () => {
    const definition = flowOf(
      [
        node('s', 'start'),
        approval('a', ['bob'], { onReject: 'edge' }),
        handle('fix', ['amy']),
        node('e', 'end'),
      ],
      [...chain('s', 'a', 'e'), line('a', 'fix', { on: 'rejected' }), line('fix', 'a')],
    );
    expect(blocking(definition)).toEqual([]);
  });
});

/** Every node on some way from the start to the end. */
function isConnected({ nodes, edges }: FlowDefinition): boolean {
  const graph = graphOf(
    nodes.map(({ id }) => id),
    edges,
  );
  return (
    reachable(graph, ['s']).size === nodes.length && reachable(reversed(graph), ['e']).size === nodes.length
  );
}

test('2,000 random small drawings are judged as by playing all their runs', () => {
  const dice = new Dice(20);
  const judged = { sound: 0, unsound: 0 };
  for (let at = 0; judged.sound + judged.unsound < 2000; at += 1) {
    const nested = nestedDrawing(dice, 3 + dice.roll(6));
    const definition = at % 4 > 0 ? randomDrawing(dice) : (breakOneGate(nested, dice)?.definition ?? nested);
    if (!isConnected(definition)) continue;
    const { isSound } = bruteForce(definition, 300);
    if (isSound === undefined) continue;
    judged[isSound ? 'sound' : 'unsound'] += 1;
    expect([soundness(definition).length === 0, definition]).toEqual([isSound, definition]);
  }
  expect(Math.min(judged.sound, judged.unsound)).toBeGreaterThan(400);
});

test('180 nested flows with one gate in the wrong kind are refused with the right code, at the right place', () => {
  const dice = new Dice(180);
  for (let count = 0; count < 180;) {
    const broken = breakOneGate(nestedDrawing(dice, 8 + dice.roll(50)), dice);
    if (broken === undefined) continue;
    count += 1;
    const named = soundness(broken.definition)
      .filter(({ code }) => code === broken.code)
      .flatMap(({ nodes }) => nodes);
    // The gate itself, or its partner on the other side of the same block.
    expect([broken, broken.partners.some((id) => named.includes(id))]).toEqual([broken, true]);
  }
});

test('nested flows of any size come down to nothing', () => {
  const dice = new Dice(3);
  for (const size of [10, 50, 300]) {
    const net = netOf(readDrawing(nestedDrawing(dice, size), WITH_GATES)) ?? fail();
    expect(isTrivial(reduceNet(net))).toBe(true);
  }
});

test('a flow that is too entangled to be played through is said to be so', () => {
  const many = Array.from({ length: 16 }, (_, at) => `c${at}`);
  const definition = flowOf(
    [
      node('s', 'start'),
      node('x', 'and_split'),
      ...many.map((id) => node(id, 'xor_split')),
      node('j', 'or_join'),
      node('k', 'or_join'),
      node('e', 'end', { terminate: true }),
    ],
    [
      line('s', 'x'),
      ...many.flatMap((id) => [line('x', id), line(id, 'j'), line(id, 'k')]),
      line('j', 'e'),
      line('k', 'e'),
    ],
  );
  expect(soundness(definition).map(({ code }) => code)).toEqual(['too_complex']);
});
