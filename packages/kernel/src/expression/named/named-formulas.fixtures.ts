import type { FormulaDefinition } from '../../metadata/index.js';

/** Named formulas as tests write them. */

const title = (en: string, chinese = en) => ({ 'zh-CN': chinese, en });

export function formula(
  key: string,
  expression: string,
  more: Partial<FormulaDefinition> & { readonly names?: readonly string[] } = {},
): FormulaDefinition {
  const { names = ['x'], ...rest } = more;
  return {
    kind: 'formula',
    format: 1,
    key,
    title: title(key),
    parameters: names.map((id) => ({ id, title: title(id), type: 'number' })),
    result: { type: 'number' },
    expression,
    ...rest,
  };
}

/** A cost shared by runs: 100000.00 over 3000 runs. */
export const shareByRuns: FormulaDefinition = formula(
  'share_by_runs',
  'AMORTIZE(cost, life, COALESCE(done, 0), runs, 2)',
  {
    title: title('Share by runs', '按次计提'),
    names: ['cost', 'life', 'done', 'runs'],
    result: { type: 'number', scale: 2 },
    tests: [
      { name: 'seven runs', arguments: { cost: '100000.00', life: '3000', runs: '7' }, expect: '233.33' },
      { name: 'no life', arguments: { cost: '1', life: '0', done: '0', runs: '1' }, error: 'DIV_ZERO' },
    ],
  },
);
