import type {
  DecisionTableDefinition,
  Definition,
  FormDefinition,
  FormulaDefinition,
} from '../metadata/index.js';
import {
  action,
  book,
  booking,
  definitionsWith,
  errandForm,
  requestFlow,
  requestForm,
  rule,
  title,
} from './commands.fixtures.js';
import { checkRelease } from './compile-release.js';

const found = (all: readonly unknown[], unread?: Parameters<typeof checkRelease>[2]) =>
  checkRelease(1, all, unread).findings.map(
    ({ definition, code }) => `${definition.kind}/${definition.key} ${code}`,
  );

/** A named formula whose expected result is not the one it gives. */
const half = (expression = 'amount / 2', expect = '3'): FormulaDefinition => ({
  kind: 'formula',
  format: 1,
  key: 'half_of',
  title: title('Half'),
  parameters: [{ id: 'amount', title: title('Amount'), type: 'number' }],
  result: { type: 'number', scale: 2 },
  expression,
  tests: [{ name: 'of four', arguments: { amount: '4' }, expect }],
});

/** A table with a gap and a test that fails. */
const grade: DecisionTableDefinition = {
  kind: 'decision-table',
  format: 1,
  key: 'grade',
  title: title('Grade'),
  inputs: [{ id: 'amount', title: title('Amount'), type: 'number', required: true }],
  outputs: [{ id: 'level', title: title('Level'), type: 'text' }],
  hitPolicy: 'UNIQUE',
  rows: [{ id: 'low', when: { amount: '< 5' }, then: { level: 'low' } }],
  tests: [{ name: 'four', inputs: { amount: '4' }, expect: { level: 'high' } }],
};

const failing = {
  ...book,
  tests: [{ name: 'fires', record: { status: 'approved' }, fires: false }],
};

function requestWith(formula: string): FormDefinition {
  const properties = {
    ...requestForm.schema.properties,
    part: { type: 'string', format: 'decimal', 'x-title': title('part'), 'x-scale': 2, 'x-formula': formula },
  };
  return {
    ...requestForm,
    schema: { ...requestForm.schema, properties },
    ui: { ...requestForm.ui, order: [...requestForm.ui.order, 'part'] },
  } as FormDefinition;
}

describe('the check of a release reports everything together', () => {
  test('failed tests of formulas, tables and rules, and what is wrong with forms, flows and postings', () => {
    const all = definitionsWith(
      half(),
      grade,
      failing,
      requestWith('half_of(total)'),
      {
        ...errandForm,
        lists: [{ id: 'l', title: title('l'), columns: ['reason'], where: { '==': [{ var: 'gone' }, 'x'] } }],
      },
      { ...requestFlow, startAction: 'gone' },
    );
    expect(found(all)).toEqual(
      expect.arrayContaining([
        'formula/half_of formula_test_failed',
        'decision-table/grade table_gap',
        'decision-table/grade table_test_failed',
        'rule/book rule_test_failed',
        'form/errand condition_unknown_variable',
        'flow/request_flow unknown_action',
      ]),
    );
  });

  test('the failed tests of rules also beside a rule that is refused', () => {
    const wrong = rule('wrong', [action('setField', { field: 'gone', formula: '1' })], { phase: 'derive' });
    expect(found(definitionsWith(wrong, failing))).toEqual([
      'rule/wrong unknown_field',
      'rule/book rule_test_failed',
    ]);
  });

  test('what depends on a definition that does not compile has no fault of its own', () => {
    const broken = half('amount / ');
    const usesIt = requestWith('half_of(total)');
    expect(found(definitionsWith(broken, usesIt, failing))).toEqual(['formula/half_of formula_syntax']);
    expect(found(definitionsWith({ ...booking, form: 'gone' } as Definition))).toEqual([
      'posting/booking unknown_form',
    ]);
  });

  test('a form with a wrong shape is reported alone, with what is wrong elsewhere', () => {
    const misshapen = { ...requestForm, surprise: true } as unknown as Definition;
    expect(found(definitionsWith(misshapen, half()))).toEqual([
      'form/request unknown_keyword',
      'formula/half_of formula_test_failed',
    ]);
  });

  test('what names a definition that could not be read is not blamed for it', () => {
    const without = definitionsWith().filter(({ key }) => key !== 'errand');
    expect(found(without)).not.toEqual([]);
    expect(found(without, [{ kind: 'form', key: 'errand' }])).toEqual([]);
  });

  test('nothing is published while anything is wrong', () => {
    expect(checkRelease(1, definitionsWith(half())).release).toBeUndefined();
    expect(checkRelease(1, definitionsWith(half('amount / 2', '2'))).release).toBeDefined();
  });
});
