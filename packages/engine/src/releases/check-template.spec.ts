import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkTemplate } from './check-template.js';

const title = (text: string) => ({ 'zh-CN': text, en: text });
const head = (kind: string, key: string) => ({ kind, format: 1, key, title: title(key) });
const decimal = (name: string, more: object = {}) => ({
  type: 'string',
  format: 'decimal',
  'x-scale': 2,
  'x-title': title(name),
  ...more,
});

const place = {
  ...head('form', 'place'),
  usage: 'master',
  schema: { type: 'object', properties: { name: { type: 'string', 'x-title': title('name') } } },
  ui: { order: ['name'] },
};

/** A form that calls the formula, the table and refers to the other form. */
const doc = {
  ...head('form', 'doc'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      place: { type: 'string', format: 'uuid', 'x-title': title('place'), 'x-reference': { form: 'place' } },
      amount: decimal('amount'),
      part: decimal('part', { 'x-formula': 'half_of(amount)' }),
      grade: { type: 'string', 'x-title': title('grade'), 'x-formula': 'grade_of(amount)' },
    },
  },
  ui: { order: ['place', 'amount', 'part', 'grade'] },
};

const half = (expect = '2') => ({
  ...head('formula', 'half_of'),
  parameters: [{ id: 'amount', title: title('amount'), type: 'number' }],
  result: { type: 'number' },
  expression: 'amount / 2',
  tests: [{ name: 'of four', arguments: { amount: '4' }, expect }],
});

const grade = (level = 'low') => ({
  ...head('decision-table', 'grade_of'),
  inputs: [{ id: 'amount', title: title('amount'), type: 'number', required: true }],
  outputs: [{ id: 'level', title: title('level'), type: 'text' }],
  hitPolicy: 'UNIQUE',
  rows: [
    { id: 'low', when: { amount: '< 5' }, then: { level: 'low' } },
    { id: 'high', when: { amount: '>= 5' }, then: { level: 'high' } },
  ],
  tests: [{ name: 'four', inputs: { amount: '4' }, expect: { level } }],
});

const rule = (fires = true) => ({
  ...head('rule', 'stop'),
  form: 'doc',
  enabled: true,
  trigger: { on: ['update'] },
  phase: 'validate',
  priority: 100,
  condition: { '>': [{ var: 'part' }, '5'] },
  actions: [{ id: 'no', type: 'block', message: title('no') }],
  tests: [{ name: 'twelve', record: { amount: '12' }, fires }],
});

const template = {
  kind: 'template',
  format: 1,
  key: 'small',
  version: '1.0.0',
  title: title('small'),
  description: title('small'),
};

const SOUND: Readonly<Record<string, unknown>> = {
  'template.json': template,
  'forms/place.form.json': place,
  'forms/doc.form.json': doc,
  'formulas/half_of.formula.json': half(),
  'decision-tables/grade_of.decision-table.json': grade(),
  'rules/stop.rule.json': rule(),
};

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'template-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** What the check says of the sound template with other files in it; a text is written as it is. */
async function found(files: Readonly<Record<string, unknown>> = {}): Promise<readonly string[]> {
  for (const [file, content] of Object.entries({ ...SOUND, ...files })) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return (await checkTemplate(folder)).map(({ file, code }) => `${file} ${code}`);
}

describe('the check of a template', () => {
  test('finds nothing where everything fits', async () => {
    expect(await found()).toEqual([]);
  });

  test('reports failed tests of formulas, tables and rules, and faults of forms, all at once', async () => {
    const lists = [
      { id: 'x', title: title('x'), columns: ['name'], where: { '==': [{ var: 'gone' }, 'x'] } },
    ];
    expect(
      await found({
        'formulas/half_of.formula.json': half('3'),
        'decision-tables/grade_of.decision-table.json': grade('high'),
        'rules/stop.rule.json': rule(false),
        'forms/place.form.json': { ...place, lists },
      }),
    ).toEqual([
      'formulas/half_of.formula.json formula_test_failed',
      'rules/stop.rule.json rule_test_failed',
      'forms/place.form.json condition_unknown_variable',
      'decision-tables/grade_of.decision-table.json table_test_failed',
    ]);
  });

  test('goes on beside a file that cannot be read, and blames nobody who names it', async () => {
    expect(
      await found({
        'forms/place.form.json': '{ "kind": ',
        'formulas/half_of.formula.json': half('3'),
      }),
    ).toEqual(['forms/place.form.json malformed_json', 'formulas/half_of.formula.json formula_test_failed']);
  });

  test('refuses a condition of a list that calls a formula, for the database knows none', async () => {
    const where = { '>': [{ var: 'amount' }, { call: ['half_of', { var: 'amount' }] }] };
    const lists = [{ id: 'x', title: title('x'), columns: ['amount'], where }];
    expect(await found({ 'forms/doc.form.json': { ...doc, lists } })).toEqual([
      'forms/doc.form.json list_condition_unsupported',
    ]);
  });
});
