import { join, resolve } from 'node:path';
import { isError } from '@dougong/kernel/foundation';
import type { Definition, FlowDefinition, FormDefinition } from '@dougong/kernel/metadata';
import { checkCompleteness, COMPLETENESS_RULES } from '@dougong/kernel/templates';
import type { CompletenessWish } from '@dougong/kernel/templates';
import { checkForPublish } from '../../src/releases/check-for-publish.js';
import { readTemplate } from '../../src/releases/read-template.js';
import { wishesOf } from '../../src/completeness/completeness-wishes.js';

const TRADE = join(resolve(import.meta.dirname, '../../../..'), 'templates', 'trade');

type Definitions = ReadonlyMap<string, Definition>;
type Break = (definitions: Map<string, Definition>) => void;

let whole: Definitions;
let wishes: readonly CompletenessWish[];

beforeAll(async () => {
  const { template } = await readTemplate(TRADE);
  if (!template) throw new Error('the template cannot be read');
  whole = new Map(template.definitions.map((each) => [`${each.kind}/${each.key}`, each]));
  // Whoever asks for it: the template itself leaves what a gap means to the installation.
  wishes = wishesOf(template.manifest).map(({ setting, ...wish }) => ({
    ...wish,
    setting: { ...setting, level: 'required' as const },
  }));
});

const without =
  (...names: readonly string[]): Break =>
  (definitions) => {
    for (const name of names) expect(definitions.delete(name)).toBe(true);
  };

/** Changes a definition; what it was stays as it is. */
const change =
  <T extends Definition>(name: string, edit: (definition: T) => Partial<T>): Break =>
  (definitions) => {
    const definition = definitions.get(name) as T | undefined;
    if (!definition) throw new Error(`${name} is not there`);
    definitions.set(name, { ...definition, ...edit(definition) });
  };

/** Takes a property of a step away. */
const bare = (flow: string, node: string, property: string): Break =>
  change<FlowDefinition>(`flow/${flow}`, ({ nodes }) => ({
    nodes: nodes.map((each) =>
      each.id === node
        ? (Object.fromEntries(Object.entries(each).filter(([name]) => name !== property)) as typeof each)
        : each,
    ),
  }));

const takesNothingBack =
  (form: string): Break =>
  (definitions) => {
    const { reverses: _, ...others } = definitions.get(`form/${form}`) as FormDefinition;
    definitions.set(`form/${form}`, others);
  };

const title = { 'zh-CN': '预留账', en: 'Set aside' };

/** Something is taken off what is available, and nothing ever uses it up. */
const setsAside: Break = (definitions) => {
  const stock = definitions.get('register/stock') as Extract<Definition, { kind: 'register' }>;
  definitions.set('register/set_aside', { ...stock, key: 'set_aside', title });
  change<Extract<Definition, { kind: 'posting' }>>('posting/opening_stock', ({ movements }) => ({
    movements: [
      ...movements,
      ...movements
        .filter(({ register }) => register === 'stock')
        .map((rule) => ({ ...rule, id: 'aside', register: 'set_aside' })),
    ],
  }))(definitions);
  change<Extract<Definition, { kind: 'posting' }>>('posting/stock_issue', ({ movements }) => ({
    movements: movements.map((rule) =>
      rule.register === 'stock'
        ? { ...rule, guard: { available: [{ register: 'set_aside', sign: 'minus', dimensions: {} }] } }
        : rule,
    ),
  }))(definitions);
};

