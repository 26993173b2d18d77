import { Errors } from '@sinclair/typebox/errors';
import { compileCondition } from '../expression/index.js';
import type { CompiledFormula, Scope } from '../expression/index.js';
import { FLOW_AUTO_STEPS_MAX, issue, ok, pointer, refused } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import type { FlowDefinition, FlowEdge, FlowNode } from '../metadata/index.js';
import type { CompiledFlow, CompiledLine, CompiledNode, NodeActions } from './flow-model.js';
import type { NodeTypePart } from './node-type.js';
import { NODE_TYPES } from './node-types/index.js';
import { compileItems, flowScope, isItem } from './nested-items.js';
import { compilePeopleField } from './people-field.js';
import { Reach } from './reach.js';

export interface CompileFlowOptions {
  /** Node types to run with; the platform's own when left out. */
  readonly nodeTypes?: readonly NodeTypePart[];
  /** How many nodes one step may pass without waiting for anybody. */
  readonly autoStepsMax?: number;
  /** The other flows of the release, asked for when a node runs one. */
  readonly flows?: (key: string) => CompiledFlow | undefined;
}

/** Problems of one node's configuration against its part's schema. */
export function configIssues(part: NodeTypePart, config: unknown, path: string): readonly Issue[] {
  return [...Errors(part.config, config)].map((error) =>
    issue('bad_config', `${path}${error.path}`, { type: part.kind, reason: error.message }),
  );
}

/** Ids that stand more than once in one list. */
export function duplicateIds(elements: readonly { readonly id: string }[], path: string): readonly Issue[] {
  const seen = new Set<string>();
  return elements.flatMap(({ id }, at) => {
    const isTwice = seen.has(id);
    seen.add(id);
    return isTwice ? [issue('duplicate_id', pointer(path, at, 'id'), { id })] : [];
  });
}

/**
 * Makes a definition ready to run. Refuses only what cannot run at all; whether a drawing is sound is the
 * question of `checkFlow`, so that an old or forced version still runs, with the run-time guards.
 */
export function compileFlow(
  definition: FlowDefinition,
  formScope: Scope,
  options: CompileFlowOptions = {},
): Result<CompiledFlow, readonly Issue[]> {
  const scope = flowScope(formScope);
  const nodeTypes = options.nodeTypes ?? NODE_TYPES;
  const types = new Map(nodeTypes.map((part) => [part.kind, part]));
  const issues: Issue[] = [
    ...duplicateIds(definition.nodes, '/nodes'),
    ...duplicateIds(definition.edges, '/edges'),
    ...danglingLines(definition),
  ];
  const branches = new Set(
    definition.nodes.filter((node) => types.get(node.type)?.isBranch).map((node) => node.id),
  );
  const lines = definition.edges.map((edge, at) =>
    // Nobody asks a condition elsewhere, so a stale one does no harm.
    branches.has(edge.from)
      ? guardedLine(edge, pointer('/edges', at, 'when'), scope, issues)
      : plainLine(edge),
  );
  const compiled = definition.nodes.flatMap((node, at) => {
    const part = types.get(node.type);
    if (part === undefined) {
      issues.push(issue('unknown_node_type', pointer('/nodes', at, 'type'), { type: node.type }));
      return [];
    }
    const bad = configIssues(part, node.config, pointer('/nodes', at, 'config'));
    issues.push(...bad);
    return bad.length > 0 ? [] : [compileNode(node, part, lines)];
  });
  const formulas = compileFormulas(compiled, scope, issues);
  issues.push(...startIssues(definition, types));
  const start = compiled.find((node) => node.part.isStart);
  if (issues.length > 0 || start === undefined) return refused(issues);
  return ok({
    key: definition.key,
    definition,
    settings: definition.settings ?? {},
    start,
    nodes: new Map(compiled.map((node) => [node.id, node])),
    lines: new Map(lines.map((line) => [line.id, line])),
    formulas,
    dependencies: dependenciesOf(formulas, lines),
    actions: actionsOf(compiled, definition),
    autoStepsMax: options.autoStepsMax ?? definition.settings?.autoStepsMax ?? FLOW_AUTO_STEPS_MAX,
    reach: new Reach(definition, nodeTypes),
    subflow: options.flows ?? (() => undefined),
  });
}

