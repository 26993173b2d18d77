import { problemOf } from './problem.js';

describe('a refusal', () => {
  test('tells what refused from what was only pointed out beside it', () => {
    const problem = problemOf(
      422,
      {
        code: 'invalid',
        errors: [
          { pointer: '#/note', code: 'required' },
          { pointer: '#/qty', code: 'rule_warning', params: { rule: 'many' } },
        ],
      },
      undefined,
    );
    expect(problem.errors.map(({ severity }) => severity)).toEqual([undefined, 'warning']);
    expect(problem.issues()).toEqual([
      { code: 'required', path: '#/note' },
      { code: 'rule_warning', path: '#/qty', params: { rule: 'many' }, severity: 'warning' },
    ]);
  });
});
