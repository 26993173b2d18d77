import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LANGUAGES } from '@dougong/kernel/foundation';
import { sentence } from '../../src/http/sentences/index.js';
import { checkTemplate } from '../../src/releases/check-template.js';

const TRADE = join(import.meta.dirname, '../../../../templates/trade');

type Json = Record<string, unknown>;
type Change = (content: Json) => void;

/** Puts a value at a path of a parsed file; `undefined` takes it away. */
const set =
  (path: string, value: unknown): Change =>
  (content) => {
    const steps = path.split('/').slice(1);
    const last = steps.pop() ?? '';
    const place = steps.reduce<Json>((at, step) => at[step] as Json, content);
    if (value === undefined) delete place[last];
    else place[last] = value;
  };

/** What kind of mistake, in which file, how it is made, and the finding: file, pointer and code. */
const MISTAKES: readonly (readonly [kind: string, file: string, change: Change | string, finding: string])[] =
  [
    ['a file that is no JSON', 'forms/item.form.json', '{ "kind": ', 'forms/item.form.json# malformed_json'],
    [
      'an unknown key in a form',
      'forms/item.form.json',
      set('/colour', 'red'),
      'forms/item.form.json#/colour unknown_keyword',
    ],
    [
      'an unknown key in a field',
      'forms/item.form.json',
      set('/schema/properties/name/maximum', 5),
      'forms/item.form.json#/schema/properties/name/maximum unknown_keyword',
    ],
    [
      'an unknown key in the manifest',
      'template.json',
      set('/colour', 'red'),
      'template.json#/colour unknown_keyword',
    ],
    [
      'an unknown key in a seed',
      'seed/people.json',
      set('/users/0/age', 3),
      'seed/people.json#/users/0/age unknown_keyword',
    ],
    [
      'an unknown key in a scenario',
      'scenarios/return_rights.scenario.json',
      set('/steps/0/when', 'now'),
      'scenarios/return_rights.scenario.json#/steps/0/when unknown_keyword',
    ],
    [
      'a wrong type in a form',
      'forms/item.form.json',
      set('/schema/required', 'code'),
      'forms/item.form.json#/schema/required bad_value',
    ],
    [
      'a wrong type in a role',
      'roles/sales.role.json',
      set('/forms', {}),
      'roles/sales.role.json#/forms bad_value',
    ],
    [
      'a value of another type in a seed',
      'seed/masters.json',
      set('/records/0/values/type', 'hot'),
      'seed/masters.json#/records/0/values/type choice_unknown',
    ],
    [
      'an amount with too many places in a seed',
      'seed/opening.json',
      set('/records/0/values/lines/0/qty', '1.00000001'),
      'seed/opening.json#/records/0/values/lines/0/qty decimal_scale',
    ],
    [
      'a field that no form has in a seed',
      'seed/masters.json',
      set('/records/0/values/colour', 'red'),
      'seed/masters.json#/records/0/values/colour unknown_field',
    ],
    [
      'a missing translation of a form',
      'forms/item.form.json',
      set('/title/en', undefined),
      'forms/item.form.json#/title/en keyword_missing',
    ],
    [
      'a missing translation of a choice',
      'forms/warehouse.form.json',
      set('/schema/properties/type/x-titles/0/zh-CN', undefined),
      'forms/warehouse.form.json#/schema/properties/type/x-titles/0/zh-CN keyword_missing',
    ],
    [
      'a missing translation of a scenario',
      'scenarios/return_rights.scenario.json',
      set('/title/zh-CN', undefined),
      'scenarios/return_rights.scenario.json#/title/zh-CN keyword_missing',
    ],
    [
      'a reference to a form that is not there',
      'forms/stock_issue.form.json',
      set('/schema/properties/customer/x-reference/form', 'client'),
      'forms/stock_issue.form.json#/schema/properties/customer/x-reference/form unknown_form',
    ],
    [
      'a rule about a form that is not there',
      'rules/post_opening_stock.rule.json',
      set('/form', 'opening'),
      'rules/post_opening_stock.rule.json#/form unknown_form',
    ],
    [
      'a posting that is not there',
      'rules/post_opening_stock.rule.json',
      set('/actions/0/posting', 'opening'),
      'rules/post_opening_stock.rule.json#/actions/0/posting unknown_posting',
    ],
    [
      'a register that is not there',
      'postings/opening_stock.posting.json',
      set('/movements/0/register', 'stocks'),
      'postings/opening_stock.posting.json#/movements/0/register unknown_register',
    ],
    [
      'a role that may use a form that is not there',
      'roles/sales.role.json',
      set('/forms/0/form', 'items'),
      'roles/sales.role.json#/forms/0/form unknown_form',
    ],
    [
      'an entry of a menu that leads nowhere',
      'menus/main.menu.json',
      set('/sections/0/entries/0', { id: 'gone', form: 'gone' }),
      'menus/main.menu.json#/sections/0/entries/0 unknown_form',
    ],
    [
      'a line of a flow that ends nowhere',
      'flows/stocktake_review.flow.json',
      set('/edges/0/to', 'gone'),
      'flows/stocktake_review.flow.json#/edges/0 dangling_line',
    ],
    [
      'two nodes with one id',
      'flows/stocktake_review.flow.json',
      set('/nodes/2/id', 'supervisor'),
      'flows/stocktake_review.flow.json#/nodes/2/id duplicate',
    ],
    [
      'two movements with one id',
      'postings/opening_stock.posting.json',
      set('/movements/1/id', 'stock'),
      'postings/opening_stock.posting.json#/movements/1/id duplicate',
    ],
    [
      'a record of the seeds that is written twice',
      'seed/masters.json',
      set('/records/1/ref', 'WH-1'),
      'seed/masters.json#/records/1/ref duplicate_key',
    ],
    [
      'a person of the seeds who is written twice',
      'seed/people.json',
      set('/users/1/login', 'lijuan'),
      'seed/people.json#/users/1/login duplicate_key',
    ],
    [
      'formulas of fields that go round in a circle',
      'forms/opening_stock.form.json',
      set('/schema/properties/lines/items/properties/qty/x-formula', 'lines.amount'),
      'forms/opening_stock.form.json#/schema/properties/lines/items/properties/amount/x-formula cycle',
    ],
    [
      'named formulas that go round in a circle',
      'formulas/alert_limit.formula.json',
      set('/expression', 'alert_limit()'),
      'formulas/alert_limit.formula.json#/expression formula_cycle',
    ],
    [
      'a definition whose file is called otherwise',
      'formulas/alert_limit.formula.json',
      set('/key', 'limit_of_alerts'),
      'formulas/alert_limit.formula.json#/key file_name_differs',
    ],
    [
      'a seed that the manifest does not name',
      'seed/more.json',
      '{ "kind": "seed", "format": 1 }',
      'seed/more.json# file_unexpected',
    ],
    ['a file in a folder of no kind', 'form/item.form.json', '{}', 'form/item.form.json# file_unexpected'],
    [
      'a seed file that is missing',
      'template.json',
      set('/seeds/0/file', 'gone.json'),
      'seed/gone.json# file_missing',
    ],
    [
      'a seed of a form that is not there',
      'seed/masters.json',
      set('/records/0/form', 'store'),
      'seed/masters.json#/records/0/form unknown_form',
    ],
    [
      'a seed with an action that its form does not have',
      'seed/opening.json',
      set('/records/0/actions/0', 'send'),
      'seed/opening.json#/records/0/actions/0 unknown_action',
    ],
    [
      'a seed by somebody who is not there',
      'seed/opening.json',
      set('/records/0/by', 'nobody'),
      'seed/opening.json#/records/0/by unknown_user',
    ],
    [
      'a person with a role that is not there',
      'seed/people.json',
      set('/users/0/roles/0', 'keeper'),
      'seed/people.json#/users/0/roles/0 unknown_role',
    ],
    [
      'a person in a department that is not there',
      'seed/people.json',
      set('/users/0/department', 'cellar'),
      'seed/people.json#/users/0/department seed_unknown_department',
    ],
    [
      'a seed that names a record not loaded before',
      'seed/opening.json',
      set('/records/0/values/lines/0/item', '@item/GONE'),
      'seed/opening.json#/records/0/values/lines/0/item seed_name_unknown',
    ],
    [
      'a seed that names a record of another form',
      'seed/opening.json',
      set('/records/0/values/lines/0/item', '@warehouse/WH-1'),
      'seed/opening.json#/records/0/values/lines/0/item name_of_other_form',
    ],
    [
      'a scenario by somebody who is not there',
      'scenarios/return_rights.scenario.json',
      set('/steps/0/by', 'nobody'),
      'scenarios/return_rights.scenario.json#/steps/0/by unknown_user',
    ],
    [
      'a scenario with a name that no step gives',
      'scenarios/return_rights.scenario.json',
      set('/steps/1/record', '@gone'),
      'scenarios/return_rights.scenario.json#/steps/1/record scenario_name_unknown',
    ],
    [
      'a scenario with an action that its form does not have',
      'scenarios/return_rights.scenario.json',
      set('/steps/1/action', 'send'),
      'scenarios/return_rights.scenario.json#/steps/1/action unknown_action',
    ],
    [
      'a scenario with a field that its form does not have',
      'scenarios/return_rights.scenario.json',
      set('/steps/0/values/colour', 'red'),
      'scenarios/return_rights.scenario.json#/steps/0/values/colour unknown_field',
    ],
    [
      'a scenario that expects a state that its form does not have',
      'scenarios/request_is_cancelled.scenario.json',
      set('/steps/5/expect/records/0/state', 'gone'),
      'scenarios/request_is_cancelled.scenario.json#/steps/5/expect/records/0/state unknown_state',
    ],
    [
      'a scenario with a register that is not there',
      'scenarios/difference_taken_back.scenario.json',
      set('/steps/6/expect', { balances: [{ register: 'gone', where: {}, resources: { qty: '1' } }] }),
      'scenarios/difference_taken_back.scenario.json#/steps/6/expect/balances/0/register unknown_register',
    ],
    [
      'a scenario with a step of a flow that is not drawn',
      'scenarios/return_rights.scenario.json',
      set('/steps/1/expect', { todos: [{ record: '@order', node: 'gone', who: [] }] }),
      'scenarios/return_rights.scenario.json#/steps/1/expect/todos/0/node scenario_unknown_node',
    ],
  ];

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mistakes-'));
  await cp(TRADE, folder, { recursive: true });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Makes a mistake in the copy for as long as the work takes. */
