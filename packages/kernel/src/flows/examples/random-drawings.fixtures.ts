import fc from 'fast-check';
import { isError } from '../../foundation/index.js';
import type { FlowDefinition } from '../../metadata/index.js';
import { checkFlow } from '../check/index.js';
import { Dice, nestedDrawing, randomDrawing } from '../check/drawings.fixtures.js';
import { ask, at, work } from './draw.fixtures.js';
import type { CaseEdge, CaseFlow, CaseNode } from './flow-case.fixtures.js';
import { definitionOf, scopeOf } from './translate-case.fixtures.js';

/** Drawings that the check accepts: nested ones with every kind of node, and any graph of people and gates that is sound. */

interface Block {
  readonly nodes: readonly CaseNode[];
  readonly edges: readonly CaseEdge[];
  readonly entry: string;
  readonly exit: string;
}

type Shape =
  | { readonly kind: 'node'; readonly make: (id: string) => CaseNode }
  | {
      readonly kind: 'pair';
      readonly type: 'condition' | 'parallel' | 'inclusive' | 'early';
      readonly inner: readonly [Shape, Shape];
    }
  | { readonly kind: 'race' }
  | { readonly kind: 'redo' }
  | { readonly kind: 'row'; readonly inner: readonly Shape[] };

export const USERS = ['amy', 'bob', 'carol', 'dave', 'erin', 'gina'] as const;
const people = fc.subarray([...USERS], { minLength: 1, maxLength: 3 });
const human = fc
  .record({
    users: people,
    mode: fc.constantFrom('any', 'all', 'sequence', 'vote'),
    isWork: fc.boolean(),
    timeout: fc.option(fc.constantFrom('pass', 'remind', 'transfer')),
    self: fc.constantFrom('allow', 'skip', 'to_leader'),
  })
  .map(({ users, mode, isWork, timeout, self }) => (id: string) => {
    const limit = timeout === null ? {} : { timeout: { after: 'PT3H', action: timeout, to: 'ivy' } };
    const rest = { mode, self, ...(mode === 'vote' ? { passPercent: 50 } : {}), ...limit };
    return isWork ? work(id, users, rest) : ask(id, users, rest);
  });
const other = fc.constantFrom<(id: string) => CaseNode>(
  (id) => at(id, 'cc', { assignees: { users: ['ivy'] } }),
  (id) => at(id, 'timer', { after: 'PT2H' }),
  (id) => at(id, 'wait', { event: 'ready', keep: true }),
  (id) => at(id, 'action', { effect: { add: { n: 1 } } }),
  (id) => at(id, 'action', { effect: { call: 'books' } }),
  (id) => at(id, 'subflow', { flow: 'part', wait: true, onReject: 'end' }),
);

