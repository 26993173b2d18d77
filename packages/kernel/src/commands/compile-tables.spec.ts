import type {
  DecisionTableDefinition,
  Definition,
  FlowDefinition,
  FormDefinition,
  FormulaDefinition,
} from '../metadata/index.js';
import { definitionsWith, releaseOf, requestFlow, requestForm, title } from './commands.fixtures.js';
import { checkRelease } from './compile-release.js';
import { bindTables, compileTableFunctions } from './compile-tables.js';
import { ADA, AMY, DAN, LEA, Office, requestOf } from './office.fixtures.js';

/** Who decides about an amount; `rows` as pairs of a condition and a role. */
const approver = (
  rows: readonly (readonly [string, string])[] = [
    ['<= 100', 'director'],
    ['> 100', 'administrator'],
  ],
): DecisionTableDefinition => ({
  kind: 'decision-table',
  format: 1,
  key: 'approver',
  title: title('Approver'),
  form: 'request',
  inputs: [{ id: 'total', title: title('Total'), type: 'number', required: true }],
  outputs: [{ id: 'role', title: title('Role'), type: 'text' }],
  hitPolicy: 'UNIQUE',
  rows: rows.map(([total, role], at) => ({ id: `r${at + 1}`, when: { total }, then: { role } })),
});

/** The flow of the request, whose first step is for the role that the table names. */
const byTable: FlowDefinition = {
  ...requestFlow,
  nodes: requestFlow.nodes.map((node) =>
    node.id === 'leader' ? { ...node, config: { assignees: [{ roleBy: 'approver(total)' }] } } : node,
  ),
};

const withFormula = (formula: string): FormDefinition => ({
  ...requestForm,
  schema: {
    ...requestForm.schema,
    properties: {
      ...requestForm.schema.properties,
      decider: { type: 'string', 'x-title': title('decider'), 'x-formula': formula },
    },
  },
  ui: { ...requestForm.ui, order: [...requestForm.ui.order, 'decider'] },
});

const found = (...others: readonly Definition[]) =>
  checkRelease(1, definitionsWith(...others)).findings.map(
    ({ definition, code, path }) => `${definition.kind}/${definition.key} ${code} ${path}`,
  );

describe('a decision table of a release', () => {
  test('chooses who is asked in a flow', () => {
    const release = releaseOf(definitionsWith(approver(), byTable));
    const asked = (pens: string) => {
      const office = new Office(release);
      const id = office.made(AMY, requestOf(pens));
      office.act(AMY, id, 'send');
      return [DAN, ADA, LEA].filter((user) => office.taskOf(user, id) !== undefined);
    };
    expect(asked('40')).toEqual([DAN]);
    expect(asked('41')).toEqual([ADA]);
  });

  test('is a function of formulas, named ones among them', () => {
    const shout: FormulaDefinition = {
      kind: 'formula',
      format: 1,
      key: 'shout',
      title: title('Shout'),
      parameters: [{ id: 'amount', title: title('Amount'), type: 'number' }],
      result: { type: 'text' },
      expression: 'UPPER(approver(amount))',
    };
    const release = releaseOf(definitionsWith(approver(), shout, withFormula('shout(total)')));
    const office = new Office(release);
    expect(office.record(office.made(AMY, requestOf('41')))?.['decider']).toBe('ADMINISTRATOR');
  });

  test('decides for a record of its form', () => {
    const table = releaseOf(definitionsWith(approver())).tables.get('approver');
    const decided = table?.decide({ record: { total: '100.00' } });
    expect(decided).toEqual({ ok: true, value: { outputs: { role: 'director' }, rows: ['r1'] } });
  });

  test('that overlaps or leaves a gap is found before it is published', () => {
    expect(
      found(
        approver([
          ['<= 100', 'director'],
          ['>= 100', 'administrator'],
        ]),
      ),
    ).toEqual(['decision-table/approver table_rows_overlap /rows/1']);
    expect(
      found(
        approver([
          ['< 100', 'director'],
          ['> 100', 'administrator'],
        ]),
      ),
    ).toEqual(['decision-table/approver table_gap /rows']);
  });

  test('with a gap may be published all the same: the gap is a warning', () => {
    const { release } = checkRelease(
      1,
      definitionsWith(
        approver([
          ['< 100', 'director'],
          ['> 100', 'administrator'],
        ]),
      ),
    );
    expect(release?.tables.has('approver')).toBe(true);
  });

  test('that names a role nobody has heard of is found where it stands', () => {
    expect(
      found(
        approver([
          ['<= 100', 'director'],
          ['> 100', 'gone'],
        ]),
        byTable,
      ),
    ).toEqual(['decision-table/approver unknown_role /rows/1/then/role']);
  });

  test('with a faulty cell, an unknown form or a failing test of its own is not published', () => {
    expect(found(approver([['>> 1', 'director']]))).toEqual([
      'decision-table/approver cell_syntax /rows/0/when/total',
    ]);
    expect(found({ ...approver(), form: 'gone' })).toEqual(['decision-table/approver unknown_form /form']);
    const tests = [{ name: 'large', inputs: { total: '500' }, expect: { role: 'director' } }];
    expect(found({ ...approver(), tests })).toEqual([
      'decision-table/approver table_test_failed /tests/0/expect/role',
    ]);
  });

  test('is not found by a formula under another name, and the mistake is told once', () => {
    expect(found(approver(), withFormula('aprover(total)'))).toEqual([
      'form/request formula_unknown_function /schema/properties/decider/x-formula',
    ]);
  });

  test('may not name people by what is no text', () => {
    const byNumber: FlowDefinition = {
      ...requestFlow,
      nodes: requestFlow.nodes.map((node) =>
        node.id === 'leader' ? { ...node, config: { assignees: [{ roleBy: 'total' }] } } : node,
      ),
    };
    expect(found(byNumber)[0]).toBe('flow/request_flow people_not_named /nodes/1/config/assignees/0/roleBy');
  });
});

describe('a table that is bound to a form', () => {
  test('is the one that formulas call, with only the reading of the form put in', () => {
    const free = compileTableFunctions([approver()]);
    const { models } = releaseOf(definitionsWith(approver()));
    const { tables, issues } = bindTables(free, [approver()], models, new Set(['request']));
    const [called, bound] = [free.tables.get('approver'), tables.get('approver')];
    expect(issues).toEqual([]);
    expect(bound?.inputs[0]?.index).toBe(called?.inputs[0]?.index);
    expect(bound?.outputs).toBe(called?.outputs);
    expect(bound?.dependencies).toEqual(['total']);
    expect(called?.dependencies).toEqual([]);
    expect(bound?.definition.form).toBe('request');
  });

  test('names an input that the form does not have', () => {
    const [input] = approver().inputs;
    const table = { ...approver(), inputs: [{ ...input, id: 'totl' }], rows: [] } as DecisionTableDefinition;
    const free = compileTableFunctions([table]);
    const { models } = releaseOf(definitionsWith(approver()));
    expect(bindTables(free, [table], models, new Set(['request'])).issues).toMatchObject([
      { table: 'approver', code: 'formula_unknown_variable', path: '/inputs/0/id' },
    ]);
  });
});
