import { checkFlow, NODE_TYPES } from '@dougong/kernel/flows';
import { isError } from '@dougong/kernel/foundation';
import { median } from '../../measure/statistics.mjs';
import { nestedFlow } from '../drawing.mjs';
import { atMost } from '../goals.mjs';

/**
 * How long the check of a flow takes, in processor time: other programs on the machine do not count. The 300 nodes of the goal are checked as a designer and a publish check them,
 * conditions, configuration and people included.
 */

const GOAL_NODES = 300;
const GOAL_MS = 30;
const SIZES = [30, 100, GOAL_NODES, 1000];
const WARM_UP_ROUNDS = 5;

const context = {
  scope: { fields: { amount: { kind: 'number', scale: 2 } } },
  states: ['approved', 'rejected'],
  roles: ['admin', 'reviewers'],
};

/** Gives `{rows, goals}`; each size is checked sound and with one wrong gateway. */
export function timeChecks({ rounds }) {
  const gates = gatesOf();
  const rows = SIZES.flatMap((size) => {
    const flow = nestedFlow(size, gates);
    const wrong = broken(flow);
    const sound = { size, name: 'sound', ...measure(flow, rounds) };
    return wrong ? [sound, { size, name: 'one wrong gateway', ...measure(wrong, rounds) }] : [sound];
  });
  const middle = rows.find(({ size, name }) => size === GOAL_NODES && name === 'sound').median;
  return {
    rows,
    goals: [atMost(`check of ${GOAL_NODES} nodes, median`, middle, { target: GOAL_MS }, ' ms')],
  };
}

/** Gates by what their parts say, so that a new name needs no change here. */
function gatesOf() {
  const join = (kind) => NODE_TYPES.find((part) => part.join === kind && part.split === undefined)?.kind;
  const split = (kind) => NODE_TYPES.find((part) => part.split === kind && !part.waits)?.kind;
  return [
    { split: split('xor'), isGuarded: true },
    { split: split('and'), join: join('and') },
    { split: split('or'), join: join('or'), isGuarded: true },
  ].filter((gate) => gate.split !== undefined);
}

/** One gate of a nested flow in the wrong kind: the check has to look at states. */
function broken(flow) {
  const wrong = flow.nodes.findIndex((node) =>
    NODE_TYPES.some((part) => part.kind === node.type && part.join === 'or'),
  );
  const type = NODE_TYPES.find((part) => part.join === 'and' && part.split === undefined)?.kind;
  if (wrong === -1 || type === undefined) return undefined;
  return { ...flow, nodes: flow.nodes.map((node, at) => (at === wrong ? { ...node, type } : node)) };
}

function measure(flow, rounds) {
  const times = [];
  let findings = [];
  for (let round = 0; round < rounds + WARM_UP_ROUNDS; round += 1) {
    const before = process.cpuUsage();
    findings = checkFlow(flow, context);
    const { user, system } = process.cpuUsage(before);
    if (round >= WARM_UP_ROUNDS) times.push((user + system) / 1000);
  }
  const codes = [...new Set(findings.filter(isError).map(({ code }) => code))];
  return {
    nodes: flow.nodes.length,
    min: Math.min(...times),
    median: median(times),
    max: Math.max(...times),
    codes,
  };
}
