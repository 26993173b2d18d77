import type { FlowDefinition, FlowEdge, FlowNode, PeopleSource, RuleAction } from '@dougong/kernel/metadata';
import { isObject } from '../suite.js';
import type { JsonObject } from '../suite.js';
import { conditionOf } from './case-condition.js';
import { ELEMENT, fieldKey, isList, ITEM, START_ACTION } from './case-form.js';
import type { CaseFieldType } from './case-form.js';
import type { CaseFlow, CaseNode, CaseSettings } from './flow-case.js';

/** A drawing of a case as a flow of the platform. */

export const MAIN_FLOW = 'main';
/** The role of the one who gets what nobody else can do. */
export const ADMIN_ROLE = 'flow_admin';

/** What the names in a drawing stand for. */
export interface DrawnNames {
  readonly form: string;
  userId(name: string): string;
  readonly fields: ReadonlyMap<string, CaseFieldType>;
}

/** Key of a sub-flow by its name in the case. */
export function subflowKey(name: string): string {
  return `sub_${name.replaceAll(/[^A-Za-z0-9_]/g, '_').toLowerCase()}`;
}

/** Key of an event by its name in the case. */
export function eventKey(name: string): string {
  return `on_${name.replaceAll(/[^A-Za-z0-9_]/g, '_').toLowerCase()}`;
}

/** Key of a role by its name in the case. */
export function roleKey(name: string): string {
  return `r_${name.replaceAll(/[^A-Za-z0-9_]/g, '_').toLowerCase()}`;
}

/** Roles that drawings name, whether anybody holds them or not. */
export function rolesIn(flows: readonly CaseFlow[]): readonly string[] {
  return flows.flatMap(({ nodes }) =>
    nodes.flatMap(({ assignees }) =>
      [assignees]
        .flat()
        .flatMap((source) =>
          isObject(source) && typeof source['role'] === 'string' ? [source['role']] : [],
        ),
    ),
  );
}

const title = (text: string) => ({ 'zh-CN': text, en: text });

/** @param key `main`, or the key of a sub-flow, which nothing starts but its node. */
export function flowOf(
  key: string,
  drawn: CaseFlow,
  settings: CaseSettings,
  names: DrawnNames,
): FlowDefinition {
  const { dedupe, afterReturn, allowRevoke, urgeGap, maxAutoSteps } = settings;
  return {
    kind: 'flow',
    format: 1,
    key,
    title: title(key),
    form: names.form,
    ...(key === MAIN_FLOW ? { startAction: START_ACTION } : {}),
    states:
      key === MAIN_FLOW
        ? { running: 'running', approved: 'approved', rejected: 'refused', returned: 'draft' }
        : {},
    admin: ADMIN_ROLE,
    settings: defined({ dedupe, afterReturn, allowRevoke, urgeGap, autoStepsMax: maxAutoSteps }),
    nodes: drawn.nodes.map((node) => nodeOf(node, settings, names)),
    edges: (drawn.edges ?? []).map((edge, at): FlowEdge => ({
      id: `line_${at}`,
      from: edge.from,
      to: edge.to,
      ...(edge.when === undefined ? {} : { when: conditionOf(edge.when) }),
      ...(edge.default === true ? { default: true as const } : {}),
      ...(edge.on === undefined ? {} : { on: edge.on }),
    })),
  } as FlowDefinition;
}

function nodeOf(node: CaseNode, settings: CaseSettings, names: DrawnNames): FlowNode {
  return { id: node.id, type: node.type, title: title(node.id), config: configOf(node, settings, names) };
}