function danglingLines(definition: FlowDefinition): readonly Issue[] {
  const ids = new Set(definition.nodes.map((node) => node.id));
  return definition.edges.flatMap((edge, at) =>
    ids.has(edge.from) && ids.has(edge.to)
      ? []
      : [issue('dangling_line', pointer('/edges', at), { edge: edge.id })],
  );
}

function plainLine(edge: FlowEdge): CompiledLine {
  return { id: edge.id, from: edge.from, to: edge.to, isDefault: edge.default === true, definition: edge };
}

function guardedLine(edge: FlowEdge, path: string, scope: Scope, issues: Issue[]): CompiledLine {
  const line = plainLine(edge);
  if (edge.when === undefined || line.isDefault) return line;
  const when = compileCondition(edge.when, scope);
  if (when.ok) return { ...line, when: when.value };
  issues.push(...when.error.map((found) => ({ ...found, path: `${path}${found.path}` })));
  return line;
}

function compileNode(node: FlowNode, part: NodeTypePart, lines: readonly CompiledLine[]): CompiledNode {
  const own = lines.filter((line) => line.from === node.id);
  const rejectedLine = own.find((line) => line.definition.on === 'rejected');
  const timeoutLine = own.find((line) => line.definition.on === 'timeout');
  return {
    id: node.id,
    definition: node,
    part,
    config: node.config,
    lines: own.filter((line) => line.definition.on === undefined),
    into: lines.filter((line) => line.to === node.id),
    ...(rejectedLine === undefined ? {} : { rejectedLine }),
    ...(timeoutLine === undefined ? {} : { timeoutLine }),
  };
}

function startIssues(definition: FlowDefinition, types: ReadonlyMap<string, NodeTypePart>): readonly Issue[] {
  const starts = definition.nodes.filter((node) => types.get(node.type)?.isStart).map((node) => node.id);
  if (starts.length === 1) return [];
  return [
    starts.length === 0 ? issue('no_start', '/nodes') : issue('many_starts', '/nodes', { nodes: starts }),
  ];
}

function compileFormulas(
  nodes: readonly CompiledNode[],
  scope: Scope,
  issues: Issue[],
): ReadonlyMap<string, CompiledFormula> {
  const formulas = new Map<string, CompiledFormula>();
  for (const { id, part, config } of nodes) {
    const people = new Set(part.peopleFields?.(config) ?? []);
    for (const path of part.formulas?.(config) ?? []) {
      const formula = people.has(path) ? compilePeopleField(path, scope) : compileItems(path, scope);
      if (formula === undefined) issues.push(issue('field_missing', '/nodes', { node: id, field: path }));
      // The lines of a table are read as they are.
      else if (formula !== 'table') formulas.set(path, formula);
    }
  }
  return formulas;
}

function actionsOf(nodes: readonly CompiledNode[], definition: FlowDefinition): readonly NodeActions[] {
  return nodes.flatMap((node) => {
    const actions = node.part.actions?.(node.config) ?? [];
    const path = pointer('/nodes', definition.nodes.indexOf(node.definition));
    return actions.length === 0 ? [] : [{ nodeId: node.id, path, actions }];
  });
}

function dependenciesOf(
  fields: ReadonlyMap<string, CompiledFormula>,
  lines: readonly CompiledLine[],
): readonly string[] {
  const read = [...fields.values()].flatMap((field) => field.dependencies);
  const compared = lines.flatMap((line) => line.when?.dependencies ?? []);
  return [...new Set([...compared, ...read])].filter((path) => !isItem(path)).sort();
}
