import { compileFormula, normalizeFormula } from '../expression/index.js';
import type { FormDefinition } from '../metadata/index.js';
import { lookup, modelOf } from './claim.fixtures.js';
import { buildFormModel } from './form-model.js';

const titled = (title: string) => ({
  type: 'string' as const,
  format: 'decimal' as const,
  'x-scale': 2,
  'x-title': { 'zh-CN': title, en: title },
});
const table = (title: string, properties: Record<string, ReturnType<typeof titled>>) => ({
  type: 'array' as const,
  'x-title': { 'zh-CN': title, en: title },
  items: { type: 'object' as const, properties },
});
const form: FormDefinition = {
  kind: 'form',
  format: 1,
  key: 'doc',
  title: { 'zh-CN': '单', en: 'Doc' },
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      amount: titled('金额'),
      decomposed: titled('cafe\u0301 '),
      lines: table('明细', { amount: titled('金额'), price: titled('单价(元/件)') }),
      costs: table('费用', { amount: titled('金额') }),
    },
  },
  ui: { order: ['amount', 'decomposed', 'lines', 'costs'] },
};
const { scope } = modelOf(form);

describe('titles in formulas', () => {
  test.each([
    ['求和(明细.金额)', 'SUM(lines.amount)'],
    ['求和(费用.{金额})', 'SUM(costs.amount)'],
    ['求和({明细.金额})', 'SUM(lines.amount)'],
    ['求和(明细.{单价(元/件)})', 'SUM(lines.price)'],
    ['求和({明细}.{单价(元/件)})', 'SUM(lines.price)'],
    ['求和({单价(元/件)})', 'SUM(lines.price)'],
    ['求和(lines.金额)', 'SUM(lines.amount)'],
    ['caf\u00e9 + 1', 'decomposed + 1'],
    ['{cafe\u0301} + 1', 'decomposed + 1'],
  ])('stand for codes and are stored as codes: %s', (typed, stored) => {
    expect(normalizeFormula(typed, scope)).toEqual({ ok: true, value: stored });
    const [asTyped, asStored] = [typed, stored].map((source) => compileFormula(source, scope));
    expect(asTyped?.ok && asTyped.value.dependencies).toEqual(asStored?.ok && asStored.value.dependencies);
    expect(asStored?.ok).toBe(true);
  });

  test('a title that two fields have is neither of them, where nothing tells which', () => {
    expect(compileFormula('金额 + 1', scope).ok).toBe(false);
    expect(normalizeFormula('明细.别名 + {明细}.{别 名}', scope)).toEqual({
      ok: true,
      value: 'lines.别名 + lines.{别 名}',
    });
  });

  test.each([
    ['SUM(lines.cafe\u0301)', { start: 10, end: 15 }],
    ['SUM(lines.{别 名})', { start: 10, end: 15 }],
  ])('a mistake behind a table has the place where it stands: %s', (source, span) => {
    expect(compileFormula(source, scope)).toMatchObject({ error: [{ params: { span } }] });
  });

  test('a form with a title that two fields have is a form all the same', () => {
    expect(buildFormModel(form, lookup).ok).toBe(true);
  });
});
