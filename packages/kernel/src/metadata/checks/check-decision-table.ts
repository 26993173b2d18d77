import { issue, parseDecimal, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { DecisionTableDefinition, TableInput, TableOutput } from '../decision-table.js';
import { findDuplicates } from './duplicates.js';
import { FORBIDDEN_KEYS } from './reserved-names.js';

/** Given by the caller for the occasion, so that no input can have these names. */
const OCCASION_NAMES: ReadonlySet<string> = new Set(['actor', 'now', 'today']);

/** Policies that go by the order of output values. */
const GOES_BY_OUTPUTS: ReadonlySet<string> = new Set(['PRIORITY', 'OUTPUT_ORDER']);

const AGGREGATED_TYPES: Readonly<Record<string, readonly string[]>> = {
  SUM: ['number'],
  MIN: ['number', 'date'],
  MAX: ['number', 'date'],
};

/** Columns and rows are named once, cells stand under columns, and the hit policy has what it needs. */
export function checkDecisionTable(definition: DecisionTableDefinition): readonly Issue[] {
  const { inputs, outputs, rows, tests = [] } = definition;
  return [
    ...findDuplicates(ids(inputs), '/inputs', 'id'),
    ...findDuplicates(ids(outputs), '/outputs', 'id'),
    ...findDuplicates(ids(rows), '/rows', 'id'),
    ...findDuplicates(
      tests.map(({ name }) => name),
      '/tests',
      'name',
    ),
    ...inputs.flatMap((input, at) => checkInput(input, pointer('/inputs', at), definition)),
    ...outputs.flatMap((output, at) => checkLimits(output, pointer('/outputs', at))),
    ...checkPolicy(definition),
    ...checkCells(definition),
    ...checkPeriod(definition),
  ];
}

function ids(list: readonly { readonly id: string }[]): readonly string[] {
  return list.map(({ id }) => id);
}

function checkInput(input: TableInput, at: string, { form }: DecisionTableDefinition): readonly Issue[] {
  const isReserved = OCCASION_NAMES.has(input.id) || FORBIDDEN_KEYS.has(input.id);
  return [
    ...(isReserved ? [issue('reserved_name', `${at}/id`, { name: input.id })] : []),
    ...(input.expression !== undefined && form === undefined
      ? [issue('keyword_missing', '/form', { name: 'form' })]
      : []),
    ...checkLimits(input, at),
  ];
}

function checkLimits(column: TableInput | TableOutput, at: string): readonly Issue[] {
  if (!('minimum' in column) && !('maximum' in column)) return [];
  const { minimum: min, maximum: max } = column;
  if (min === undefined || max === undefined) return [];
  const isCrossed =
    column.type === 'number' ? parseDecimal(min)?.gt(parseDecimal(max) ?? min) === true : min > max;
  return isCrossed ? [issue('limits_crossed', `${at}/minimum`, { min, max })] : [];
}

function checkPolicy({ hitPolicy, aggregation, outputs }: DecisionTableDefinition): readonly Issue[] {
  const allowed = AGGREGATED_TYPES[aggregation ?? ''];
  const isOrdered = outputs.some(({ priority }) => priority !== undefined);
  return [
    ...(aggregation !== undefined && hitPolicy !== 'COLLECT'
      ? [issue('aggregation_without_collect', '/aggregation', { policy: hitPolicy })]
      : []),
    ...(GOES_BY_OUTPUTS.has(hitPolicy) && !isOrdered
      ? [issue('keyword_missing', '/outputs/0/priority', { name: 'priority' })]
      : []),
    ...outputs.flatMap((output, at) =>
      allowed === undefined || allowed.includes(output.type)
        ? []
        : [issue('aggregation_type', pointer('/outputs', at, 'type'), { aggregation, type: output.type })],
    ),
  ];
}

/** Cells and values of tests whose column does not exist. */
function checkCells({ inputs, outputs, rows, tests = [] }: DecisionTableDefinition): readonly Issue[] {
  const asked = new Set(ids(inputs));
  const answered = new Set(ids(outputs));
  return [
    ...rows.flatMap((row, at) => [
      ...strangers(row.when, asked, pointer('/rows', at, 'when')),
      ...strangers(row.then, answered, pointer('/rows', at, 'then')),
    ]),
    ...tests.flatMap((test, at) => [
      ...strangers(test.inputs, asked, pointer('/tests', at, 'inputs')),
      ...strangers(test.expect ?? {}, answered, pointer('/tests', at, 'expect')),
    ]),
  ];
}

function strangers(cells: object, known: ReadonlySet<string>, at: string): readonly Issue[] {
  return Object.keys(cells)
    .filter((id) => !known.has(id))
    .map((id) => issue('unknown_column', pointer(at, id), { column: id }));
}

function checkPeriod({ effective }: DecisionTableDefinition): readonly Issue[] {
  const { from = null, to = null } = effective ?? {};
  if (from === null || to === null || from <= to) return [];
  return [issue('limits_crossed', '/effective/from', { min: from, max: to })];
}
