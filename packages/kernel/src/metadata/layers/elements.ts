import { isJsonRecord } from '../../foundation/index.js';

/** By what the elements of a list are told apart: `text` where each is its own name, otherwise a property of each. */
export type ElementKey = 'text' | (typeof ELEMENT_KEYS)[number];

/**
 * Properties that name an element of a list, the first that fits counts: `id` everywhere, the others where the schema of
 * a kind of definition has no ids (lines of a form by `field`, grants of a role by `form`, tests by `name`).
 */
export const ELEMENT_KEYS = [
  'id',
  'key',
  'ref',
  'field',
  'login',
  'file',
  'name',
  'as',
  'form',
  'role',
  'day',
  'date',
  'value',
] as const;

/**
 * How the elements of a list are told apart; `undefined` when they cannot be, which makes the whole list one thought.
 * Every element must have a name of its own, all by the same property.
 */
export function elementKeyOf(list: readonly unknown[]): ElementKey | undefined {
  if (list.length === 0) return undefined;
  return (['text', ...ELEMENT_KEYS] as const).find((key) => namesOf(list, key) !== undefined);
}

/** Name of one element of a list. */
export function elementName(element: unknown, key: ElementKey): string | undefined {
  const name = key === 'text' ? element : isJsonRecord(element) ? own(element, key) : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** Whether an element could bear a name: it is that text, or one of its naming properties says so. */
export function isNamed(element: unknown, name: string): boolean {
  return element === name || ELEMENT_KEYS.some((key) => isJsonRecord(element) && own(element, key) === name);
}

function own(record: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function namesOf(list: readonly unknown[], key: ElementKey): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  for (const element of list) {
    const name = elementName(element, key);
    if (name === undefined || names.has(name)) return undefined;
    names.add(name);
  }
  return names;
}

/** Properties that hold a condition in the language of conditions. */
const CONDITIONS: ReadonlySet<string> = new Set(['when', 'where', 'condition']);

const NAMES: ReadonlySet<string> = new Set(['properties', 'values', 'layout']);

/** Whether the keys of the record in a property are names that somebody chose: a field may be called `condition` or `enum`. */
export function holdsNames(property: string): boolean {
  return NAMES.has(property);
}

const OPERATORS: ReadonlySet<string> = new Set(
  '== === != !== ! !! < <= > >= + - * / % ?: and or if in var'.split(' '),
);

/**
 * Whether a value is one thought that two people cannot change halves of: a condition. Half of one condition with half of
 * another would be a third that nobody wrote.
 * @param name the property that holds it. @param parent the property that holds the record with that property.
 */
export function isOneThought(value: unknown, name: string, parent: string): boolean {
  if (holdsNames(parent)) return false;
  return CONDITIONS.has(name) || isExpression(value);
}

function isExpression(value: unknown): boolean {
  if (!isJsonRecord(value)) return false;
  const [operator, ...others] = Object.keys(value);
  return operator !== undefined && others.length === 0 && OPERATORS.has(operator);
}
