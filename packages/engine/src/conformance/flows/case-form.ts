import { Decimal } from '@dougong/kernel/foundation';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { isObject } from '../suite.js';
import type { JsonObject } from '../suite.js';
import { isFlow } from './flow-case.js';
import type { CaseFlow, CaseStep, FlowCase } from './flow-case.js';

/** The business document of a case: a form with every field that the case writes, reads or compares. */

export const START_ACTION = 'submit';
const SCALE = 6;

/** `user` and `users` hold people, `numbers` and `list` plain elements; lists are tables of lines with one column. */
export type CaseFieldType = 'number' | 'boolean' | 'text' | 'user' | 'users' | 'numbers' | 'list';

/** What sub-flows that run for each element of a list call the element; no field of the record. */
export const ITEM = 'item';

/** The column of a list. */
export const ELEMENT = 'element';

/** Key of a case's field; the prefix keeps it apart from the fields that every record has. */
export function fieldKey(name: string): string {
  if (name === ITEM) return ITEM;
  return `f_${name.replaceAll(/[^A-Za-z0-9_]/g, '_').toLowerCase()}`;
}

/** Type of every field of the case, by the names of the case. */
export function fieldTypes(one: FlowCase): ReadonlyMap<string, CaseFieldType> {
  const types = new Map<string, CaseFieldType>();
  const note = (name: string, value: unknown) => {
    const known = types.get(name);
    const type = typeOf(value);
    if (type !== undefined && (known === undefined || (known === 'text' && type !== 'text')))
      types.set(name, type);
  };
  for (const [name, value] of valuesIn(one)) note(name, value);
  for (const name of namesIn(one)) if (!types.has(name)) types.set(name, 'text');
  const people = new Set(peopleFieldsIn(one));
  for (const name of listsIn(one)) types.set(name, listType(types.get(name), people.has(ITEM)));
  for (const name of people) types.set(name, isList(types.get(name)) ? 'users' : 'user');
  types.delete(ITEM);
  return types;
}

/** Whether a field holds several values, each in a line of a table. */
export function isList(type: CaseFieldType | undefined): boolean {
  return type === 'list' || type === 'users' || type === 'numbers';
}

function listType(type: CaseFieldType | undefined, ofPeople: boolean): CaseFieldType {
  if (ofPeople) return 'users';
  return type === 'numbers' || type === 'users' ? type : 'list';
}

function typeOf(value: unknown): CaseFieldType | undefined {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (Array.isArray(value))
    return value.length > 0 && value.every((each) => typeof each === 'number') ? 'numbers' : 'list';
  return value === null || value === undefined ? undefined : 'text';
}

function flowsIn(one: FlowCase): readonly CaseFlow[] {
  return [one.flow, ...Object.values(one.flows), ...publishedIn(one)];
}

function nodesIn(one: FlowCase) {
  return flowsIn(one).flatMap(({ nodes }) => nodes);
}

function edgesIn(one: FlowCase) {
  return flowsIn(one).flatMap(({ edges = [] }) => edges);
}

/** Drawings that steps publish later. */
function publishedIn(one: FlowCase): readonly CaseFlow[] {
  return stepsIn(one.steps).flatMap(({ flow, flows }) =>
    [flow, ...(isObject(flows) ? Object.values(flows) : [])].filter(isFlow),
  );
}

function stepsIn(steps: readonly CaseStep[]): readonly CaseStep[] {
  return steps.flatMap((step) => [step, ...stepsIn(step.actions ?? [])]);
}

function* valuesIn(one: FlowCase): Iterable<readonly [string, unknown]> {
  yield* Object.entries(one.record);
  for (const { record } of stepsIn(one.steps)) if (isObject(record)) yield* Object.entries(record);
  for (const { effect } of nodesIn(one)) {
    if (!isObject(effect)) continue;
    if (isObject(effect['set'])) yield* Object.entries(effect['set']);
    if (isObject(effect['add'])) yield* Object.entries(effect['add']);
  }
  for (const { when } of edgesIn(one)) if (when !== undefined) yield* comparedIn(when);
}

function* comparedIn(condition: JsonObject): Iterable<readonly [string, unknown]> {
  for (const part of [condition['all'], condition['any'], condition['not']].flat()) {
    if (isObject(part)) yield* comparedIn(part);
  }
  const { field, op, value } = condition;
  if (typeof field !== 'string') return;
  yield [
    field,
    op === 'empty' ? undefined : op === 'in' && Array.isArray(value) ? (value[0] as unknown) : value,
  ];
}

