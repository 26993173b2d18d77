import fc from 'fast-check';
import type { FlowDefinition, FlowEdge, FlowNode } from '../metadata/index.js';
import { checkFlow } from './check/index.js';
import { isError } from '../foundation/index.js';
import {
  above,
  chain,
  compiled,
  factsOf,
  flowOf,
  line,
  node,
  NOW,
  Play,
  SCOPE,
  WITH_FORK,
} from './flows.fixtures.js';
import type { AnswerVerb, FlowCommand } from './flow-command.js';
import type { CompiledFlow } from './flow-model.js';
import type { FlowState } from './flow-state.js';
import { workPolicy } from './node-paths.js';
import { stepFlow } from './step-flow.js';

const USERS = ['amy', 'bob', 'carol', 'dave'] as const;

/** A piece of a drawing with one way in and one way out. */
interface Block {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
  readonly entry: string;
  readonly exit: string;
}

type Shape =
  | {
      readonly kind: 'step';
      readonly type: 'approval' | 'handle' | 'cc';
      readonly config: Record<string, unknown>;
    }
  | { readonly kind: 'choice'; readonly limit: string; readonly inner: readonly [Shape, Shape] }
  | { readonly kind: 'redo'; readonly config: Record<string, unknown> }
  | { readonly kind: 'sequence'; readonly inner: readonly Shape[] };

const assignees = fc
  .subarray([...USERS], { minLength: 0 })
  .map((users) => (users.length === 0 ? [{ role: 'nobody' }] : [{ users }, { starter: true }]));
const policy = fc.record({
  assignees,
  mode: fc.constantFrom('any', 'all'),
  empty: fc.constantFrom('to_admin', 'auto_pass', 'auto_reject'),
  self: fc.constantFrom('allow', 'skip'),
});

