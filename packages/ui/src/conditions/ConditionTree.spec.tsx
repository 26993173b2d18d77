import { cleanup, render, screen, within } from '@testing-library/react';
import type { ConditionTrace, TraceNode } from '@dougong/kernel/expression';
import { i18nInstance } from '../i18n/index.js';
import { ConditionTree } from './ConditionTree.js';

const node = (operator: string, more: Partial<TraceNode> = {}): TraceNode => ({
  operator,
  value: null,
  holds: false,
  operands: [],
  ...more,
});
const level = node('==', {
  operands: [node('var', { path: 'level', value: 'high' }), node('literal', { value: 'low' })],
});
const share = node('>', {
  blank: true,
  operands: [
    node('call', {
      name: { 'zh-CN': '占比', en: 'Share' },
      operands: [node('var', { path: 'qty', value: '3' })],
    }),
    node('literal', { value: '1' }),
  ],
});
const condition: ConditionTrace = {
  holds: false,
  root: node('or', { operands: [level, share] }),
  deciding: level,
};
const words = {
  title: (path: string) => ({ level: 'Level', qty: 'Quantity' })[path] ?? path,
  value: (path: string | undefined, value: string) =>
    path === 'level' ? ({ high: 'High', low: 'Low' }[value] ?? value) : value,
};

describe('an explained condition', () => {
  afterEach(async () => {
    cleanup();
    await i18nInstance.changeLanguage('zh-CN');
  });

  test('shows every operand with its value in words, and which comparison decided', async () => {
    await i18nInstance.changeLanguage('en');
    render(<ConditionTree condition={condition} words={words} />);
    const [, first, second] = screen.getAllByRole('listitem');
    expect(first?.textContent).toBe('Not metLevel High is Low This decided');
    expect(second?.textContent).toBe('Blank, so not metShare (Quantity 3) blank is more than 1 ');
  });

  test('is told in Chinese as well', () => {
    render(<ConditionTree condition={condition} words={words} />);
    const tree = screen.getAllByRole('list')[0] as HTMLElement;
    expect(within(tree).getByText('由这一条决定')).toBeTruthy();
    expect(tree.textContent).toContain('占比（Quantity 3）空 大于 1');
  });

  test('is nothing where a rule has no condition', () => {
    const always = { ...condition, root: node('literal', { value: 'true', holds: true }) };
    const { container } = render(<ConditionTree condition={always} words={words} />);
    expect(container.innerHTML).toBe('');
  });
});
