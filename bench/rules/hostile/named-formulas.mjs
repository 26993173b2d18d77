import { compileNamedFormulas, evaluateNamedFormula } from '@dougong/kernel/expression';
import { checkDefinition } from '@dougong/kernel/metadata';

/** Named formulas that call each other. */

const list = (count, item) => Array.from({ length: count }, (_, n) => item(n));
const title = (text) => ({ 'zh-CN': text, en: text });

const formula = (key, expression, more = {}) => ({
  kind: 'formula',
  format: 1,
  key,
  title: title(key),
  parameters: [{ id: 'x', title: title('x'), type: 'number' }],
  result: { type: 'number' },
  expression,
  ...more,
});

const published = (make) => ({
  prepare: make,
  answer(definitions) {
    const sound = definitions
      .map((each) => checkDefinition(each))
      .flatMap((each) => (each.ok ? [each.value] : []));
    const { formulas } = compileNamedFormulas(sound);
    const last = formulas.get(definitions.at(-1).key);
    if (last) evaluateNamedFormula(last, { x: '1' });
  },
});

/** Formulas each of which says something about the one before it. */
const chain = (count, say) => list(count, (n) => formula(`f${n}`, n === 0 ? 'x + 1' : say(`f${n - 1}`)));

export const namedFormulas = {
  'named formulas: one that calls itself': published(() => [formula('f', 'f(x)')]),
  'named formulas: a ring of 500': published(() =>
    list(500, (n) => formula(`f${n}`, `f${(n + 1) % 500}(x)`)),
  ),
  'named formulas: a chain of 500': published(() => chain(500, (before) => `${before}(x) + 1`)),
  'named formulas: each calls the one before twice': published(() =>
    chain(60, (before) => `${before}(x) + ${before}(x)`),
  ),
  'named formulas: each squares the one before': published(() =>
    chain(60, (before) => `${before}(x) * ${before}(2)`),
  ),
  'named formulas: 200 that are not known': published(() =>
    list(200, (n) => formula(`f${n}`, `${'g'.repeat(30)}${n}(x)`)),
  ),
  'named formulas: tests that work hard': published(() => [
    ...chain(60, (before) => `${before}(x) + ${before}(x)`),
    formula('tested', 'f59(x)', {
      tests: list(500, (n) => ({ name: `t${n}`, arguments: { x: String(n) }, error: 'LIMIT' })),
    }),
  ]),
};
