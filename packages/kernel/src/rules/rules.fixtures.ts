import { claimForm, itemForm, modelOf, placeForm } from '../forms/claim.fixtures.js';
import type { FormModel } from '../forms/index.js';
import type { RegisterDefinition, RuleAction, RuleDefinition } from '../metadata/index.js';
import type { RuleSurroundings } from './action-part.js';
import { compileRules } from './compile-rules.js';
import type { RuleEvent } from './rule-event.js';
import type { RuleSet } from './rule-set.js';

/** A record that rules make, with a table that they fill from lines. */
const noteForm = {
  ...itemForm,
  key: 'note_form',
  schema: {
    type: 'object' as const,
    properties: {
      subject: { type: 'string' as const, 'x-title': { 'zh-CN': '主题', en: 'Subject' } },
      amount: {
        type: 'string' as const,
        format: 'decimal' as const,
        'x-title': { 'zh-CN': '金额', en: 'Amount' },
        'x-scale': 1,
      },
      source: {
        type: 'string' as const,
        format: 'uuid' as const,
        'x-title': { 'zh-CN': '来源', en: 'Source' },
        'x-reference': { form: 'claim' },
      },
      points: {
        type: 'array' as const,
        'x-title': { 'zh-CN': '要点', en: 'Points' },
        items: {
          type: 'object' as const,
          properties: { what: { type: 'string' as const, 'x-title': { 'zh-CN': '内容', en: 'What' } } },
        },
      },
    },
  },
  ui: { order: ['subject', 'amount', 'source', 'points'] },
  lifecycle: {
    initial: 'open',
    states: [
      { id: 'open', title: { 'zh-CN': '开', en: 'Open' }, tone: 'draft' as const, editable: true },
      { id: 'closed', title: { 'zh-CN': '关', en: 'Closed' }, tone: 'done' as const },
    ],
    actions: [{ id: 'close', title: { 'zh-CN': '关闭', en: 'Close' }, from: ['open'], to: 'closed' }],
  },
};

/** A register of items in zones. */
const holdings: RegisterDefinition = {
  kind: 'register',
  format: 1,
  key: 'holdings',
  title: { 'zh-CN': '结存', en: 'Holdings' },
  type: 'balance',
  dimensions: [
    { id: 'zone', title: { 'zh-CN': '区', en: 'Zone' }, type: 'text', required: true },
    { id: 'item', title: { 'zh-CN': '项', en: 'Item' }, type: 'reference', form: 'item', required: true },
  ],
  resources: [{ id: 'qty', title: { 'zh-CN': '数量', en: 'Quantity' }, scale: 3, role: 'quantity' }],
  negative: 'allow',
  valuation: 'none',
};

export const claim: FormModel = modelOf(claimForm);

export const surroundings: RuleSurroundings = {
  models: new Map(
    [claim, modelOf(itemForm), modelOf(placeForm), modelOf(noteForm)].map((model) => [model.key, model]),
  ),
  postings: new Set(['book']),
  flows: new Map([['claim_flow', 'claim']]),
  registers: new Map([['holdings', holdings]]),
};

/** A rule on the claim: `derive`, on create and update, always met, unless said otherwise. */
export function rule(key: string, actions: RuleAction[], more: Partial<RuleDefinition> = {}): RuleDefinition {
  return {
    kind: 'rule',
    format: 1,
    key,
    title: { 'zh-CN': key, en: key },
    form: 'claim',
    enabled: true,
    trigger: { on: ['create', 'update'] },
    phase: 'derive',
    priority: 100,
    condition: true,
    actions,
    ...more,
  };
}

/** An action that sets a field. */
export const set = (field: string, formula: string): RuleAction =>
  ({ id: `set_${field.replace('.', '_')}`, type: 'setField', field, formula }) as RuleAction;

/** Compiles rules that are known to be right; anything else is a bug of the test. */
export function ruleSet(...definitions: RuleDefinition[]): RuleSet {
  const compiled = compileRules(definitions, surroundings);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  return compiled.value;
}

export const updated = (...changed: string[]): RuleEvent => ({ type: 'update', changed: new Set(changed) });
