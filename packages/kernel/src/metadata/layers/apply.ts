import { assertNever, issue, ok, refused, sameJson } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import { CHOICES, isChoices } from './choices.js';
import { isNamed } from './elements.js';
import type { Operation } from './operation.js';
import type { Predecessor } from './order.js';
import { fromTree, namesOf, partAt, toTree } from './tree.js';
import type { Tree } from './tree.js';

/** A branch that is being changed: the tree was made for this and nobody else holds it. */
interface Container {
  readonly shape: 'record' | 'list';
  readonly parts: Map<string, Tree>;
}

/** Where an operation works. */
interface Target {
  readonly container: Container;
  readonly name: string;
  /** How a value that comes here is read. */
  readonly read: (value: unknown) => Tree;
}

/** The whole definition stands in a record of its own, so that it is a part like any other. */
const WHOLE = '';

/**
 * Carries out operations, one after another, all or none. Refuses when something is not as the operations say it
 * was: `change_target_missing`, `change_value_differs`, `change_already_there`, `change_place_missing`,
 * `change_id_differs`; each with the operation's path.
 */
export function applyChanges(
  definition: unknown,
  operations: readonly Operation[],
): Result<unknown, readonly Issue[]> {
  const root: Container = { shape: 'record', parts: new Map([[WHOLE, toTree(definition)]]) };
  const issues = operations.flatMap((operation) => applyOne(root, operation) ?? []);
  if (issues.length > 0) return refused(issues);
  const whole = root.parts.get(WHOLE);
  return ok(whole === undefined ? undefined : fromTree(whole));
}

function applyOne(root: Container, operation: Operation): Issue | undefined {
  const { path } = operation;
  const target = targetOf(root, path);
  if (!target) return issue('change_target_missing', path, { path });
  const present = target.container.parts.get(target.name);
  if (operation.op === 'add')
    return present ? already(path) : add(target, operation.value, operation.after, path);
  if (!present) return issue('change_target_missing', path, { path });
  switch (operation.op) {
    case 'set':
      return differs(present, operation.was, path) ?? put(target, operation.value, path);
    case 'remove':
      return differs(present, operation.was, path) ?? void target.container.parts.delete(target.name);
    case 'move':
      return move(target, operation.after, operation.was, path);
    default:
      return assertNever(operation);
  }
}

function targetOf(root: Container, path: string): Target | undefined {
  const names = [WHOLE, ...namesOf(path)];
  const above = names.slice(0, -1);
  const container = (above.length === 0 ? root : partAt(root, above)) as Tree | undefined;
  if (container === undefined || container.shape === 'value') return undefined;
  const [name = '', holder = ''] = [names.at(-1), names.at(-2)];
  const isElement = container.shape === 'list';
  const inElement = !isElement && partAt(root, above.slice(0, -1))?.shape === 'list';
  return {
    container: container as Container,
    name,
    read: (value) => toTree(value, isElement ? '' : name, inElement ? '' : holder),
  };
}

function already(path: string): Issue {
  return issue('change_already_there', path, { path });
}

function differs(present: Tree, was: unknown, path: string): Issue | undefined {
  const found = fromTree(present);
  return sameJson(found, was) ? undefined : issue('change_value_differs', path, { path, was, found });
}

function put({ container, name, read }: Target, value: unknown, path: string): Issue | undefined {
  const isMisplaced =
    container.shape === 'list' ? !isNamed(value, name) : name === CHOICES && !isChoices(value);
  if (isMisplaced) return issue('change_id_differs', path, { path, name });
  container.parts.set(name, read(value));
  return undefined;
}

function add(
  target: Target,
  value: unknown,
  after: Predecessor | undefined,
  path: string,
): Issue | undefined {
  const { container, name } = target;
  if (container.shape === 'record') return put(target, value, path);
  const order = [...container.parts.keys()];
  const place = after === undefined ? (order.at(-1) ?? null) : after;
  return put(target, value, path) ?? putBehind(container, name, order, place, path);
}

function move(
  { container, name }: Target,
  after: Predecessor,
  was: Predecessor,
  path: string,
): Issue | undefined {
  if (container.shape !== 'list') return issue('change_target_missing', path, { path });
  const order = [...container.parts.keys()];
  const at = order.indexOf(name);
  const found = order[at - 1] ?? null;
  if (found !== was) return issue('change_value_differs', path, { path, was, found });
  order.splice(at, 1);
  return putBehind(container, name, order, after, path);
}

/** Puts an element behind another one of those in `order`. */
function putBehind(
  container: Container,
  name: string,
  order: string[],
  after: Predecessor,
  path: string,
): Issue | undefined {
  const behind = after === null ? -1 : order.indexOf(after);
  if (after !== null && behind < 0) return issue('change_place_missing', path, { path, name: after });
  order.splice(behind + 1, 0, name);
  const parts = order.map((each) => [each, container.parts.get(each)!] as const);
  container.parts.clear();
  for (const [each, part] of parts) container.parts.set(each, part);
  return undefined;
}
