import { sentence } from './index.js';

test('a formula that fails says in both languages what is wrong and how to step around it', () => {
  expect(sentence('formula_div_zero', {}, 'zh-CN')).toBe('公式除以了零。请检查除数，或用 IF 避开。');
  expect(sentence('formula_div_zero', {}, 'en')).toBe(
    'The formula divides by zero. Check the divisor, or step around it with IF.',
  );
});
