import fc from 'fast-check';
import { isError } from '../../foundation/index.js';
import { checkFlow } from '../check/index.js';
import type { FlowEffect } from '../flow-command.js';
import type { FlowState } from '../flow-state.js';
import { openWork } from '../node-paths.js';
import type { CaseEdge, CaseFlow, CaseNode, CaseStep } from './flow-case.fixtures.js';
import { ask, at, ORG, work } from './draw.fixtures.js';
import { CasePlayer } from './play-case.fixtures.js';
import { definitionOf, scopeOf } from './translate-case.fixtures.js';

/** Whatever people do in whatever order: a sound drawing never gets stuck, and nothing happens twice. */

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

const USERS = ['amy', 'bob', 'carol', 'dave', 'erin', 'gina'] as const;
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

const settings = fc.record({
  dedupe: fc.constantFrom('none', 'consecutive', 'any'),
  afterReturn: fc.constantFrom('redo', 'back'),
});
const game = fc.record({
  drawn: shape.map(drawing),
  n: fc.integer({ min: 0, max: 9 }),
  settings,
  picks: fc.array(fc.nat({ max: 10_000 }), { minLength: 5, maxLength: 40 }),
});
type Game = typeof game extends fc.Arbitrary<infer G> ? G : never;

const PART: CaseFlow = {
  nodes: [at('s', 'start'), ask('x', 'dave'), ask('y', 'erin'), at('e', 'end')],
  edges: [
    { from: 's', to: 'x' },
    { from: 'x', to: 'y' },
    { from: 'y', to: 'e' },
  ],
};

function begun({ drawn, n, settings: set }: Game): CasePlayer {
  const one = {
    id: 'w',
    name: 'w',
    flow: drawn,
    flows: { part: PART },
    record: { n },
    settings: set,
    steps: [],
    expect: {},
  };
  const player = new CasePlayer(one, ORG);
  expect(player.do({ do: 'start', by: 'amy' })).toBeUndefined();
  return player;
}

/** Something that somebody might do now. */
function anything({ state }: CasePlayer, drawn: CaseFlow, pick: number): CaseStep {
  const open = state === null ? [] : openWork(state);
  const item = open[pick % Math.max(open.length, 1)];
  const somebody = USERS[pick % USERS.length] ?? 'amy';
  const somewhere = drawn.nodes[pick % drawn.nodes.length]?.id ?? 's';
  const own = { by: item?.assignee ?? 'amy', node: item?.nodeId ?? 's' };
  const steps: readonly CaseStep[] = [
    { do: 'approve', ...own },
    { do: 'submit', ...own },
    { do: 'approve', ...own },
    { do: 'submit', ...own },
    { do: 'reject', ...own },
    { do: 'return', ...own, to: somewhere },
    { do: 'return', ...own, to: 's' },
    { do: 'resubmit', by: 'amy' },
    { do: 'transfer', ...own, to: somebody },
    { do: 'delegate', ...own, to: somebody },
    {
      do: 'add_sign',
      ...own,
      where: (['before', 'after', 'with'] as const)[pick % 3] ?? 'with',
      users: [somebody],
    },
    { do: 'remove_sign', ...own, user: somebody },
    { do: 'take_back', by: somebody, node: somewhere },
    { do: 'take_back', by: somebody, node: item?.nodeId ?? somewhere },
    { do: 'recall', by: 'amy' },
    { do: 'urge', by: 'amy' },
    { do: 'reassign', by: 'hank', node: own.node, from: own.by, to: somebody },
    { do: 'jump', by: 'hank', to: somewhere },
    { do: 'signal', event: pick % 2 === 0 ? 'ready' : 'paid' },
    { do: 'advance', by_time: 'PT3H' },
  ];
  return steps[Math.floor(pick / 7) % steps.length] ?? { do: 'urge', by: 'amy' };
}

/** Everybody agrees until it is over. */
function finish(player: CasePlayer): void {
  for (let turn = 0; turn < 300 && ['running', 'returned'].includes(player.state?.status ?? ''); turn += 1) {
    const [item] = player.state === null ? [] : openWork(player.state);
    if (item === undefined) {
      player.do({ do: 'signal', event: 'ready' });
      player.do({ do: 'signal', event: 'paid' });
      player.do({ do: 'advance', by_time: 'P2D' });
    } else if (item.kind === 'resubmit') player.do({ do: 'resubmit', by: item.assignee });
    else
      player.do({ do: item.kind === 'handle' ? 'submit' : 'approve', by: item.assignee, node: item.nodeId });
  }
}

function allStates(state: FlowState): readonly FlowState[] {
  return [
    state,
    ...state.tokens.flatMap(({ children = [] }) => children.flatMap((child) => allStates(child.state))),
  ];
}

/** What must hold of every state that is ever stored. */
function expectSound(state: FlowState): void {
  for (const each of allStates(state)) {
    const tokens = new Map(each.tokens.map((token) => [token.id, token]));
    expect(tokens.size).toBe(each.tokens.length);
    for (const item of each.work) {
      const token = tokens.get(item.tokenId);
      expect(token?.nodeId).toBe(item.nodeId);
      if (item.kind !== 'resubmit')
        expect(token?.round?.signers.filter(({ taskId }) => taskId === item.id)).toHaveLength(1);
    }
    for (const timer of each.timers ?? []) expect(tokens.has(timer.tokenId)).toBe(true);
    const places = each.tokens.filter(({ left }) => left === undefined).map(({ via }) => via);
    expect(new Set(places).size).toBe(places.length);
  }
}

function expectClosedOnce(effects: readonly FlowEffect[]): void {
  const opened = effects.flatMap((effect) => (effect.type === 'open_task' ? [effect.task.id] : []));
  const closed = effects.flatMap((effect) => (effect.type === 'close_task' ? [effect.taskId] : []));
  expect([...closed].sort()).toEqual([...opened].sort());
}

describe('random drawings, random people', () => {
  test('the drawings are sound', () => {
    fc.assert(
      fc.property(game, ({ drawn, n }) => {
        const scope = scopeOf({ flow: drawn, record: { n } });
        const findings = checkFlow(definitionOf('main', drawn, scope), { scope }).filter(isError);
        expect(findings.filter(({ code }) => code !== 'unknown_subflow')).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('whatever anybody does, it can be brought to an end, and every to-do is closed exactly once', () => {
    fc.assert(
      fc.property(game, (one) => {
        const player = begun(one);
        for (const pick of one.picks) {
          const before = player.state;
          const refusal = player.do(anything(player, one.drawn, pick));
          if (refusal !== undefined) expect(player.state).toBe(before);
          if (player.state !== null) expectSound(player.state);
        }
        finish(player);
        expect(['approved', 'rejected']).toContain(player.state?.status);
        expect(openWork(player.state as FlowState)).toEqual([]);
        expect(player.state?.timers ?? []).toEqual([]);
        expectClosedOnce(player.effects);
        const numbers = player.events.map(({ seq }) => seq);
        expect(numbers).toEqual(numbers.map((_seq, index) => index + 1));
      }),
      { numRuns: 400 },
    );
  });
});
