import fc from 'fast-check';
import type { JsonRecord } from '../../foundation/index.js';

// The kernel knows no Node types; these tests read the definitions of the templates and nothing else.
declare const require: (module: 'node:fs') => {
  readdirSync(path: string, options: { readonly recursive: true }): string[];
  readFileSync(path: string, encoding: 'utf8'): string;
};
declare const __dirname: string;

const files = require('node:fs');
const TEMPLATES = `${__dirname}/../../../../../templates`;

/** All definitions of a template of the house. */
export function templateDefinitions(template: string): readonly JsonRecord[] {
  return files
    .readdirSync(`${TEMPLATES}/${template}`, { recursive: true })
    .filter((file) => /\.[a-z-]+\.json$/.test(file) && !file.startsWith('seed'))
    .map((file) => JSON.parse(files.readFileSync(`${TEMPLATES}/${template}/${file}`, 'utf8')) as JsonRecord);
}

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'open', 'a/b', 'x~y');
const scalar = fc.oneof(
  fc.constantFrom('one', 'two', '', '3.50'),
  fc.integer({ min: 0, max: 3 }),
  fc.boolean(),
  fc.constant(null),
);

const choiceField = fc
  .uniqueArray(fc.tuple(name, fc.constantFrom('A', 'B', 'C')), { selector: ([each]) => each, maxLength: 5 })
  .map((list) => ({
    type: 'string',
    enum: list.map(([value]) => value),
    'x-titles': list.map(([, en]) => ({ en, 'zh-CN': `${en}文` })),
  }));

const condition = fc
  .tuple(fc.constantFrom('==', '>', 'and'), fc.array(scalar, { maxLength: 2 }))
  .map(([operator, terms]) => ({ [operator]: [{ var: 'a' }, ...terms] }));

/** JSON as definitions have it: named elements, lists of texts, choices, conditions, and lists that have no names. */
export const definitionLike: fc.Arbitrary<JsonRecord> = fc.letrec<{ value: unknown; record: JsonRecord }>(
  (tie) => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      scalar,
      fc.uniqueArray(name, { maxLength: 5 }),
      fc.array(scalar, { maxLength: 3 }),
      tie('record'),
      elements(fc.constantFrom('id', 'key', 'field', 'name'), tie('record')),
      choiceField,
      condition,
      fc.array(tie('value'), { maxLength: 3 }),
    ),
    record: fc.dictionary(fc.oneof(name, fc.constantFrom('when', 'properties', 'id', 'enum')), tie('value'), {
      maxKeys: 4,
    }),
  }),
).record as fc.Arbitrary<JsonRecord>;

function elements(key: fc.Arbitrary<string>, inside: fc.Arbitrary<JsonRecord>): fc.Arbitrary<unknown> {
  return fc
    .tuple(key, fc.uniqueArray(fc.tuple(name, inside), { selector: ([each]) => each, maxLength: 5 }))
    .map(([by, list]) => list.map(([each, rest]) => ({ ...rest, [by]: each })));
}

/** A number of random choices, each `below` its bound; the same seeds make the same edits. */
export type Dice = (below: number) => number;

/** Reads dice from numbers; after the last one they begin again. */
export function diceOf(numbers: readonly number[]): Dice {
  let at = 0;
  return (below) => (numbers[at++ % numbers.length] ?? 0) % below;
}

/** Some random edits, of the kinds that people make in a designer, at random places of a definition. */
export function edited(definition: JsonRecord, dice: Dice, edits: number): JsonRecord {
  let result = definition;
  for (let count = 0; count < edits; count++) result = editOnce(result, dice) as JsonRecord;
  return result;
}

const DEEPER_OF = 4;

function editOnce(value: unknown, dice: Dice): unknown {
  if (Array.isArray(value)) return editList(value, dice);
  if (typeof value !== 'object' || value === null) return `edited ${dice(3)}`;
  const entries = Object.entries(value);
  const at = dice(entries.length || 1);
  const [key, part] = entries[at] ?? ['fresh', 0];
  if (dice(DEEPER_OF) > 0 && entries.length > 0)
    return Object.fromEntries(entries.with(at, [key, editOnce(part, dice)]));
  if (dice(2) === 0) return { ...value, [`fresh_${dice(3)}`]: { id: `new_${dice(3)}` } };
  return Object.fromEntries(entries.filter((_, each) => each !== at));
}

function editList(list: readonly unknown[], dice: Dice): unknown {
  const at = dice(list.length || 1);
  const rest = list.filter((_, each) => each !== at);
  switch (list.length === 0 ? 0 : dice(5)) {
    case 0:
      return list.toSpliced(at, 0, fresh(list, dice));
    case 1:
      return rest;
    case 2:
      return rest.toSpliced(dice(list.length), 0, list[at]);
    default:
      return list.with(at, typeof list[at] === 'object' ? editOnce(list[at], dice) : fresh(list, dice));
  }
}

function fresh(list: readonly unknown[], dice: Dice): unknown {
  const [first] = list;
  return typeof first === 'object' && first !== null ? { ...first, id: `new_${dice(3)}` } : `new_${dice(3)}`;
}