async function withMistake<T>(file: string, change: Change | string, work: () => Promise<T>): Promise<T> {
  const path = join(folder, file);
  const before = await readFile(path, 'utf8').catch(() => undefined);
  if (before === undefined) await cp(join(TRADE, 'template.json'), path);
  const changed = JSON.parse(before ?? '{}') as Json;
  if (typeof change !== 'string') change(changed);
  await writeFile(path, typeof change === 'string' ? change : JSON.stringify(changed));
  try {
    return await work();
  } finally {
    if (before === undefined) await rm(path);
    else await writeFile(path, before);
  }
}

describe('a mistake in a file of the trade template', () => {
  test.each(MISTAKES)('%s is refused with file, place and remedy', async (_kind, file, change, finding) => {
    const found = await withMistake(file, change, () => checkTemplate(folder));
    const errors = found.filter(({ severity = 'error' }) => severity === 'error');
    expect(errors.map((each) => `${each.file}#${each.path} ${each.code}`)).toContain(finding);
    for (const { code, params } of errors)
      for (const language of LANGUAGES) {
        expect(sentence(code, params ?? {}, language)).not.toContain(code);
        expect(sentence(code, params ?? {}, language)).toMatch(/[。.；;]$/);
      }
  });

  test('there is none in the template as it is', async () => {
    const found = await checkTemplate(folder);
    expect(found.filter(({ severity = 'error' }) => severity === 'error')).toEqual([]);
  });
});
