import { sentence } from './index.js';

const told = (code: string, params: Record<string, unknown>) =>
  (['zh-CN', 'en'] as const).map((language) => sentence(code, params, language));

const titled = (zh: string, en: string) => ({ 'zh-CN': zh, en });
const join = titled('合并', 'Both');
const split = titled('分开', 'Apart');
const amount = titled('金额', 'Amount');

describe('what an administrator reads about a drawing', () => {
  test('with a join that waits in vain: which one, and what leaves it waiting', () => {
    expect(told('waits_forever', { node: join, split })).toEqual([
      '“合并”要等所有分支都到，但“分开”只会走其中一部分，总有一条等不到，流程会一直卡住。请改用只等会来的分支的包容汇聚。',
      '"Both" waits for every branch, but "Apart" takes only some of them, and one never comes: the flow would wait forever. Use an inclusive join, which waits only for what can still come.',
    ]);
    expect(told('waits_forever', { node: join })[0]).toContain('要等所有分支都到，但总有一条等不到');
  });

  test('with a step that may be open twice', () => {
    expect(told('runs_twice', { node: join, split })[0]).toBe(
      '“合并”可能同时出现两份：“分开”分出的几条线没有先汇聚，或有一条线从分支里退回到了分支之前。请在它前面插入汇聚，或改连退回的线。',
    );
  });

  test('with a hole between two conditions: the values that both miss', () => {
    expect(told('gap', { title: amount, from: '5000', to: '5000.01' })).toEqual([
      '金额 在 5000 到 5000.01 之间没有条件覆盖，只能走“其他情况”。请确认，或改条件。',
      'Between 5000 and 5000.01 of Amount no condition holds, so only the line for all other cases is left. Check that this is meant, or change a condition.',
    ]);
    expect(told('gap', { title: amount, value: '5000' })[0]).toContain('金额 等于 5000 时没有条件覆盖');
    expect(told('gap', { witness: titled('金额 = 5', 'Amount = 5') })[1]).toContain(
      'Where Amount = 5 no condition',
    );
  });

  test('with a department that nobody leads', () => {
    expect(told('may_be_empty', { department: titled('新部门', 'New') })[0]).toMatch(
      /^部门“新部门”没有负责人，这一步/,
    );
    expect(told('may_be_empty', {})[0]).toMatch(/^这一步/);
  });
});
