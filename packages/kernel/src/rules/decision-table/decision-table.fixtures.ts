import fc from 'fast-check';
import type { Value } from '../../expression/index.js';
import { Decimal } from '../../foundation/index.js';
import type { DecisionTableDefinition, TableInput, TableOutput } from '../../metadata/index.js';
import type { Term } from './cells/cell.js';
import { parseCell } from './cells/parse-cell.js';
import type { ColumnType } from './column-types/column-type.js';
import { columnTypeOf } from './column-types/index.js';
import { compileDecisionTable } from './compile-decision-table.js';
import type { CompiledDecisionTable } from './compiled-table.js';

export const stopwatch = (globalThis as unknown as { performance: { now(): number } }).performance;

const named = (id: string) => ({ id, title: { 'zh-CN': `${id}列`, en: id } });

export const number = (id: string, more: object = {}) => ({ ...named(id), type: 'number' as const, ...more });
export const text = (id: string, more: object = {}) => ({ ...named(id), type: 'text' as const, ...more });
export const date = (id: string, more: object = {}) => ({ ...named(id), type: 'date' as const, ...more });
export const boolean = (id: string, more: object = {}) => ({
  ...named(id),
  type: 'boolean' as const,
  ...more,
});
export const choice = (id: string, choices: readonly string[], more: object = {}) => ({
  ...named(id),
  type: 'choice' as const,
  choices: [...choices],
  ...more,
});

/** Rows as people write them: conditions in the order of the inputs, then outputs in theirs. */
export function define(
  inputs: readonly TableInput[],
  outputs: readonly TableOutput[],
  rows: readonly (readonly string[])[],
  more: Partial<DecisionTableDefinition> = {},
): DecisionTableDefinition {
  return {
    kind: 'decision-table',
    format: 1,
    key: 'choice_of_level',
    title: { 'zh-CN': '级别', en: 'Level' },
    hitPolicy: 'UNIQUE',
    inputs: [...inputs],
    outputs: [...outputs],
    rows: rows.map((cells, at) => ({
      id: `r${at + 1}`,
      when: Object.fromEntries(inputs.map(({ id }, column) => [id, cells[column] ?? ''])),
      then: Object.fromEntries(outputs.map(({ id }, column) => [id, cells[inputs.length + column] ?? ''])),
    })),
    ...more,
  };
}

/** Compiles, or fails the test with what is wrong. */
export function compiled(...args: Parameters<typeof compileDecisionTable>): CompiledDecisionTable {
  const table = compileDecisionTable(...args);
  if (!table.ok) throw new Error(JSON.stringify(table.error));
  return table.value;
}

/** What comes out for some inputs: outputs as text and the rows, or the code of the refusal. */
export function outcome(table: CompiledDecisionTable, inputs: Readonly<Record<string, unknown>>): unknown {
  const decided = table.evaluate(inputs);
  if (!decided.ok) return decided.error.map(({ code }) => code).join();
  return { ...JSON.parse(JSON.stringify(decided.value.outputs)), rows: decided.value.rows.join() };
}

/** Numbers of the rows that fit, found by asking each cell of each row in turn. */
export function fittingRows(
  definition: DecisionTableDefinition,
  values: readonly Value[],
): readonly number[] {
  const types = definition.inputs.map(columnTypeOf);
  return definition.rows.flatMap((row, number) => {
    const isFit = definition.inputs.every(({ id }, at) => {
      const type = types[at] as ColumnType;
      const cell = parseCell(row.when[id] ?? '', type);
      if (!cell.ok) throw new Error(JSON.stringify(cell.error));
      return cell.value === 'any' || cell.value.some((term) => fits(term, values[at] ?? null, type));
    });
    return isFit ? [number] : [];
  });
}

function fits(term: Term, value: Value, type: ColumnType): boolean {
  if (term.kind === 'blank') return value === null;
  if (value === null) return false;
  if (term.kind === 'not') return !term.terms.some((inner) => fits(inner, value, type));
  const { from, to } = term;
  if (!type.domain.ordered) return from?.value === value;
  const above = from ? compare(value, from.value) : 1;
  const below = to ? compare(to.value, value) : 1;
  return (from?.open ? above > 0 : above >= 0) && (to?.open ? below > 0 : below >= 0);
}

/** ISO dates order themselves as text. */
function compare(left: Value, right: Value): number {
  if (Decimal.isDecimal(left)) return (left as Decimal).cmp(right as Decimal);
  return (left as string) < (right as string) ? -1 : left === right ? 0 : 1;
}