const { shape } = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(
      { weight: 4, arbitrary: human.map((make) => ({ kind: 'node' as const, make })) },
      { weight: 2, arbitrary: other.map((make) => ({ kind: 'node' as const, make })) },
      { weight: 1, arbitrary: fc.constantFrom({ kind: 'race' as const }, { kind: 'redo' as const }) },
    ),
    fc.record({
      kind: fc.constant('pair' as const),
      type: fc.constantFrom('condition', 'parallel', 'inclusive', 'early'),
      inner: fc.tuple(tie('shape'), tie('shape')),
    }),
    fc.record({
      kind: fc.constant('row' as const),
      inner: fc.array(tie('shape'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}));

const above = (from: string, to: string, value: number): CaseEdge => ({
  from,
  to,
  when: { field: 'n', op: '>', value },
});

function build(drawn: Shape, name: () => string): Block {
  const id = name();
  switch (drawn.kind) {
    case 'node':
      return { nodes: [drawn.make(id)], edges: [], entry: id, exit: id };
    case 'row':
      return drawn.inner.map((inner) => build(inner, name)).reduce(joined);
    case 'redo': {
      const [todo, check] = [work(`${id}w`, 'bob'), ask(id, 'gina', { onReject: 'edge' })];
      const edges = [
        { from: todo.id, to: id },
        { from: id, to: todo.id, on: 'rejected' as const },
      ];
      return { nodes: [todo, check], edges, entry: todo.id, exit: id };
    }
    case 'race':
      return race(id);
    case 'pair':
      return pair(id, drawn.type, drawn.inner.map((inner) => build(inner, name)) as [Block, Block]);
  }
}

function race(id: string): Block {
  const inner = [
    at(`${id}w`, 'wait', { event: 'paid' }),
    at(`${id}t`, 'timer', { after: 'P1D' }),
    ask(`${id}a`, 'carol'),
  ];
  const merge = at(`${id}m`, 'cc', { assignees: { users: ['ivy'] } });
  const edges = inner.flatMap((node) => [
    { from: id, to: node.id },
    { from: node.id, to: merge.id },
  ]);
  return { nodes: [at(id, 'first_of'), ...inner, merge], edges, entry: id, exit: merge.id };
}

function pair(
  id: string,
  type: Extract<Shape, { kind: 'pair' }>['type'],
  [left, right]: [Block, Block],
): Block {
  const split = {
    condition: 'condition',
    parallel: 'parallel_split',
    inclusive: 'inclusive_split',
    early: 'parallel_split',
  };
  const joins = {
    condition: at(`${id}j`, 'cc', { assignees: { users: ['ivy'] } }),
    parallel: at(`${id}j`, 'parallel_join'),
    inclusive: at(`${id}j`, 'inclusive_join'),
    early: at(`${id}j`, 'parallel_join', { need: 1, rest: 'cancel' }),
  };
  const join = joins[type];
  const lines: Readonly<Record<typeof type, readonly CaseEdge[]>> = {
    condition: [above(id, left.entry, 5), { from: id, to: right.entry, default: true }],
    parallel: [left, right].map(({ entry }) => ({ from: id, to: entry })),
    early: [left, right].map(({ entry }) => ({ from: id, to: entry })),
    inclusive: [
      above(id, left.entry, 2),
      above(id, right.entry, 5),
      { from: id, to: join.id, default: true },
    ],
  };
  return {
    nodes: [at(id, split[type]), ...left.nodes, ...right.nodes, join],
    edges: [
      ...lines[type],
      ...left.edges,
      ...right.edges,
      { from: left.exit, to: join.id },
      { from: right.exit, to: join.id },
    ],
    entry: id,
    exit: join.id,
  };
}

function joined(first: Block, second: Block): Block {
  return {
    nodes: [...first.nodes, ...second.nodes],
    edges: [...first.edges, { from: first.exit, to: second.entry }, ...second.edges],
    entry: first.entry,
    exit: second.exit,
  };
}

function drawing(drawn: Shape): CaseFlow {
  let last = 0;
  const block = build(drawn, () => `n${(last += 1)}`);
  return {
    nodes: [at('s', 'start'), ...block.nodes, at('e', 'end')],
    edges: [{ from: 's', to: block.entry }, ...block.edges, { from: block.exit, to: 'e' }],
  };
}

/** A nested drawing of every kind of node. */
export const nested = shape.map(drawing);

const GATES: Readonly<Record<string, string>> = {
  xor_split: 'condition',
  and_split: 'parallel_split',
  or_split: 'inclusive_split',
  and_join: 'parallel_join',
  or_join: 'inclusive_join',
};

/** The fields that gates of any drawing ask for. */
export const GATE_FIELDS = Array.from({ length: 24 }, (_, at) => `g${at}`);

/**
 * A drawing of bare gates with people in place of its steps. Each gate asks for a field of its own, so that people who
 * change them lead on from every gate: whether conditions far apart contradict each other is not what is tried here.
 */
function peopled({ nodes, edges }: FlowDefinition, dice: Dice): CaseFlow {
  const typeOf = new Map(nodes.map(({ id, type }) => [id, type]));
  const isChoice = (id: string): boolean => ['xor_split', 'or_split'].includes(typeOf.get(id) ?? '');
  const last = new Map(edges.map(({ from, id }) => [from, id]));
  const fieldOf = new Map(nodes.map(({ id }, at) => [id, GATE_FIELDS[at] ?? 'n']));
  return {
    nodes: nodes.map(({ id, type }) => (type === 'step' ? somebody(id, dice) : at(id, GATES[type] ?? type))),
    edges: edges.map(({ id, from, to }) => {
      if (!isChoice(from)) return { from, to };
      if (last.get(from) === id) return { from, to, default: true };
      const value = Array.from({ length: 4 }, () => dice.roll(10));
      return { from, to, when: { field: fieldOf.get(from) ?? 'n', op: 'in', value } };
    }),
  };
}

/** A record with a value in each field that drawings ask for. */
export function recordOf(value: () => number): Record<string, number> {
  return Object.fromEntries(['n', ...GATE_FIELDS].map((field) => [field, value()]));
}

function somebody(id: string, dice: Dice): CaseNode {
  const users = USERS.filter(() => dice.roll(3) === 0);
  const rest = { mode: dice.pick(['any', 'all', 'sequence']), onReject: dice.pick(['end', { return: 's' }]) };
  const asked = users.length === 0 ? ['bob'] : users;
  return dice.roll(3) === 0 ? work(id, asked, { mode: rest.mode }) : ask(id, asked, rest);
}

/** Any graph of people and gates that the check finds nothing wrong with. */
export const anySound = fc.nat().map((seed) => {
  const dice = new Dice(seed);
  for (;;) {
    const drawn = dice.roll(2) === 0 ? randomDrawing(dice) : nestedDrawing(dice, 4 + dice.roll(8));
    const flow = peopled(drawn, dice);
    const scope = scopeOf({ flow, record: recordOf(() => 0) });
    const found = checkFlow(definitionOf('main', flow, scope), { scope });
    // A loop of gates alone is stopped when the game is played; the check warns of it.
    if (!found.some((each) => isError(each) || each.code === 'auto_loop')) return flow;
  }
});
