import { checkFlow, NODE_TYPES } from '@dougong/kernel/flows';
import { isError } from '@dougong/kernel/foundation';
import { median } from '../measure/statistics.mjs';
import { nestedFlow } from './drawing.mjs';

/**
 * How long the check of a flow takes: `node bench/flows/check.mjs [rounds]`. The 300 nodes of the target are checked as a
 * designer and a publish check them, conditions, configuration and people included. Prints minimum, median and maximum.
 */

const TARGET_MS = 30;
const SIZES = [30, 100, 300, 1000];
const rounds = Number(process.argv[2] ?? 30);

const context = {
  scope: { fields: { amount: { kind: 'number', scale: 2 } } },
  states: ['approved', 'rejected'],
  roles: ['admin', 'reviewers'],
};

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

function measure(flow) {
  const times = [];
  let findings = [];
  for (let round = 0; round < rounds + 5; round += 1) {
    const before = performance.now();
    findings = checkFlow(flow, context);
    if (round >= 5) times.push(performance.now() - before);
  }
  return { times, blocking: findings.filter(isError) };
}

function tell(name, flow) {
  const { times, blocking } = measure(flow);
  const codes = [...new Set(blocking.map(({ code }) => code))].join(', ') || 'sound';
  const [low, middle, high] = [Math.min(...times), median(times), Math.max(...times)].map((ms) =>
    ms.toFixed(1),
  );
  console.log(
    `${name.padEnd(24)} ${String(flow.nodes.length).padStart(5)} nodes  min ${low} ms  median ${middle} ms  max ${high} ms  (${codes})`,
  );
  return median(times);
}

const gates = gatesOf();
console.log(`gates: ${gates.map(({ split }) => split).join(', ')}; ${rounds} rounds`);
let target = 0;
for (const size of SIZES) {
  const flow = nestedFlow(size, gates);
  const middle = tell(`nested, about ${size}`, flow);
  if (size === 300) target = middle;
  const wrong = broken(flow);
  if (wrong) tell('  with one wrong gate', wrong);
}
const isMet = target <= TARGET_MS;
console.log(`300 nodes: median ${target.toFixed(1)} ms, target ${TARGET_MS} ms: ${isMet ? 'met' : 'missed'}`);
process.exitCode = isMet ? 0 : 1;
