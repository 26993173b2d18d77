import { sentence } from './index.js';

const told = (code: string, params: Record<string, unknown>) =>
  (['zh-CN', 'en'] as const).map((language) => sentence(code, params, language));

describe('what an administrator reads about rules', () => {
  test('that trigger each other: which rule writes what', () => {
    const way = { 'zh-CN': '甲 写 单价 → 乙 写 金额 → 甲', en: 'One writes price → Two writes total → One' };
    expect(told('rule_cycle', { way })).toEqual([
      '规则互相触发：甲 写 单价 → 乙 写 金额 → 甲。请给其中一条加上条件，或改用别的字段。',
      'Rules trigger each other: One writes price → Two writes total → One. Add a condition to one of them, or use another field.',
    ]);
  });

  test('that make records of each other', () => {
    const way = { 'zh-CN': '申请：甲 → 记录：乙 → 申请：甲', en: 'Request: One → Entry: Two → Request: One' };
    expect(told('record_cycle', { way })[0]).toBe(
      '规则互相生成或修改单据，停不下来：申请：甲 → 记录：乙 → 申请：甲。请断开一环，或把其中每条规则都设为“只执行一次”。',
    );
  });

  test('that ask for more than a save may do', () => {
    expect(told('too_many_actions', { rule: { 'zh-CN': '很多', en: 'Many' }, max: 1000 })).toEqual([
      '规则“很多”一次要做的动作超过了 1000 个。请管理员给规则加条件或拆开。',
      'The rules ("Many") ask for more than 1000 actions at once. Ask an administrator to add a condition or to split them.',
    ]);
  });

  test('that set each other off too often: the whole chain', () => {
    const chain = [
      { 'zh-CN': '甲 (申请 R1)', en: 'One (Request R1)' },
      { 'zh-CN': '乙 (记录 E1)', en: 'Two (Entry E1)' },
    ];
    const [chinese, english] = told('chain_too_deep', { max: 8, chain });
    expect(chinese).toContain('甲 (申请 R1)、乙 (记录 E1)');
    expect(english).toContain('One (Request R1), Two (Entry E1)');
  });
});