const NUMBERS = ['-1', '0', '1', '1.5', '2', '2.25', '3', '10'];
const DAYS = ['2025-12-30', '2025-12-31', '2026-01-01', '2026-01-02', '2026-02-28'];
const TEXTS = ['a', 'b', 'c d', 'e, f'];

interface Kind {
  readonly column: (id: string) => TableInput;
  readonly literals: readonly string[];
  readonly values: readonly unknown[];
  readonly isOrdered: boolean;
}

const KINDS: readonly Kind[] = [
  {
    column: number,
    literals: NUMBERS,
    values: [...NUMBERS, '-5', '0.5', '1.25', '2.1', '99', null],
    isOrdered: true,
  },
  {
    column: (id) => number(id, { scale: 0, minimum: '0', maximum: '5', required: true }),
    literals: ['0', '1', '2', '2.5', '5'],
    values: ['0', '1', '2', '3', '4', '5'],
    isOrdered: true,
  },
  {
    column: (id) => date(id),
    literals: DAYS,
    values: [...DAYS, '2024-01-01', '2026-01-15', '2030-01-01', null],
    isOrdered: true,
  },
  {
    column: (id) => text(id),
    literals: TEXTS.map((each) => `"${each}"`),
    values: [...TEXTS, 'unheard of', null],
    isOrdered: false,
  },
  {
    column: (id) => choice(id, ['x', 'y', 'z'], { required: true }),
    literals: ['x', 'y', 'z'],
    values: ['x', 'y', 'z'],
    isOrdered: false,
  },
  { column: boolean, literals: ['true', 'false'], values: [true, false, null], isOrdered: false },
];

function cellOf({ literals, isOrdered }: Kind): fc.Arbitrary<string> {
  const literal = fc.constantFrom(...literals);
  const list = fc.array(literal, { minLength: 1, maxLength: 3 }).map((items) => items.join(', '));
  const plain = [
    { weight: 4, arbitrary: fc.constant('-') },
    { weight: 3, arbitrary: literal },
    { weight: 1, arbitrary: literal.map((each) => `!= ${each}`) },
    { weight: 1, arbitrary: list },
    { weight: 1, arbitrary: list.map((items) => `not in (${items})`) },
    { weight: 1, arbitrary: fc.constant('blank') },
    { weight: 1, arbitrary: fc.constant('not blank') },
  ];
  if (!isOrdered) return fc.oneof(...plain);
  const comparison = fc
    .tuple(fc.constantFrom('<', '<=', '>', '>='), literal)
    .map(([sign, each]) => `${sign} ${each}`);
  const range = fc
    .tuple(
      fc.nat(literals.length - 2),
      fc.nat(literals.length - 2),
      fc.constantFrom('[', '('),
      fc.constantFrom(']', ')'),
    )
    .map(([a, b, open, close]) => {
      const low = Math.min(a, b);
      return `${open}${literals[low] ?? ''}..${literals[Math.max(a, b) + 1] ?? ''}${close}`;
    });
  return fc.oneof(...plain, { weight: 3, arbitrary: comparison }, { weight: 3, arbitrary: range });
}

/** A random table of few columns and values of its inputs, so that rows really meet. */
export function randomTable(
  more: Partial<DecisionTableDefinition> = {},
  rowsMax = 8,
): fc.Arbitrary<{
  definition: DecisionTableDefinition;
  inputs: readonly Readonly<Record<string, unknown>>[];
}> {
  return fc.array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 3 }).chain((kinds) => {
    const columns = kinds.map((kind, at) => kind.column(`in${at}`));
    const row = fc.tuple(...kinds.map(cellOf), fc.constantFrom('1', '2', '3'));
    const inputs = fc
      .tuple(...kinds.map(({ values }) => fc.constantFrom(...values)))
      .map((values) => Object.fromEntries(values.map((value, at) => [`in${at}`, value])));
    return fc.record({
      definition: fc
        .array(row, { minLength: 1, maxLength: rowsMax })
        .map((rows) => define(columns, [number('out')], rows as string[][], more)),
      inputs: fc.array(inputs, { minLength: 20, maxLength: 20 }),
    });
  });
}

/** Inputs as the values that cells are compared with. */
export function valuesOf(
  definition: DecisionTableDefinition,
  inputs: Readonly<Record<string, unknown>>,
): readonly Value[] {
  return definition.inputs.map((input) => columnTypeOf(input).take(inputs[input.id]) ?? null);
}
