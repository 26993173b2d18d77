import type { DecisionTableDefinition, FormDefinition, FormulaDefinition } from '@dougong/kernel/metadata';
import type { Api, Draft } from '@dougong/ui/api';
import { Catalog } from './catalog.js';
import { FormUnreadable, loadSurroundings } from './load-surroundings.js';
import type { DesignState } from './load-surroundings.js';

const title = (name: string) => ({ 'zh-CN': name, en: name });
const decimal = (name: string, formula?: string) => ({
  type: 'string' as const,
  format: 'decimal' as const,
  'x-scale': 2,
  'x-title': title(name),
  ...(formula === undefined ? {} : { readOnly: true, 'x-formula': formula }),
});

/** A request whose share is worked out by a named formula and whose level a decision table gives. */
const REQUEST = {
  kind: 'form',
  format: 1,
  key: 'request',
  title: title('Request'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      amount: decimal('Amount'),
      share: decimal('Share', 'tenth(amount)'),
      level: { type: 'string', 'x-title': title('Level'), readOnly: true, 'x-formula': 'level_of(amount)' },
    },
  },
  ui: { order: ['amount', 'share', 'level'] },
} as unknown as FormDefinition;

const TENTH: FormulaDefinition = {
  kind: 'formula',
  format: 1,
  key: 'tenth',
  title: title('Tenth'),
  parameters: [{ id: 'whole', title: title('Whole'), type: 'number' }],
  result: { type: 'number' },
  expression: 'whole / 10',
} as unknown as FormulaDefinition;

const LEVEL: DecisionTableDefinition = {
  kind: 'decision-table',
  format: 1,
  key: 'level_of',
  title: title('Level'),
  inputs: [{ id: 'amount', title: title('Amount'), type: 'number', scale: 2 }],
  outputs: [{ id: 'level', title: title('Level'), type: 'text' }],
  hitPolicy: 'FIRST',
  rows: [
    { id: 'low', when: { amount: '<= 100' }, then: { level: 'low' } },
    { id: 'high', when: { amount: '-' }, then: { level: 'high' } },
  ],
} as unknown as DecisionTableDefinition;

const DEFINITIONS = [REQUEST, TENTH, LEVEL];

function designed(drafts: readonly Pick<Draft, 'kind' | 'key' | 'definition'>[] = []) {
  const asked: string[] = [];
  const definition = async (kind: string, key: string) => {
    asked.push(`${kind}/${key}`);
    return { data: DEFINITIONS.find((each) => each.kind === kind && each.key === key) };
  };
  const api = { design: { definition } } as unknown as Api;
  const state = {
    entries: DEFINITIONS.map(({ kind, key, title: name }) => ({ kind, key, title: name, version: 1 })),
    bundle: { revision: 1, drafts },
    catalog: new Catalog({ nodeTypes: [], ruleActions: [], fieldTypes: [], functions: [] } as never),
    users: [],
  } as unknown as DesignState;
  return { api, state, asked };
}

describe('what stands around a design', () => {
  test('a form that calls a named formula and a decision table can be read', async () => {
    const { api, state } = designed();
    const { form, models } = await loadSurroundings(api, 'request', state);
    expect(form.graph.calling.map(({ key }) => key).sort()).toEqual(['level', 'share']);
    expect(models.has('request')).toBe(true);
  });

  test('a formula is taken as it is drafted, before it is published', async () => {
    const other = {
      ...REQUEST,
      schema: { type: 'object', properties: { share: decimal('Share', 'half(1)') } },
    };
    const half = { ...TENTH, key: 'half', title: title('Half'), expression: 'whole / 2' };
    const { api, state } = designed([
      { kind: 'form', key: 'request', definition: { ...other, ui: { order: ['share'] } } },
      { kind: 'formula', key: 'half', definition: half },
    ]);
    const { form } = await loadSurroundings(api, 'request', state);
    expect(form.field('share')?.formula?.calls).toEqual(['half']);
  });

  test('a form that calls what a draft removes cannot be read', async () => {
    const { api, state } = designed([{ kind: 'formula', key: 'tenth', definition: null }]);
    await expect(loadSurroundings(api, 'request', state)).rejects.toThrow(FormUnreadable);
  });

  test("a draft that is no formula yet stands in nobody's way", async () => {
    const { api, state } = designed([{ kind: 'formula', key: 'half', definition: { kind: 'formula' } }]);
    expect((await loadSurroundings(api, 'request', state)).form.key).toBe('request');
  });

  test('formulas and tables are read once for all forms', async () => {
    const { api, state, asked } = designed();
    await loadSurroundings(api, 'request', state);
    await loadSurroundings(api, 'request', state);
    expect(asked.filter((one) => !one.startsWith('form/'))).toEqual([
      'decision-table/level_of',
      'formula/tenth',
    ]);
  });
});