function* namesIn(one: FlowCase): Iterable<string> {
  for (const [name] of valuesIn(one)) yield name;
  for (const node of nodesIn(one)) {
    if (Array.isArray(node['editable'])) yield* node['editable'] as string[];
  }
  yield* listsIn(one);
}

/** Lists for each element of which a sub-flow runs. */
function* listsIn(one: FlowCase): Iterable<string> {
  for (const { foreach } of nodesIn(one)) if (typeof foreach === 'string') yield foreach;
}

/** Fields that name people. */
function* peopleFieldsIn(one: FlowCase): Iterable<string> {
  for (const { assignees } of nodesIn(one)) {
    for (const source of [assignees].flat()) {
      if (isObject(source) && typeof source['field'] === 'string') yield source['field'];
    }
  }
}

const ELEMENTS = { users: 'user', numbers: 'number', list: 'text' } as const;

const title = (text: string) => ({ 'zh-CN': text, en: text });

function schemaOf(name: string, type: CaseFieldType): JsonObject {
  const head = { 'x-title': title(name) };
  switch (type) {
    case 'number':
      return { type: 'string', format: 'decimal', 'x-scale': SCALE, ...head };
    case 'boolean':
      return { type: 'boolean', ...head };
    case 'text':
      return { type: 'string', maxLength: 400, ...head };
    case 'user':
      return { type: 'string', format: 'uuid', 'x-user': true, ...head };
    default: {
      const element = schemaOf(name, ELEMENTS[type]);
      const items = {
        type: 'object',
        properties: { [ELEMENT]: element },
        additionalProperties: false,
      };
      return { type: 'array', items, ...head };
    }
  }
}

/** The form with its lifecycle; flows set its states. */
export function formOf(key: string, types: ReadonlyMap<string, CaseFieldType>): FormDefinition {
  const properties = Object.fromEntries(
    [...types].map(([name, type]) => [fieldKey(name), schemaOf(name, type)]),
  );
  const state = (id: string, editable: boolean) => ({ id, title: title(id), tone: 'draft', editable });
  return {
    kind: 'form',
    format: 1,
    key,
    title: title(key),
    usage: 'document',
    schema: { type: 'object', properties, additionalProperties: false },
    ui: { order: Object.keys(properties) },
    lists: [],
    lifecycle: {
      initial: 'draft',
      states: [
        state('draft', true),
        state('running', false),
        state('approved', false),
        state('refused', false),
      ],
      actions: [{ id: START_ACTION, title: title(START_ACTION), from: ['draft', 'refused'] }],
    },
  } as unknown as FormDefinition;
}

/** Values of a case as the form takes them; `userId` knows people by the names of the case. */
export function recordValues(
  values: JsonObject,
  types: ReadonlyMap<string, CaseFieldType>,
  userId: (name: string) => string,
): JsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      fieldKey(name),
      wireValue(value, types.get(name) ?? 'text', userId),
    ]),
  );
}

function wireValue(value: unknown, type: CaseFieldType, userId: (name: string) => string): unknown {
  if (value === null || value === undefined) return null;
  switch (type) {
    case 'number':
      return String(value);
    case 'user':
      return userId(String(value));
    case 'users':
      return [value].flat().map((each) => ({ [ELEMENT]: userId(String(each)) }));
    case 'numbers':
    case 'list':
      return [value].flat().map((each) => ({ [ELEMENT]: textOf(each) }));
    case 'boolean':
      return value;
    case 'text':
      return textOf(value);
  }
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A stored field in the words of the case; numbers stay texts, so that no digit is lost. */
export function caseValue(stored: unknown, type: CaseFieldType, userName: (id: string) => string): unknown {
  if (isList(type))
    return (Array.isArray(stored) ? stored : []).map((row: unknown) =>
      caseValue(isObject(row) ? row[ELEMENT] : undefined, ELEMENTS[type as keyof typeof ELEMENTS], userName),
    );
  return type === 'user' && typeof stored === 'string' ? userName(stored) : (stored ?? null);
}

/** Whether a field of the record has the value that the case expects. */
export function isSameValue(expected: unknown, actual: unknown): boolean {
  if (expected === null) return actual === null || actual === undefined || actual === '';
  if (typeof expected === 'number')
    return typeof actual === 'string' && NUMBER.test(actual) && new Decimal(String(expected)).equals(actual);
  if (Array.isArray(expected))
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((each, at) => isSameValue(each, actual[at]))
    );
  if (isObject(expected)) return JSON.stringify(expected) === actual;
  return expected === actual;
}

const NUMBER = /^-?\d+(\.\d+)?$/;
