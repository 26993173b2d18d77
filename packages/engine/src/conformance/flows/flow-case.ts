import { isObject } from '../suite.js';
import type { JsonObject } from '../suite.js';

/** A case of the suite `flows` as its file states it; see the format block of such a file. */

export interface CaseNode extends JsonObject {
  readonly id: string;
  readonly type: string;
}

export interface CaseEdge {
  readonly from: string;
  readonly to: string;
  readonly when?: JsonObject;
  readonly default?: boolean;
  readonly on?: 'rejected' | 'timeout';
}

export interface CaseFlow {
  readonly nodes: readonly CaseNode[];
  readonly edges: readonly CaseEdge[];
}

export interface CaseUser {
  readonly dept?: string | null;
  readonly roles?: readonly string[];
  readonly posts?: readonly string[];
  readonly active?: boolean;
}

export interface CaseOrg {
  readonly users: Readonly<Record<string, CaseUser>>;
  readonly departments: Readonly<
    Record<string, { readonly leader?: string | null; readonly parent?: string | null }>
  >;
}

export interface CaseSettings extends JsonObject {
  readonly admin?: string;
  readonly agents?: Readonly<Record<string, string>>;
}

/** What a case expects to be seen after a step or at its end; keys left out are not checked. */
export interface CaseExpectation {
  readonly status?: string;
  readonly reason?: string;
  readonly open?: Readonly<Record<string, readonly string[]>>;
  readonly trace?: readonly string[];
  readonly record?: JsonObject;
  readonly notices?: readonly (readonly string[])[];
  readonly calls?: Readonly<Record<string, { readonly total?: number; readonly distinctKeys?: number }>>;
  readonly anyOf?: readonly CaseExpectation[];
  readonly publishable?: boolean;
  readonly findings?: readonly { readonly code: string; readonly nodes?: readonly string[] }[];
}

export interface CaseStep extends JsonObject {
  readonly do: string;
  readonly by?: string;
  readonly node?: string;
  readonly key?: string;
  readonly replayed?: boolean;
  readonly refused?: string | boolean;
  readonly then?: CaseExpectation;
  readonly actions?: readonly CaseStep[];
  readonly decisions?: number;
}

export interface CaseFault {
  /** So many calls of the node fail at first. */
  readonly fails?: number;
  /** So often the engine is killed when the call was made and not yet recorded. */
  readonly crash_after_effect?: number;
}

export interface FlowCase {
  readonly id: string;
  readonly flow: CaseFlow;
  /** Sub-flows by name. */
  readonly flows: Readonly<Record<string, CaseFlow>>;
  readonly record: JsonObject;
  readonly settings: CaseSettings;
  readonly org: CaseOrg;
  readonly faults: Readonly<Record<string, CaseFault>>;
  /** Loads the drawing without the publish check, to see the defence at run time. */
  readonly isForced: boolean;
  /** Its failure does not count. */
  readonly isOptional: boolean;
  readonly steps: readonly CaseStep[];
  readonly expect: CaseExpectation;
}

const DEFAULTS: CaseSettings = {
  admin: 'hank',
  empty: 'to_admin',
  self: 'allow',
  dedupe: 'none',
  afterReturn: 'redo',
  allowRevoke: true,
  urgeGap: 'PT10M',
  maxAutoSteps: 1000,
  agents: {},
};

/** One entry of a file: its name, and the case or what is wrong with its shape. */
export interface CaseEntry {
  readonly id: string;
  readonly one: FlowCase | string;
}

/**
 * The cases of a file, each with the file's organisation and settings filled in.
 * @returns `undefined` where the content is no file of flow cases
 */
export function readFlowCases(content: unknown): readonly CaseEntry[] | undefined {
  const file = Array.isArray(content) ? { cases: content } : content;
  if (!isObject(file)) return undefined;
  const cases = file['cases'] ?? file['examples'];
  if (!Array.isArray(cases)) return undefined;
  return cases.map((given: unknown, at) => {
    const id = isObject(given) && given['id'] !== undefined ? String(given['id']) : `case-${at}`;
    return { id, one: readCase(id, given, file) };
  });
}

function readCase(id: string, given: unknown, file: JsonObject): FlowCase | string {
  if (!isObject(given)) return 'something else';
  const one = given as JsonObject & Partial<FlowCase>;
  const flows = { ...objectOf(one.flows) };
  for (const drawn of [one.flow, ...Object.values(flows)]) {
    const wrong = isFlow(drawn) ? undefined : 'a drawing without lists of nodes and edges';
    if (wrong !== undefined) return wrong;
  }
  const steps = one.steps ?? [];
  if (!Array.isArray(steps) || !steps.every(isStep)) return 'steps that are no list of steps';
  return {
    id,
    flow: one.flow as CaseFlow,
    flows: flows as Readonly<Record<string, CaseFlow>>,
    record: objectOf(one.record),
    settings: { ...DEFAULTS, ...objectOf(file['defaults']), ...objectOf(one.settings) },
    org: orgOf(one.org ?? file['org']),
    faults: objectOf(one.faults) as FlowCase['faults'],
    isForced: one['publish'] === 'forced',
    isOptional: one['optional'] === true,
    steps: steps as readonly CaseStep[],
    expect: objectOf(one.expect) as CaseExpectation,
  };
}

/** Whether a value is a drawing. */
export function isFlow(value: unknown): value is CaseFlow {
  if (!isObject(value) || !Array.isArray(value['nodes'])) return false;
  const edges = value['edges'] ?? [];
  return value['nodes'].every(isObject) && Array.isArray(edges) && edges.every(isObject);
}

function isStep(value: unknown): boolean {
  if (!isObject(value) || typeof value['do'] !== 'string') return false;
  const actions = value['actions'] ?? [];
  return Array.isArray(actions) && actions.every(isStep);
}

function orgOf(stated: unknown): CaseOrg {
  const { users, departments } = objectOf(stated);
  return {
    users: objectOf(users) as CaseOrg['users'],
    departments: objectOf(departments) as CaseOrg['departments'],
  };
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