function configOf(node: CaseNode, settings: CaseSettings, names: DrawnNames): JsonObject {
  const { id: _id, type, name: _name, title: _title, ...stated } = node;
  switch (type) {
    case 'approval':
    case 'handle':
      return humanConfig(stated, settings, names);
    case 'cc':
      return { recipients: sourcesOf(stated['assignees'], names) };
    case 'action': {
      const { effect, ...rest } = stated;
      return { ...rest, actions: actionsOf(isObject(effect) ? effect : {}) };
    }
    case 'wait':
      return stated['event'] === undefined ? stated : { ...stated, event: eventKey(String(stated['event'])) };
    case 'subflow':
      return {
        ...stated,
        flow: subflowKey(String(stated['flow'])),
        ...(stated['foreach'] === undefined
          ? {}
          : { foreach: `${fieldKey(String(stated['foreach']))}.${ELEMENT}` }),
      };
    default:
      return stated;
  }
}

function humanConfig(stated: JsonObject, settings: CaseSettings, names: DrawnNames): JsonObject {
  const {
    assignees,
    empty = settings['empty'],
    self = settings['self'],
    timeout,
    editable,
    ...rest
  } = stated;
  return defined({
    ...rest,
    assignees: assignees === undefined ? undefined : sourcesOf(assignees, names),
    empty: isObject(empty) ? { user: names.userId(String(empty['user'])) } : empty,
    self,
    timeout:
      isObject(timeout) && timeout['to'] !== undefined
        ? { ...timeout, to: names.userId(String(timeout['to'])) }
        : timeout,
    editable: Array.isArray(editable) ? editable.flatMap((name) => pathsOf(String(name), names)) : undefined,
  });
}

/** A list is changed by its lines. */
function pathsOf(name: string, { fields }: DrawnNames): readonly string[] {
  const key = fieldKey(name);
  return isList(fields.get(name)) ? [key, `${key}.${ELEMENT}`] : [key];
}

/** One object may mix several kinds of sources; they sign in the order given. */
function sourcesOf(stated: unknown, names: DrawnNames): readonly PeopleSource[] {
  return [stated]
    .flat()
    .flatMap((source) =>
      isObject(source) ? Object.entries(source).map(([kind, value]) => sourceOf(kind, value, names)) : [],
    )
    .filter((source) => !('users' in source) || source.users.length > 0);
}

function sourceOf(kind: string, value: unknown, names: DrawnNames): PeopleSource {
  switch (kind) {
    case 'users':
      return { users: [value].flat().map((name) => names.userId(String(name))) };
    case 'role':
      return { role: roleKey(String(value)) };
    case 'field': {
      const name = String(value);
      if (name === ITEM) return { field: ITEM };
      return { field: isList(names.fields.get(name)) ? `${fieldKey(name)}.${ELEMENT}` : fieldKey(name) };
    }
    default:
      return { [kind]: value } as unknown as PeopleSource;
  }
}

function actionsOf({ set, add, call }: JsonObject): readonly RuleAction[] {
  const written = isObject(set)
    ? Object.entries(set).map(([name, value], at) => ({
        id: `set_${at}`,
        type: 'setField',
        field: fieldKey(name),
        formula: literal(name, value),
      }))
    : [];
  const added = isObject(add)
    ? Object.entries(add).map(([name, value], at) => ({
        id: `add_${at}`,
        type: 'setField',
        field: fieldKey(name),
        formula: `COALESCE(${fieldKey(name)}, 0) + (${String(value)})`,
      }))
    : [];
  const called = call === undefined ? [] : [{ id: 'call', type: 'callWebhook', endpoint: endpointKey(call) }];
  return [...written, ...added, ...called] as unknown as readonly RuleAction[];
}

/** The receiver of a call by its name in the case. */
export function endpointKey(call: unknown): string {
  const name = isObject(call) ? String(call['name'] ?? call['to'] ?? 'call') : String(call);
  return `to_${name.replaceAll(/[^A-Za-z0-9_]/g, '_').toLowerCase()}`;
}

function literal(name: string, value: unknown): string {
  if (value === null) return `IF(false, ${fieldKey(name)})`;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return typeof value === 'number' ? String(value) : JSON.stringify(String(value));
}

function defined(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
