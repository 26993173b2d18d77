import { Errors } from '@sinclair/typebox/errors';
import { compileCondition } from '../expression/index.js';
import type { CompiledFormula, Scope } from '../expression/index.js';
import { FLOW_AUTO_STEPS_MAX, issue, ok, pointer, refused } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import type { FlowDefinition, FlowEdge, FlowNode } from '../metadata/index.js';
import type { CompiledFlow, CompiledLine, CompiledNode, NodeActions } from './flow-model.js';
import type { NodeTypePart } from './node-type.js';
import { NODE_TYPES } from './node-types/index.js';
import { compilePeopleField } from './people-field.js';

export interface CompileFlowOptions {
  /** Node types to run with; the platform's own when left out. */
  readonly nodeTypes?: readonly NodeTypePart[];
  /** How many nodes one step may pass without waiting for anybody. */
  readonly autoStepsMax?: number;
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
  scope: Scope,
  options: CompileFlowOptions = {},
): Result<CompiledFlow, readonly Issue[]> {
  const types = new Map((options.nodeTypes ?? NODE_TYPES).map((part) => [part.kind, part]));
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
  const peopleFields = compilePeopleFields(compiled, scope, issues);
  issues.push(...startIssues(definition, types));
  const start = compiled.find((node) => node.part.isStart);
  if (issues.length > 0 || start === undefined) return refused(issues);
  return ok({
    key: definition.key,
    definition,
    start,
    nodes: new Map(compiled.map((node) => [node.id, node])),
    peopleFields,
    dependencies: dependenciesOf(peopleFields, lines),
    actions: actionsOf(compiled, definition),
    autoStepsMax: options.autoStepsMax ?? FLOW_AUTO_STEPS_MAX,
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
  return {
    id: node.id,
    definition: node,
    part,
    config: node.config,
    lines: own.filter((line) => line.definition.on === undefined),
    ...(rejectedLine === undefined ? {} : { rejectedLine }),
  };
}

function startIssues(definition: FlowDefinition, types: ReadonlyMap<string, NodeTypePart>): readonly Issue[] {
  const starts = definition.nodes.filter((node) => types.get(node.type)?.isStart).map((node) => node.id);
  if (starts.length === 1) return [];
  return [
    starts.length === 0 ? issue('no_start', '/nodes') : issue('many_starts', '/nodes', { nodes: starts }),
  ];
}

function compilePeopleFields(
  nodes: readonly CompiledNode[],
  scope: Scope,
  issues: Issue[],
): ReadonlyMap<string, CompiledFormula> {
  const fields = new Map<string, CompiledFormula>();
  for (const node of nodes) {
    for (const path of node.part.peopleFields?.(node.config) ?? []) {
      const field = compilePeopleField(path, scope);
      if (field === undefined) issues.push(issue('field_missing', '/nodes', { node: node.id, field: path }));
      else fields.set(path, field);
    }
  }
  return fields;
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
  return [...new Set([...compared, ...read])].sort();
}
