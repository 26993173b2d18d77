import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { FlowDefinition } from '../flow.js';
import { TRIAL_STEP_NEEDS } from '../flow-test.js';
import type { FlowTest, TestedPerson, TrialStep } from '../flow-test.js';
import { findDuplicates } from './duplicates.js';

/** Steps in whose `to` a node stands; a user stands in that of others. */
const TO_NODES: ReadonlySet<string> = new Set(['return', 'jump']);

/** Tests are named once, say what their steps need, and speak of nodes that are drawn. */
export function checkFlowTests({ nodes, tests = [] }: FlowDefinition): readonly Issue[] {
  const drawn = new Set(nodes.map(({ id }) => id));
  const names = tests.map(({ name }) => name);
  return [
    ...findDuplicates(names, '/tests', 'name'),
    ...tests.flatMap((test, index) => checkTest(test, pointer('/tests', index), drawn)),
  ];
}

/** What steps of a trial lack. */
export function checkTrialSteps(steps: readonly TrialStep[], at: string): readonly Issue[] {
  return steps.flatMap((step, index) =>
    TRIAL_STEP_NEEDS[step.do]
      .filter((name) => step[name] === undefined)
      .map((name) => issue('keyword_missing', pointer(at, index, name), { name })),
  );
}

function checkTest({ starter, steps, expect, name }: FlowTest, at: string, drawn: ReadonlySet<string>) {
  const node = (path: string, place: string): readonly Issue[] =>
    drawn.has(topOf(path)) ? [] : [issue('test_unknown_node', place, { test: name, node: path })];
  return [
    ...checkPerson(starter, `${at}/starter`),
    ...checkTrialSteps(steps, `${at}/steps`),
    ...steps.flatMap((step, index) => [
      ...(step.node === undefined ? [] : node(step.node, pointer(at, 'steps', index, 'node'))),
      ...(TO_NODES.has(step.do) && step.to !== undefined
        ? node(step.to, pointer(at, 'steps', index, 'to'))
        : []),
    ]),
    ...(expect.path ?? []).flatMap((id, index) => node(id, `${at}/expect/path/${index}`)),
    ...(expect.open ?? []).flatMap((open, index) => node(open.node, `${at}/expect/open/${index}/node`)),
    ...checkRefused({ steps, expect }, `${at}/expect/refused`),
  ];
}

/** A node inside of another flow is drawn there; the node that runs it is drawn here. */
function topOf(path: string): string {
  return /^[^/[]*/.exec(path)?.[0] ?? path;
}

function checkPerson({ role, user }: TestedPerson, at: string): readonly Issue[] {
  return role === undefined && user === undefined
    ? [issue('keyword_missing', `${at}/role`, { name: 'role' })]
    : [];
}

function checkRefused({ steps, expect }: Pick<FlowTest, 'steps' | 'expect'>, at: string): readonly Issue[] {
  const { refused } = expect;
  if (refused === undefined || refused.step <= steps.length) return [];
  return [issue('test_unknown_step', `${at}/step`, { step: refused.step, steps: steps.length })];
}
