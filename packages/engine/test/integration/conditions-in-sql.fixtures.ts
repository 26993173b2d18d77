import type { Definition } from '@dougong/kernel/metadata';
import fc from 'fast-check';
import { Publisher } from '../../src/releases/publisher.js';
import type { TestApp } from '../support/test-app.js';

/** A small form with a field of every kind, rows for it with blanks everywhere, and conditions about them. */

export const ACTOR = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';
export const USERS = [ACTOR, OTHER];

const title = (text: string) => ({ 'zh-CN': text, en: text });
const text = (more = {}) => ({ type: 'string', 'x-title': title('—'), ...more });
const decimal = text({ format: 'decimal', 'x-scale': 2 });
const integer = { type: 'integer', 'x-title': title('—') };
const date = text({ format: 'date' });
const placeReference = text({ format: 'uuid', 'x-reference': { form: 'place' } });

function form(key: string, usage: string, properties: object) {
  const schema = { type: 'object', properties, additionalProperties: false };
  return {
    kind: 'form',
    format: 1,
    key,
    title: title(key),
    usage,
    schema,
    ui: { order: Object.keys(properties) },
  };
}

const PLACE = form('place', 'master', { code: text(), rating: decimal, since: date });
const DOC = form('doc', 'document', {
  name: text(),
  qty: decimal,
  count: integer,
  day: date,
  at: text({ format: 'date-time' }),
  open: { type: 'boolean', 'x-title': title('—') },
  place: placeReference,
  lines: {
    type: 'array',
    'x-title': title('lines'),
    items: {
      type: 'object',
      properties: {
        note: text(),
        cost: decimal,
        day: date,
        done: { type: 'boolean', 'x-title': title('—') },
        place: placeReference,
      },
      additionalProperties: false,
    },
  },
});

/** Publishes the two forms. */
export async function publishDocs(engine: TestApp): Promise<void> {
  await engine
    .get(Publisher)
    .publish({ definitions: [PLACE, DOC] as unknown as Definition[], base: 0, actor: null, comment: 'docs' });
}

/** Texts of one script and another, one beyond the sixteen bits of a code unit and one that sorts between. */
const TEXTS = ['a', 'B', 'ab', '甲', '乙 ', "it's", '%', '𠮷', '\uff5e'];
const DECIMALS = ['0.00', '1.00', '-1.50', '2.25', '10.00', '9.50', '123456789012345678.25', '0.10'];
const INTEGERS = [0, 1, -3, 12, 2_000_000_000];
const DAYS = ['2026-02-28', '2026-03-01', '2026-03-02', '2025-12-31'];
const INSTANTS = ['2026-03-02T08:00:00.000Z', '2026-03-02T07:59:59.999Z', '2026-01-01T00:00:00.000Z'];

const orBlank = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { freq: 3, nil: null });
const flag = orBlank([true, false]);

const head = {
  version: fc.constant(1),
  status: fc.constantFrom('draft', 'closed'),
  created_at: fc.constantFrom(...INSTANTS),
  created_by: fc.constantFrom(ACTOR, OTHER),
  updated_at: fc.constantFrom(...INSTANTS),
  updated_by: fc.constantFrom(ACTOR, OTHER),
};

export const placeRow = fc.record({
  ...head,
  code: orBlank(TEXTS),
  rating: orBlank(DECIMALS),
  since: orBlank(DAYS),
});

const lineRow = (places: readonly string[]) =>
  fc.record({
    note: orBlank(TEXTS),
    cost: orBlank(DECIMALS),
    day: orBlank(DAYS),
    done: flag,
    place: orBlank(places),
  });

/** A row that refers to one of these places or to none, with its lines. */
export const docRow = (places: readonly string[]) =>
  fc.record({
    ...head,
    name: orBlank(TEXTS),
    qty: orBlank(DECIMALS),
    count: orBlank(INTEGERS),
    day: orBlank(DAYS),
    at: orBlank(INSTANTS),
    open: flag,
    place: orBlank(places),
    lines: fc.array(lineRow(places), { maxLength: 3 }),
  });

/** Fields of one kind in one place of a condition, and what they may be compared with. */
interface Kind {
  readonly fields: readonly string[];
  readonly literals: readonly (string | number | boolean)[];
  readonly ordered: boolean;
}

