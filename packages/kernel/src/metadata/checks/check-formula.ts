import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { FormulaDefinition, FormulaTest } from '../formula.js';
import { findDuplicates } from './duplicates.js';
import { RESERVED_FIELD_NAMES } from './reserved-names.js';

/** Parameters have one name each, only numbers have places, and a test names parameters and says what it expects. */
export function checkFormula({ parameters, result, tests = [] }: FormulaDefinition): readonly Issue[] {
  const ids = parameters.map(({ id }) => id);
  return [
    ...findDuplicates(ids, '/parameters', 'id'),
    ...parameters.flatMap(({ id, type, scale }, at) => [
      ...(RESERVED_FIELD_NAMES.has(id)
        ? [issue('reserved_name', pointer('/parameters', at, 'id'), { name: id })]
        : []),
      ...checkScale(type, scale, pointer('/parameters', at)),
    ]),
    ...checkScale(result.type, result.scale, '/result'),
    ...findDuplicates(
      tests.map(({ name }) => name),
      '/tests',
      'name',
    ),
    ...tests.flatMap((test, at) => checkTest(test, new Set(ids), pointer('/tests', at))),
  ];
}

function checkScale(type: string, scale: number | undefined, at: string): readonly Issue[] {
  const isNumeric = type === 'number' || type === 'numbers';
  return scale === undefined || isNumeric ? [] : [issue('unknown_keyword', `${at}/scale`, { name: 'scale' })];
}

function checkTest(test: FormulaTest, parameters: ReadonlySet<string>, at: string): readonly Issue[] {
  const unknown = Object.keys(test.arguments).filter((id) => !parameters.has(id));
  const answers = [test.expect, test.error].filter((answer) => answer !== undefined).length;
  return [
    ...unknown.map((id) =>
      issue('unknown_formula_parameter', pointer(`${at}/arguments`, id), { parameter: id }),
    ),
    ...(answers === 0 ? [issue('keyword_missing', `${at}/expect`, { name: 'expect' })] : []),
    ...(answers > 1 ? [issue('formula_test_answers', at)] : []),
  ];
}
