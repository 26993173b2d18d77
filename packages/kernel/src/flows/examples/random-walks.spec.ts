import fc from 'fast-check';
import { isError } from '../../foundation/index.js';
import { Dice } from '../check/drawings.fixtures.js';
import { checkFlow } from '../check/index.js';
import type { FlowEffect } from '../flow-command.js';
import type { FlowState } from '../flow-state.js';
import { openWork } from '../node-paths.js';
import { ask, at, ORG } from './draw.fixtures.js';
import type { CaseFlow, CaseStep } from './flow-case.fixtures.js';
import { CasePlayer } from './play-case.fixtures.js';
import { anySound, nested, recordOf, USERS } from './random-drawings.fixtures.js';
import { definitionOf, scopeOf } from './translate-case.fixtures.js';

/** Whatever people do in whatever order: a sound drawing never gets stuck, and nothing happens twice. */

const settings = fc.record({
  dedupe: fc.constantFrom('none', 'consecutive', 'any'),
  afterReturn: fc.constantFrom('redo', 'back'),
});
const game = fc.record({
  drawn: fc.oneof(nested, anySound),
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
    record: recordOf(() => n),
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
  // Seldom: what comes after it is short.
  if (pick % 199 === 0) return { do: 'revoke', by: 'amy' };
  if (pick % 211 === 0) return { do: 'cancel', by: 'hank' };
  return steps[Math.floor(pick / 7) % steps.length] ?? { do: 'urge', by: 'amy' };
}

/** It is over, or somebody or something is waited for that can take it on. */
function expectAwaited({ state, isCalling }: CasePlayer): void {
  if (state === null || !['running', 'returned'].includes(state.status)) {
    expect(['approved', 'rejected', 'revoked', 'cancelled']).toContain(state?.status);
    return;
  }
  const levels = allStates(state);
  const isListening = levels.some(({ tokens }) =>
    tokens.some(({ visit, round, children }) => visit !== undefined && !round && !children),
  );
  expect(
    openWork(state).length > 0 ||
      levels.some(({ timers = [] }) => timers.length > 0) ||
      isCalling ||
      isListening,
  ).toBe(true);
}

/** Everybody agrees until it is over; the document changes, so that every loop is left at some time. */
function finish(player: CasePlayer): void {
  const dice = new Dice(7);
  for (let turn = 0; turn < 1000 && ['running', 'returned'].includes(player.state?.status ?? ''); turn += 1) {
    const [item] = player.state === null ? [] : openWork(player.state);
    if (item === undefined) {
      player.do({ do: 'signal', event: 'ready' });
      player.do({ do: 'signal', event: 'paid' });
      player.do({ do: 'advance', by_time: 'P2D' });
    } else if (item.kind === 'resubmit') player.do({ do: 'resubmit', by: item.assignee });
    else
      player.do({
        do: item.kind === 'handle' ? 'submit' : 'approve',
        by: item.assignee,
        node: item.nodeId,
        record: recordOf(() => dice.roll(10)),
      });
  }
}

function allStates(state: FlowState): readonly FlowState[] {
  return [
    state,
    ...state.tokens.flatMap(({ children = [] }) => children.flatMap((child) => allStates(child.state))),
  ];
}

/** What must hold of every state that is ever stored; plain comparisons, for it is asked many thousand times. */
function faultsOf({ tokens, work, timers = [] }: FlowState): readonly string[] {
  const byId = new Map(tokens.map((token) => [token.id, token]));
  const lost = work.filter(({ tokenId, nodeId }) => byId.get(tokenId)?.nodeId !== nodeId);
  const unheld = work.filter(
    ({ id, tokenId, kind }) =>
      kind !== 'resubmit' &&
      byId.get(tokenId)?.round?.signers.filter(({ taskId }) => taskId === id).length !== 1,
  );
  const places = tokens.filter(({ left }) => left === undefined).map(({ via }) => via);
  return [
    ...(byId.size === tokens.length ? [] : ['two tokens with one id']),
    ...lost.map(({ id }) => `${id} hangs on no token`),
    ...unheld.map(({ id }) => `${id} is held by no signer`),
    ...timers.filter(({ tokenId }) => !byId.has(tokenId)).map(({ id }) => `${id} belongs to no token`),
    ...(new Set(places).size === places.length ? [] : ['two tokens on one line']),
  ];
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
        const scope = scopeOf({ flow: drawn, record: recordOf(() => n) });
        const findings = checkFlow(definitionOf('main', drawn, scope), { scope }).filter(isError);
        expect(findings.filter(({ code }) => code !== 'unknown_subflow')).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('no flow that the check accepts ever gets stuck in 1,000 random walks of random sound graphs', () => {
    fc.assert(
      fc.property(game, (one) => {
        const player = begun(one);
        for (const pick of one.picks) {
          const before = player.state;
          const refusal = player.do(anything(player, one.drawn, pick));
          if (refusal !== undefined && player.state !== before) expect(player.state).toBe(before);
          const faults = player.state === null ? [] : allStates(player.state).flatMap(faultsOf);
          if (faults.length > 0) expect(faults).toEqual([]);
          expectAwaited(player);
        }
        finish(player);
        expect(['approved', 'rejected', 'revoked', 'cancelled']).toContain(player.state?.status);
        expect(openWork(player.state as FlowState)).toEqual([]);
        expect(player.state?.timers ?? []).toEqual([]);
        expectClosedOnce(player.effects);
        const numbers = player.events.map(({ seq }) => seq);
        expect(numbers).toEqual(numbers.map((_seq, index) => index + 1));
      }),
      { numRuns: 1000 },
    );
  });
});
