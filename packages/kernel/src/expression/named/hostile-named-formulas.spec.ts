import { elapsed } from '../expression.fixtures.js';
import { isFormulaError } from '../formula-error.js';
import { compileNamedFormulas } from './compile-named-formulas.js';
import { evaluateNamedFormula } from './evaluate-named-formula.js';
import { formula } from './named-formulas.fixtures.js';

/** A generous limit on a shared machine; what it takes alone is measured by `npm run bench:rules`. */
const ANSWER_MILLISECONDS_MAX = 5000;

type Formulas = Parameters<typeof compileNamedFormulas>[0];

const list = <T>(count: number, item: (at: number) => T) =>
  Array.from({ length: count }, (_, at) => item(at));

/** Formulas each of which says something about the one before it. */
const chain = (count: number, say: (before: string) => string): Formulas =>
  list(count, (at) => formula(`f${at}`, at === 0 ? 'x + 1' : say(`f${at - 1}`)));

/** What the last formula gives for 1, or the kind of its failure; `undefined` where it is refused. */
function lastOf(definitions: Formulas): string | undefined {
  const { formulas } = compileNamedFormulas(definitions);
  const last = formulas.get(definitions.at(-1)?.key ?? '');
  if (!last) return undefined;
  const result = evaluateNamedFormula(last, { x: '1' });
  return isFormulaError(result) ? result.kind : String(result);
}

const codes = (definitions: Formulas) => [
  ...new Set(compileNamedFormulas(definitions).issues.map(({ code }) => code)),
];

describe('hostile named formulas are answered at once', () => {
  test.each<[string, Formulas]>([
    ['one that calls itself', [formula('f', 'f(x)')]],
    ['a ring of five hundred', list(500, (at) => formula(`f${at}`, `f${(at + 1) % 500}(x)`))],
  ])('%s is refused as a ring', (_, definitions) => {
    const spent = elapsed(() => expect(codes(definitions)).toEqual(['formula_cycle']));
    expect(spent).toBeLessThan(ANSWER_MILLISECONDS_MAX);
  });

  test.each<[string, Formulas, readonly (string | undefined)[]]>([
    ['a chain of five hundred', chain(500, (before) => `${before}(x) + 1`), ['501']],
    ['a chain that the stack cannot hold', chain(4000, (before) => `${before}(x) + 1`), ['LIMIT', '4001']],
    ['each calling the one before twice', chain(60, (before) => `${before}(x) + ${before}(x)`), ['LIMIT']],
    ['each squaring the one before', chain(14, (before) => `POWER(${before}(x), 2)`), ['OVERFLOW']],
  ])('%s gives a number or stops at a limit', (_, definitions, expected) => {
    const spent = elapsed(() => expect(expected).toContain(lastOf(definitions)));
    expect(spent).toBeLessThan(ANSWER_MILLISECONDS_MAX);
  });

  test('tests share one budget: what is beyond it did not run, and blocks the publish', () => {
    const tests = list(500, (at) => ({
      name: `t${at}`,
      arguments: { x: String(at) },
      error: 'LIMIT' as const,
    }));
    const definitions = [
      ...chain(60, (before) => `${before}(x) + ${before}(x)`),
      formula('tested', 'f59(x)', { tests }),
    ];
    const spent = elapsed(() => expect(codes(definitions)).toEqual(['formula_tests_too_much_work']));
    expect(spent).toBeLessThan(ANSWER_MILLISECONDS_MAX);
  });
});
