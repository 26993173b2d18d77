import { isJsonRecord, pointer, sameJson } from '../../foundation/index.js';
import { CHOICES, foldChoices, unfoldChoices } from './choices.js';
import { elementKeyOf, elementName, holdsNames, isOneThought } from './elements.js';
import type { ElementKey } from './elements.js';

/**
 * A definition as changes see it: records of properties, lists of elements that have names, and everything else as one
 * value. The parts of records and lists are found by name; only in a list does their order say something.
 */
export type Tree = Leaf | Branch;

export interface Leaf {
  readonly shape: 'value';
  readonly value: unknown;
}

export interface Branch {
  readonly shape: 'record' | 'list';
  readonly parts: ReadonlyMap<string, Tree>;
  /** How elements of a list are told apart; undefined for records and for empty lists. */
  readonly key?: ElementKey | undefined;
}

/** Reads a JSON value as a tree. */
export function toTree(value: unknown, name = '', parent = ''): Tree {
  const isUnmatched = name === CHOICES && !Array.isArray(value);
  if (isUnmatched || isOneThought(value, name, parent)) return { shape: 'value', value };
  if (Array.isArray(value)) return listTree(value, name);
  if (!isJsonRecord(value)) return { shape: 'value', value };
  const parts = Object.entries(holdsNames(name) ? value : foldChoices(value)).flatMap(([key, part]) =>
    part === undefined ? [] : [[key, toTree(part, key, name)] as const],
  );
  return { shape: 'record', parts: new Map(parts) };
}

function listTree(list: readonly unknown[], name: string): Tree {
  const key = elementKeyOf(list);
  if (key === undefined)
    return list.length === 0 ? { shape: 'list', parts: new Map() } : { shape: 'value', value: list };
  const parts = list.map((element) => [elementName(element, key) ?? '', toTree(element, '', name)] as const);
  return { shape: 'list', parts: new Map(parts), key };
}

/** The JSON value of a tree. */
export function fromTree(tree: Tree): unknown {
  if (tree.shape === 'value') return tree.value;
  const parts = [...tree.parts].map(([name, part]) => [name, fromTree(part)] as const);
  return tree.shape === 'list' ? parts.map(([, part]) => part) : unfoldChoices(Object.fromEntries(parts));
}

/** Whether two trees say the same, or both say nothing. */
export function sameTree(one: Tree | undefined, other: Tree | undefined): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined || one.shape !== other.shape) return false;
  if (one.shape === 'value' || other.shape === 'value')
    return one.shape === 'value' && other.shape === 'value' && sameJson(one.value, other.value);
  if (one.parts.size !== other.parts.size) return false;
  if (one.shape === 'list' && !sameNames(one.parts, other.parts)) return false;
  return [...one.parts].every(([name, part]) => sameTree(part, other.parts.get(name)));
}

function sameNames(one: ReadonlyMap<string, Tree>, other: ReadonlyMap<string, Tree>): boolean {
  const names = [...other.keys()];
  return [...one.keys()].every((name, at) => name === names[at]);
}

/** Whether the parts of two trees can be matched by name. */
export function areAlike(one: Tree | undefined, other: Tree | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  if (one.shape === 'value' || one.shape !== other.shape) return false;
  const [key, otherKey] = [one.key, (other as Branch).key];
  return key === otherKey || key === undefined || otherKey === undefined;
}

/** The names on the way that a pointer describes. */
export function namesOf(path: string): readonly string[] {
  if (path === '') return [];
  return path
    .slice(1)
    .split('/')
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The part of a tree at the end of a way of names. */
export function partAt(tree: Tree | undefined, names: readonly string[]): Tree | undefined {
  let at = tree;
  for (const name of names) at = at === undefined || at.shape === 'value' ? undefined : at.parts.get(name);
  return at;
}

/** The value at a place that is addressed by names of properties and elements; undefined where nothing is. */
export function valueAt(definition: unknown, path: string): unknown {
  const part = partAt(toTree(definition), namesOf(path));
  return part === undefined ? undefined : fromTree(part);
}

/** The pointer that engines and editors know (list elements by position) of a place addressed by names. */
export function positionOf(definition: unknown, path: string): string {
  let at: Tree | undefined = toTree(definition);
  let found = '';
  for (const name of namesOf(path)) {
    const isList: boolean = at?.shape === 'list';
    const position = at !== undefined && at.shape !== 'value' ? [...at.parts.keys()].indexOf(name) : -1;
    found = pointer(found, isList && position >= 0 ? position : name);
    at = partAt(at, [name]);
  }
  return found;
}
