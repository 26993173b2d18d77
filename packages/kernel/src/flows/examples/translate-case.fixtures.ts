import type { FieldTypes, Scope } from '../../expression/index.js';
import type { FlowDefinition, FlowNode, PeopleSource, RuleAction } from '../../metadata/index.js';
import { compileFlow } from '../compile-flow.js';
import type { CompiledFlow } from '../flow-model.js';
import type { CaseFlow, CaseNode, Drawn, FlowCase } from './flow-case.fixtures.js';

/** Makes real definitions out of the short drawings of example cases. */

/** The column of a list of the record. */
export const VALUE = 'value';

/** Types of the record's fields, guessed from the values of the case and what conditions compare them with. */
export function scopeOf({ record = {}, flow, flows = {} }: Drawn): Scope {
  const fields: Record<string, FieldTypes[string]> = {};
  const note = (name: string, value: unknown): void => {
    fields[name] = typeOf(value) ?? fields[name] ?? { kind: 'text' };
  };
  for (const drawing of [flow, ...Object.values(flows)]) {
    for (const edge of drawing.edges) for (const [name, value] of compared(edge.when)) note(name, value);
    for (const node of drawing.nodes) {
      for (const source of sources(node)) if ('field' in source) note(String(source['field']), undefined);
      if (typeof node.foreach === 'string') note(node.foreach, []);
      for (const name of node.editable ?? []) note(name, undefined);
    }
  }
  for (const [name, value] of Object.entries(record)) note(name, value);
  delete fields['item'];
  return { fields };
}

function typeOf(value: unknown): FieldTypes[string] | undefined {
  if (typeof value === 'number') return { kind: 'number', scale: 2 };
  if (typeof value === 'boolean') return { kind: 'boolean' };
  if (Array.isArray(value)) return { kind: 'table', columns: { [VALUE]: { kind: 'text' } } };
  return typeof value === 'string' ? { kind: 'text' } : undefined;
}

function* compared(when: unknown): Iterable<readonly [string, unknown]> {
  if (typeof when !== 'object' || when === null) return;
  const { all, any, not, field, value } = when as Record<string, unknown>;
  for (const inner of [all, any, not].flat()) yield* compared(inner);
  if (typeof field === 'string') yield [field, Array.isArray(value) ? (value as unknown[])[0] : value];
}

function sources(node: CaseNode): readonly Readonly<Record<string, unknown>>[] {
  return [node.assignees ?? []].flat();
}

/** The flow of a case ready to run, with its sub-flows. */
export function compiledCase(drawn: Drawn, settings: FlowCase['settings'] = {}): CompiledFlow {
  const scope = scopeOf(drawn);
  const known = new Map<string, CompiledFlow>();
  const make = (key: string, drawing: CaseFlow): CompiledFlow => {
    const compiled = compileFlow(definitionOf(key, drawing, scope, settings), scope, {
      flows: (name) => known.get(name),
    });
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
    return compiled.value;
  };
  for (const [name, drawing] of Object.entries(drawn.flows ?? {}))
    known.set(name.toLowerCase(), make(name.toLowerCase(), drawing));
  return make('main', drawn.flow);
}

/** A drawing as a definition. */
export function definitionOf(
  key: string,
  drawing: CaseFlow,
  scope: Scope,
  settings: FlowCase['settings'] = {},
): FlowDefinition {
  const { dedupe, afterReturn, allowRevoke, urgeGap, maxAutoSteps, empty } = settings;
  return {
    kind: 'flow',
    format: 1,
    key,
    title: { 'zh-CN': key, en: key },
    form: 'claim',
    states: {},
    admin: 'admin',
    settings: defined({ dedupe, afterReturn, allowRevoke, urgeGap, empty, autoStepsMax: maxAutoSteps }),
    nodes: drawing.nodes.map((node) => nodeOf(node, scope, settings)),
    edges: drawing.edges.map(({ from, to, when, default: isDefault, on }, at) => ({
      id: `l${at}`,
      from,
      to,
      ...(when === undefined ? {} : { when: conditionOf(when) }),
      ...(isDefault === true ? { default: true as const } : {}),
      ...(on === undefined ? {} : { on }),
    })),
  } as FlowDefinition;
}

function nodeOf(node: CaseNode, scope: Scope, settings: FlowCase['settings']): FlowNode {
  const { id, type, assignees: _assignees, effect, foreach, flow, ...rest } = node;
  const people = sources(node).flatMap((source) => sourcesOf(source, scope));
  const self = rest['self'] ?? settings?.['self'];
  const config: Record<string, unknown> = {
    ...rest,
    ...(type === 'approval' || type === 'handle' ? { assignees: people } : {}),
    ...((type === 'approval' || type === 'handle') && self !== undefined ? { self } : {}),
    ...(type === 'cc' ? { recipients: people } : {}),
    ...(type === 'action' ? { actions: actionsOf(effect ?? {}) } : {}),
    ...(flow === undefined ? {} : { flow: flow.toLowerCase() }),
    ...(foreach === undefined ? {} : { foreach: `${foreach}.${VALUE}` }),
  };
  return { id, type, title: { 'zh-CN': id, en: id }, config };
}

function sourcesOf(source: Readonly<Record<string, unknown>>, scope: Scope): readonly PeopleSource[] {
  return Object.entries(source).map(([kind, value]) => {
    const isList = kind === 'field' && scope.fields[String(value)]?.kind === 'table';
    const path = isList ? `${String(value)}.${VALUE}` : value;
    return { [kind]: path } as unknown as PeopleSource;
  });
}

function actionsOf({ set = {}, add = {}, call }: NonNullable<CaseNode['effect']>): readonly RuleAction[] {
  const written = Object.entries(set).map(([field, value]) => ({
    id: `set_${field}`,
    type: 'set',
    field,
    value,
  }));
  const added = Object.entries(add).map(([field, value]) => ({
    id: `add_${field}`,
    type: 'add',
    field,
    value,
  }));
  const called = call === undefined ? [] : [{ id: 'call', type: 'callWebhook', endpoint: call }];
  return [...written, ...added, ...called] as unknown as readonly RuleAction[];
}

/** A comparison with an empty field is false, whatever stands around it. */
function conditionOf(when: Readonly<Record<string, unknown>>): unknown {
  const { all, any, not, field, op, value } = when;
  const inner = (list: unknown): unknown[] =>
    (list as Readonly<Record<string, unknown>>[]).map((one) => conditionOf(one));
  if (all !== undefined) return { and: inner(all) };
  if (any !== undefined) return { or: inner(any) };
  if (not !== undefined) return { '!': [conditionOf(not as Readonly<Record<string, unknown>>)] };
  const read = { var: field };
  if (op === 'empty') return { '!': [{ '!!': [read] }] };
  if (op === 'in') return { in: [read, value] };
  return { [op === '=' ? '==' : String(op)]: [read, typeof value === 'number' ? String(value) : value] };
}

function defined(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
