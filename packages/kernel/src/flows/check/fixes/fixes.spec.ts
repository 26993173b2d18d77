import type { FlowDefinition, FlowEdge, FlowNode } from '../../../metadata/index.js';
import { above, approval, chain, flowOf, line, node, SCOPE } from '../../flows.fixtures.js';
import { inclusiveJoinNode } from '../../node-types/inclusive-join.node.js';
import { parallelJoinNode } from '../../node-types/parallel-join.node.js';
import { checkFlow } from '../check-flow.js';
import { Dice, randomDrawing, WITH_GATES } from '../drawings.fixtures.js';
import type { Finding } from '../finding.js';
import { applyFix } from './apply-fix.js';

function check(definition: FlowDefinition): readonly Finding[] {
  return checkFlow(definition, { scope: SCOPE, nodeTypes: WITH_GATES });
}

function findingOf(definition: FlowDefinition, code: string): Finding {
  const found = check(definition).find((each) => each.code === code);
  if (found === undefined) throw new Error(`${code} is not found`);
  return found;
}

/** The drawing after the fix that is offered for a finding. */
function mended(definition: FlowDefinition, code: string): FlowDefinition {
  const { fix } = findingOf(definition, code);
  if (fix === undefined) throw new Error(`nothing is offered for ${code}`);
  return applyFix(definition, fix, WITH_GATES);
}

function codes(definition: FlowDefinition): string[] {
  return check(definition).map(({ code }) => code);
}

/** What a finding is about: the same code at the same place is the same finding. */
function placeOf({ code, nodes, edges = [] }: Finding): string {
  return [code, nodes[0] ?? '', ...edges].join(' ');
}

const steps = (...ids: readonly string[]): FlowNode[] => [
  node('s', 'start'),
  ...ids.map((id) => node(id, 'step')),
  node('e', 'end'),
];

describe('an offered fix', () => {
  test('turns a join that waits in vain into one that waits for what comes', () => {
    const definition = flowOf(
      [...steps('a', 'b'), node('x', 'xor_split'), node('j', 'and_join')],
      [...chain('s', 'x', 'a', 'j', 'e'), line('x', 'b'), line('b', 'j')],
    );
    expect(findingOf(definition, 'waits_forever').fix).toEqual({
      kind: 'change_type',
      node: 'j',
      type: 'inclusive_join',
    });
    expect(codes(mended(definition, 'waits_forever'))).toEqual([]);
  });

  test('gives a join that was only called by its kind the name of its new kind, and leaves other names', () => {
    const named = (title: FlowNode['title']) =>
      flowOf(
        [...steps('a', 'b'), node('x', 'xor_split'), { ...node('j', 'parallel_join'), title }],
        [...chain('s', 'x', 'a', 'j', 'e'), line('x', 'b'), line('b', 'j')],
      );
    const titleAfter = (title: FlowNode['title']) =>
      mended(named(title), 'waits_forever').nodes.find(({ id }) => id === 'j')?.title;
    expect(titleAfter(parallelJoinNode.title)).toEqual(inclusiveJoinNode.title);
    const own = { 'zh-CN': '都到齐', en: 'All here' };
    expect(titleAfter(own)).toEqual(own);
  });

  test('lets parallel branches meet before the step that would be open twice', () => {
    const definition = flowOf(
      [...steps('a', 'b', 'm'), node('x', 'and_split')],
      [...chain('s', 'x', 'a', 'm', 'e'), line('x', 'b'), line('b', 'm')],
    );
    expect(findingOf(definition, 'runs_twice').fix).toEqual({
      kind: 'insert_join',
      before: 'm',
      type: 'parallel_join',
      edges: ['a-m', 'b-m'],
    });
    expect(codes(mended(definition, 'runs_twice'))).toEqual([]);
  });

  test('leads a loop without an exit out of itself', () => {
    const definition = flowOf(
      [...steps('a', 'b'), node('c', 'xor_split')],
      [...chain('s', 'c', 'a', 'b', 'a'), line('c', 'e')],
    );
    expect(codes(mended(definition, 'endless_loop'))).not.toContain('endless_loop');
  });

  test('lets the last line stand for all other cases', () => {
    const definition = flowOf(
      [...steps('a'), node('c', 'condition')],
      [
        line('s', 'c'),
        line('c', 'a', { when: above('10') }),
        line('c', 'e', { when: above('5') }),
        line('a', 'e'),
      ],
    );
    expect(findingOf(definition, 'no_default').fix).toEqual({ kind: 'set_default', edge: 'c-e' });
    expect(codes(mended(definition, 'no_default'))).toEqual([]);
  });

  test('draws the refusal that is promised', () => {
    const definition = flowOf(
      [
        node('s', 'start'),
        approval('a', ['bob'], { onReject: 'edge' }),
        node('e', 'end'),
        node('no', 'end', { result: 'rejected' }),
      ],
      chain('s', 'a', 'e'),
    );
    const after = mended(definition, 'missing_reject_line');
    expect(after.edges.at(-1)).toMatchObject({ from: 'a', to: 'no', on: 'rejected' });
    expect(codes(after)).toEqual([]);
  });

  test('puts a branch behind a step with several lines', () => {
    const definition = flowOf(steps('a', 'b'), [...chain('s', 'a', 'e'), line('a', 'b'), line('b', 'e')]);
    const after = mended(definition, 'needs_branch_node');
    expect(codes(after)).toEqual(['empty_condition']);
  });

  test('gives a flow a start and an end', () => {
    const middle = flowOf([node('a', 'step')], []);
    const after = mended(mended(middle, 'no_start'), 'no_end');
    expect(codes(after)).toEqual([]);
  });

  test('leaves the drawing that it was made for as it was', () => {
    const definition = flowOf(steps('a', 'b'), [...chain('s', 'a', 'e')]);
    const before = JSON.stringify(definition);
    mended(definition, 'unreachable');
    expect(JSON.stringify(definition)).toBe(before);
  });

  test('puts a new node near the one that it was made for', () => {
    const definition = flowOf(
      [...steps('a', 'b', 'm'), node('x', 'and_split')],
      [...chain('s', 'x', 'a', 'm', 'e'), line('x', 'b'), line('b', 'm')],
      { layout: { m: { x: 100, y: 200 } } },
    );
    expect(mended(definition, 'runs_twice').layout?.['join_1']).toEqual({ x: 140, y: 260 });
  });
});