const EQUALITY = ['==', '!=', '===', '!=='];
const ORDER = ['<', '<=', '>', '>='];
const NUMBERS = ['1', 0, 2.25, '9.5', -1.5, '123456789012345678.24', 12];
const WRITTEN_INSTANTS = ['2026-03-02T08:00:00Z', '2026-03-02T16:00:00+08:00', '2026-01-01T00:00:00.001Z'];

const HEADER: readonly Kind[] = [
  { fields: ['name', 'status', 'place.code', 'place.status'], literals: [...TEXTS, 'draft'], ordered: true },
  { fields: ['qty', 'count', 'place.rating'], literals: NUMBERS, ordered: true },
  { fields: ['day', 'today', 'place.since'], literals: DAYS, ordered: true },
  { fields: ['at', 'created_at', 'now'], literals: WRITTEN_INSTANTS, ordered: true },
  { fields: ['open'], literals: [true, false], ordered: false },
  { fields: ['created_by', 'actor', 'updated_by'], literals: [ACTOR, OTHER], ordered: true },
  { fields: ['place', 'created_by', 'name'], literals: [], ordered: true },
];

const LINE: readonly Kind[] = [
  { fields: ['note', 'place.code', 'status'], literals: TEXTS, ordered: true },
  { fields: ['cost', 'line_no', 'place.rating'], literals: NUMBERS, ordered: true },
  { fields: ['day', 'today', 'place.since'], literals: DAYS, ordered: true },
  { fields: ['done'], literals: [true, false], ordered: false },
];

const variable = (names: readonly string[]) => fc.constantFrom(...names).map((name) => ({ var: name }));

function comparison({ fields, literals, ordered }: Kind): fc.Arbitrary<unknown> {
  const field = variable(fields);
  const operand = literals.length === 0 ? field : fc.oneof(field, fc.constantFrom<unknown>(...literals));
  const signs = ordered ? [...EQUALITY, ...ORDER] : EQUALITY;
  const two = fc.tuple(fc.constantFrom(...signs), field, operand, fc.boolean());
  return two.map(([sign, left, right, turned]) => ({ [sign]: turned ? [right, left] : [left, right] }));
}

function between({ fields, literals }: Kind): fc.Arbitrary<unknown> {
  const bound = fc.constantFrom(...literals);
  return fc
    .tuple(fc.constantFrom(...ORDER), bound, variable(fields), bound)
    .map(([sign, low, field, high]) => ({ [sign]: [low, field, high] }));
}

function membership({ fields, literals }: Kind): fc.Arbitrary<unknown> {
  return fc
    .tuple(variable(fields), fc.array(fc.constantFrom(...literals), { minLength: 1, maxLength: 4 }))
    .map((pair) => ({ in: pair }));
}

/** Everything that asks one field, or two of one kind. */
function leaves(kinds: readonly Kind[]): fc.Arbitrary<unknown> {
  const written = kinds.filter(({ literals }) => literals.length > 0);
  const stored = kinds
    .flatMap(({ fields }) => fields)
    .filter((name) => !['today', 'now', 'actor'].includes(name));
  return fc.oneof(
    fc.oneof(...kinds.map(comparison)),
    fc.oneof(...kinds.map(comparison)),
    fc.oneof(...written.filter(({ ordered }) => ordered).map(between)),
    fc.oneof(...written.map(membership)),
    fc
      .tuple(fc.constantFrom('empty', 'notEmpty', '!!', '!'), variable(stored))
      .map(([code, field]) => ({ [code]: field })),
  );
}

function joined(leaf: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      leaf,
      fc
        .tuple(fc.constantFrom('and', 'or'), fc.array(tie('node'), { minLength: 1, maxLength: 3 }))
        .map(([code, parts]) => ({ [code]: parts })),
      tie('node').map((inner) => ({ '!': [inner] })),
      tie('node').map((inner) => ({ '!!': [inner] })),
    ),
  })).node;
}

const overLines = fc
  .tuple(fc.constantFrom('some', 'all', 'none'), joined(leaves(LINE)))
  .map(([code, test]) => ({ [code]: [{ var: 'lines' }, test] }));

const withFallback = fc
  .tuple(fc.constantFrom('<', '==', '>'), fc.constantFrom(...NUMBERS), fc.constantFrom(...NUMBERS))
  .map(([sign, instead, bound]) => ({ [sign]: [{ var: ['qty', instead] }, bound] }));

/** A random condition that lists can ask. */
export const condition = joined(
  fc.oneof(
    { arbitrary: leaves(HEADER), weight: 4 },
    { arbitrary: overLines, weight: 2 },
    { arbitrary: withFallback, weight: 1 },
  ),
);
