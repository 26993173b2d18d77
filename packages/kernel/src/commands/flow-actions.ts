import type { FieldTypes } from '../expression/index.js';
import type { Issue, Result } from '../foundation/index.js';
import type { FormModel } from '../forms/index.js';
import type { FlowNode, RuleAction } from '../metadata/index.js';
import { compileActions } from '../rules/index.js';
import type { CompiledActions, CompiledNotification } from '../rules/index.js';

/** Actions that stand in nodes of a flow: the same parts that rules use. */

interface Surroundings {
  readonly models: ReadonlyMap<string, FormModel>;
  readonly postings: ReadonlyMap<string, unknown>;
  readonly notifications: ReadonlyMap<string, CompiledNotification>;
}

/** In a flow that runs inside of another for each element of a list, actions see the element. */
const ELEMENT: FieldTypes = { item: { kind: 'any' } };

type Compiled = Result<CompiledActions, readonly Issue[]>;

/** By release first: a definition that did not change may stand in several, and what it names may be gone in one. */
const compiled = new WeakMap<Surroundings['postings'], WeakMap<readonly RuleAction[], Compiled>>();

/** Compiles the actions of a node, once for each release. */
export function compileFlowActions(
  { models, postings, notifications }: Surroundings,
  form: FormModel,
  actions: readonly RuleAction[],
): Compiled {
  const ofRelease = compiled.get(postings) ?? new WeakMap<readonly RuleAction[], Compiled>();
  compiled.set(postings, ofRelease);
  const known = ofRelease.get(actions);
  if (known?.ok) return known;
  const environment = { form, models, postings: new Set(postings.keys()), notifications, given: ELEMENT };
  const result = compileActions(actions, 'flow', environment, '/actions');
  ofRelease.set(actions, result);
  return result;
}

/** The actions that a node carries; `undefined` when it carries none. */
export function actionsOf(node: FlowNode): readonly RuleAction[] | undefined {
  const actions = node.config['actions'];
  return Array.isArray(actions) ? (actions as RuleAction[]) : undefined;
}