/** What is broken, the one gap that it leaves, and whether something is offered against it. */
const GAPS: readonly (readonly [name: string, gap: string, offer: 'offered' | 'none', ...Break[]])[] = [
  [
    'a document that others are made from, and that cannot be cancelled',
    'forward_without_reverse~form~purchase_request',
    'offered',
    takesNothingBack('purchase_request'),
    change<FormDefinition>('form/purchase_request', ({ lifecycle }) =>
      lifecycle
        ? { lifecycle: { ...lifecycle, actions: lifecycle.actions?.filter(({ id }) => id !== 'cancel') } }
        : {},
    ),
  ],
  [
    'a posting that nothing reverses',
    'posting_without_reversal~posting~asset_entry',
    'offered',
    without('posting/asset_entry_reversal', 'rule/reverse_asset_entry'),
    takesNothingBack('asset_entry'),
  ],
  [
    'a posting that no document makes',
    'effect_without_document~posting~opening_stock~asked',
    'offered',
    without('rule/post_opening_stock'),
  ],
  [
    'stock that is moved by something that is no document',
    'effect_without_document~posting~cost_recost~form',
    'none',
    change<FormDefinition>('form/cost_recost', () => ({ usage: 'master' })),
  ],
  [
    'a state without an exit',
    'state_without_exit~form~purchase_request~parked',
    'offered',
    change<FormDefinition>('form/purchase_request', ({ lifecycle }) =>
      lifecycle
        ? {
            lifecycle: {
              ...lifecycle,
              states: [...lifecycle.states, { id: 'parked', title, tone: 'waiting' }],
            },
          }
        : {},
    ),
  ],
  [
    'a reservation that nothing uses up',
    'reservation_without_release~posting~opening_stock~set_aside',
    'none',
    setsAside,
  ],
  [
    'a step without an owner',
    'node_without_owner~flow~sales_return_handling~credit-owner',
    'offered',
    bare('sales_return_handling', 'credit', 'owner'),
  ],
  [
    'a step without a standard time',
    'node_without_owner~flow~sales_return_handling~credit-standardTime',
    'offered',
    bare('sales_return_handling', 'credit', 'standardTime'),
  ],
  [
    'a step of which nobody says what goes in',
    'node_without_data~flow~sales_return_handling~credit-inputs',
    'offered',
    bare('sales_return_handling', 'credit', 'inputs'),
  ],
  [
    'a step of which nobody says what comes out',
    'node_without_data~flow~stock_difference_handling~confirm-outputs',
    'offered',
    bare('stock_difference_handling', 'confirm', 'outputs'),
  ],
  [
    'assets that cannot be disposed of any more',
    'required_reverse_flow~template~trade~asset_disposal',
    'none',
    change<FormDefinition>('form/asset_disposal', ({ reverses = [] }) => ({
      reverses: reverses.filter(({ kind }) => kind !== 'asset_disposal'),
    })),
  ],
  [
    'a document that says that it takes another back, and books nothing',
    'required_reverse_flow~form~payable~posting-0',
    'none',
    change<FormDefinition>('form/payable', () => ({
      reverses: [{ form: 'purchase_receipt', kind: 'purchase_cancellation' }],
    })),
  ],
];

function broken(breaks: readonly Break[]): readonly Definition[] {
  const definitions = new Map(whole);
  for (const each of breaks) each(definitions);
  return [...definitions.values()];
}

const isAdvice = (gap: string): boolean =>
  COMPLETENESS_RULES.some(({ kind, isAdvice: only }) => only === true && gap.startsWith(`${kind}~`));

describe('the trade template, broken in one way', () => {
  test.each(GAPS.map(([name, gap, offer, ...breaks]) => [name, gap, offer, breaks] as const))(
    '%s is told, and nothing else; what is offered closes it',
    (_name, gap, offer, breaks) => {
      const definitions = broken(breaks);
      const found = checkCompleteness(definitions, wishes);
      expect(found.map(({ id, severity }) => `${id} ${severity}`)).toEqual([
        `${gap} ${isAdvice(gap) ? 'warning' : 'error'}`,
      ]);
      const fix = found[0]?.fix;
      expect(fix ? 'offered' : 'none').toBe(offer);
      if (!fix) return;
      const mended = new Map(definitions.map((each) => [`${each.kind}/${each.key}`, each]));
      for (const each of fix.definitions) mended.set(`${each.kind}/${each.key}`, each);
      const after = [...mended.values()];
      expect(checkCompleteness(after, wishes)).toEqual([]);
      expect(checkForPublish(1, after, [], undefined, wishes).findings.filter(isError)).toEqual([]);
    },
  );

  test('a gap blocks a publish, one of the manifest too', () => {
    const some = GAPS.filter(([, gap]) => /^(state_without_exit|required_reverse_flow)/.test(gap));
    expect(some.length).toBeGreaterThan(1);
    for (const [, gap, , ...breaks] of some) {
      const { findings } = checkForPublish(1, broken(breaks), [], undefined, wishes);
      expect([gap, findings.some(isError)]).toEqual([gap, true]);
    }
  });

  test('every rule is broken here', () => {
    const shown = new Set(GAPS.map(([, gap]) => gap.split('~', 1)[0]));
    expect(COMPLETENESS_RULES.map(({ kind }) => kind).filter((kind) => !shown.has(kind))).toEqual([]);
  });
});