/** Ways of damaging a drawing as people do. */
const DAMAGES: readonly ((definition: FlowDefinition, dice: Dice) => FlowDefinition)[] = [
  (definition) => definition,
  (definition, dice) => {
    const gone = dice.pick(definition.edges);
    return { ...definition, edges: definition.edges.filter((edge) => edge !== gone) };
  },
  (definition, dice) => {
    const gone = dice.pick(definition.nodes);
    return { ...definition, nodes: definition.nodes.filter((each) => each !== gone) };
  },
  (definition, dice) =>
    withEdge(
      definition,
      line(dice.pick(definition.nodes).id, 's', { id: `into_${definition.edges.length}` }),
    ),
  (definition, dice) =>
    withEdge(definition, line('e', dice.pick(definition.nodes).id, { id: `out_${definition.edges.length}` })),
  (definition, dice) =>
    withEdge(
      definition,
      line(dice.pick(definition.nodes).id, dice.pick(definition.nodes).id, {
        id: `any_${definition.edges.length}`,
      }),
    ),
  (definition) => ({
    ...definition,
    nodes: [...definition.nodes, node(`s${definition.nodes.length}`, 'start')],
  }),
  (definition, dice) => ({
    ...definition,
    nodes: definition.nodes.map((each) =>
      each.type === 'xor_split' ? node(each.id, dice.roll(2) === 0 ? 'condition' : 'approval') : each,
    ),
  }),
];

/** Settings that nothing in the drawing answers to. */
const BROKEN_STEPS: readonly Readonly<Record<string, unknown>>[] = [
  { onReject: 'edge' },
  { onReject: { return: 'gone' } },
  { mode: 'vote', passPercent: 120 },
  { timeout: { after: 'PT1H', action: 'edge' } },
];

/** Damages a step or a line in its settings. */
const SETTINGS: readonly ((definition: FlowDefinition, dice: Dice) => FlowDefinition)[] = [
  (definition, dice) => {
    const chosen = dice.pick(definition.nodes);
    return retyped(definition, 'step', ({ id }) =>
      id === chosen.id ? approval(id, ['bob'], dice.pick(BROKEN_STEPS)) : node(id, 'step'),
    );
  },
  (definition) => retyped(definition, 'and_join', ({ id }) => node(id, 'parallel_join', { need: 9 })),
  (definition) => ({
    ...definition,
    admin: 'reviewers',
    nodes: definition.nodes.map((each) => (each.type === 'step' ? node(each.id, 'approval') : each)),
  }),
  (definition) => ({
    ...definition,
    nodes: definition.nodes.map((each) => (each.type === 'xor_split' ? node(each.id, 'condition') : each)),
    edges: definition.edges.map((edge) => ({ ...edge, default: true as const })),
  }),
  (definition, dice) => ({
    ...definition,
    edges: definition.edges.map((edge) => (dice.roll(3) === 0 ? { ...edge, on: 'timeout' as const } : edge)),
  }),
];

function retyped(
  definition: FlowDefinition,
  type: string,
  change: (node: FlowNode) => FlowNode,
): FlowDefinition {
  return {
    ...definition,
    nodes: definition.nodes.map((each) => (each.type === type ? change(each) : each)),
  };
}

function withEdge(definition: FlowDefinition, edge: FlowEdge): FlowDefinition {
  return { ...definition, edges: [...definition.edges, edge] };
}

test('no fix that is offered leaves the same finding at the same place, in 240 damaged drawings', () => {
  const dice = new Dice(4);
  const seen = new Set<string>();
  const useless: object[] = [];
  for (let count = 0; count < 240; count += 1) {
    const damages = count % 2 === 0 ? DAMAGES : SETTINGS;
    const definition = dice.pick(damages)(dice.pick(DAMAGES)(randomDrawing(dice), dice), dice);
    for (const found of check(definition)) {
      if (found.fix === undefined) continue;
      seen.add(found.code);
      const left = check(applyFix(definition, found.fix, WITH_GATES)).map(placeOf);
      if (left.includes(placeOf(found))) useless.push({ found, definition });
    }
  }
  expect(useless).toEqual([]);
  expect([...seen].sort()).toEqual(
    expect.arrayContaining([
      'bad_percent',
      'bad_return_target',
      'cannot_finish',
      'condition_ignored',
      'many_defaults',
      'missing_reject_line',
      'missing_timeout_line',
      'need_too_many',
      'no_assignee',
      'no_default',
      'no_start',
      'runs_twice',
      'unreachable',
      'unused_line',
      'waits_forever',
    ]),
  );
});