const { shape } = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(
      fc.record({
        kind: fc.constant('step' as const),
        type: fc.constantFrom('approval' as const, 'handle' as const),
        config: policy,
      }),
      assignees.map((recipients) => ({ kind: 'step' as const, type: 'cc' as const, config: { recipients } })),
      fc.record({ kind: fc.constant('redo' as const), config: policy }),
    ),
    fc.record({
      kind: fc.constant('choice' as const),
      limit: fc.integer({ min: 0, max: 100 }).map(String),
      inner: fc.tuple(tie('shape'), tie('shape')),
    }),
    fc.record({
      kind: fc.constant('sequence' as const),
      inner: fc.array(tie('shape'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}));

function build(drawn: Shape, name: () => string): Block {
  if (drawn.kind === 'sequence') return drawn.inner.map((inner) => build(inner, name)).reduce(joined);
  const id = name();
  if (drawn.kind === 'step')
    return { nodes: [node(id, drawn.type, drawn.config)], edges: [], entry: id, exit: id };
  if (drawn.kind === 'redo') return redo(id, drawn.config);
  const [left, right] = drawn.inner.map((inner) => build(inner, name)) as [Block, Block];
  const merge = node(`${id}m`, 'cc', { recipients: [{ starter: true }] });
  return {
    nodes: [node(id, 'condition'), ...left.nodes, ...right.nodes, merge],
    edges: [
      line(id, left.entry, { when: above(drawn.limit) }),
      line(id, right.entry, { default: true }),
      ...left.edges,
      ...right.edges,
      line(left.exit, merge.id),
      line(right.exit, merge.id),
    ],
    entry: id,
    exit: merge.id,
  };
}

/** Work that an approval may send back. */
function redo(id: string, config: Record<string, unknown>): Block {
  const work = node(`${id}w`, 'handle', { assignees: [{ users: ['bob'] }] });
  const check = node(id, 'approval', { ...config, empty: 'to_admin', onReject: 'edge' });
  return {
    nodes: [work, check],
    edges: [line(work.id, id), line(id, work.id, { on: 'rejected' })],
    entry: work.id,
    exit: id,
  };
}

function joined(first: Block, second: Block): Block {
  return {
    nodes: [...first.nodes, ...second.nodes],
    edges: [...first.edges, line(first.exit, second.entry), ...second.edges],
    entry: first.entry,
    exit: second.exit,
  };
}

function drawn(blocks: readonly Block[]): FlowDefinition {
  const ends = [node('s', 'start'), node('e', 'end')];
  const fork = blocks.length > 1 ? [node('f', 'fork')] : [];
  const head = fork.length > 0 ? 'f' : 's';
  return flowOf(
    [...ends, ...fork, ...blocks.flatMap((block) => block.nodes)],
    [
      ...(fork.length > 0 ? chain('s', 'f') : []),
      ...blocks.flatMap((block) => [line(head, block.entry), ...block.edges, line(block.exit, 'e')]),
    ],
  );
}

const definition = fc.array(shape, { minLength: 1, maxLength: 3 }).map((shapes) => {
  let last = 0;
  return drawn(shapes.map((one) => build(one, () => `n${(last += 1)}`)));
});
const amount = fc.option(fc.integer({ min: 0, max: 120 }).map(String), { nil: null });
const choices = fc.array(fc.nat(), { minLength: 5, maxLength: 40 });

/** Answers open work at random; once the choices are used up everybody agrees, so loops end. */
function playOut(flow: CompiledFlow, record: { amount: string | null }, picks: readonly number[]): Play {
  const claim = new Play(flow, { record }).start();
  for (let turn = 0; claim.state?.status === 'running' && turn < 500; turn += 1) {
    const pick = picks[turn];
    const open = claim.state.work;
    const item = open[(pick ?? 0) % open.length];
    if (item === undefined) break;
    const verbs = Object.keys(workPolicy(flow, item.nodeId)?.answers ?? {}) as AnswerVerb[];
    const verb = pick === undefined ? verbs[0] : verbs[pick % verbs.length];
    claim.send({ type: verb ?? 'approve', taskId: item.id, by: item.assignee, at: NOW });
  }
  return claim;
}

function replay(
  flow: CompiledFlow,
  record: { amount: string | null },
  commands: readonly FlowCommand[],
  between: (state: FlowState) => FlowState,
) {
  const facts = factsOf({ record });
  let state: FlowState | null = null;
  for (const command of commands) {
    const step = stepFlow(flow, state, command, facts);
    if (!step.ok) throw new Error(JSON.stringify(step.error));
    state = between(step.value.state);
  }
  return state;
}

const game = fc.record({ definition, record: fc.record({ amount }), picks: choices });

describe('laws of every flow', () => {
  test('a drawing made of sound blocks passes the check', () => {
    fc.assert(
      fc.property(definition, (one) => {
        expect(checkFlow(one, { scope: SCOPE, ...WITH_FORK }).filter(isError)).toEqual([]);
      }),
    );
  });

  test('it always ends, with nothing left open', () => {
    fc.assert(
      fc.property(game, ({ definition: one, record, picks }) => {
        const claim = playOut(compiled(one, WITH_FORK), record, picks);
        expect(['approved', 'rejected']).toContain(claim.state?.status);
        expect(claim.state).toMatchObject({ tokens: [], work: [] });
      }),
      { numRuns: 300 },
    );
  });

  test('every to-do that is opened is closed once', () => {
    fc.assert(
      fc.property(game, ({ definition: one, record, picks }) => {
        const { effects } = playOut(compiled(one, WITH_FORK), record, picks);
        const opened = effects.flatMap((effect) => (effect.type === 'open_task' ? [effect.task.id] : []));
        const closed = effects.flatMap((effect) => (effect.type === 'close_task' ? [effect.taskId] : []));
        expect([...closed].sort()).toEqual([...opened].sort());
      }),
    );
  });

  test('a run of a node is decided once', () => {
    fc.assert(
      fc.property(game, ({ definition: one, record, picks }) => {
        const closings = playOut(compiled(one, WITH_FORK), record, picks)
          .events.filter((event) => event.kind === 'node_closed')
          .map((event) => `${event.nodeId ?? ''} ${String(event.payload?.['visit'])}`);
        expect(new Set(closings).size).toBe(closings.length);
      }),
    );
  });

  test('a closed to-do never decides again', () => {
    fc.assert(
      fc.property(game, ({ definition: one, record, picks }) => {
        const claim = playOut(compiled(one, WITH_FORK), record, picks);
        for (const command of claim.commands.slice(1)) expect(claim.send(command)).toEqual(['not_running']);
        const facts = factsOf({ record });
        let state: FlowState | null = null;
        for (const command of claim.commands) {
          const step = stepFlow(claim.flow, state, command, facts);
          state = step.ok ? step.value.state : state;
          const again = stepFlow(claim.flow, state, command, facts);
          expect(again.ok).toBe(false);
        }
      }),
    );
  });

  test('the same commands give the same state, also when it was stored as JSON in between', () => {
    fc.assert(
      fc.property(game, ({ definition: one, record, picks }) => {
        const claim = playOut(compiled(one, WITH_FORK), record, picks);
        const stored = (state: FlowState): FlowState => JSON.parse(JSON.stringify(state)) as FlowState;
        expect(replay(claim.flow, record, claim.commands, (state) => state)).toEqual(claim.state);
        expect(replay(claim.flow, record, claim.commands, stored)).toEqual(claim.state);
      }),
    );
  });

  test('a step leaves the state that it was given as it was', () => {
    fc.assert(
      fc.property(game, ({ definition: one, record, picks }) => {
        const claim = playOut(compiled(one, WITH_FORK), record, picks);
        replay(claim.flow, record, claim.commands, (state) => deepFreeze(state));
      }),
    );
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
