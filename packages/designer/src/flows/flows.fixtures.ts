import { NODE_TYPES } from '@dougong/kernel/flows';
import { buildFormModel } from '@dougong/kernel/forms';
import { RULE_ACTIONS } from '@dougong/kernel/rules';
import type { FlowDefinition, FormDefinition } from '@dougong/kernel/metadata';
import { textIn } from '../i18n/text.js';
import { Catalog } from '../surroundings/catalog.js';
import type { CatalogAnswer } from '../surroundings/catalog.js';
import { Names } from '../surroundings/names.js';
import type { Surroundings } from '../surroundings/surroundings.js';
import type { CheckSetup } from './check/check-setup.js';
import type { Neighbours } from './neighbours.js';

/** A claim that its leader approves; a large one goes to the board too. */
export const CLAIM_FLOW: FlowDefinition = {
  kind: 'flow',
  format: 1,
  key: 'claim_approval',
  title: { 'zh-CN': '费用审批', en: 'Claim approval' },
  form: 'claim',
  startAction: 'submit',
  states: { running: 'reviewing', approved: 'done', rejected: 'draft' },
  admin: 'boss',
  nodes: [
    { id: 'start', type: 'start', title: { 'zh-CN': '提交', en: 'Submitted' }, config: {} },
    {
      id: 'leader',
      type: 'approval',
      title: { 'zh-CN': '组长审批', en: 'Leader approves' },
      config: { assignees: [{ field: 'place.leader' }], mode: 'any', dueIn: 'PT24H' },
    },
    { id: 'large', type: 'condition', title: { 'zh-CN': '金额较大？', en: 'Large?' }, config: {} },
    {
      id: 'board',
      type: 'approval',
      title: { 'zh-CN': '董事审批', en: 'Board approves' },
      config: { assignees: [{ role: 'boss' }] },
    },
    { id: 'end', type: 'end', title: { 'zh-CN': '结束', en: 'End' }, config: {} },
  ],
  edges: [
    { id: 'e1', from: 'start', to: 'leader' },
    { id: 'e2', from: 'leader', to: 'large' },
    { id: 'e3', from: 'large', to: 'board', when: { '>': [{ var: 'amount' }, '5000'] } },
    { id: 'e4', from: 'large', to: 'end', default: true },
    { id: 'e5', from: 'board', to: 'end' },
  ],
  layout: {
    start: { x: 0, y: 0 },
    leader: { x: 0, y: 104 },
    large: { x: 0, y: 208 },
    board: { x: 288, y: 312 },
    end: { x: 0, y: 416 },
  },
};

const PLACE: FormDefinition = {
  kind: 'form',
  format: 1,
  key: 'place',
  title: { 'zh-CN': '地点', en: 'Place' },
  usage: 'master',
  schema: {
    type: 'object',
    properties: {
      name: { type: 'string', 'x-title': { 'zh-CN': '名称', en: 'Name' } },
      leader: {
        type: 'string',
        format: 'uuid',
        'x-user': true,
        'x-title': { 'zh-CN': '组长', en: 'Leader' },
      },
    },
  },
  ui: { order: ['name', 'leader'] },
};

export const CLAIM_FORM: FormDefinition = {
  kind: 'form',
  format: 1,
  key: 'claim',
  title: { 'zh-CN': '申请单', en: 'Claim' },
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      place: {
        type: 'string',
        format: 'uuid',
        'x-reference': { form: 'place' },
        'x-title': { 'zh-CN': '地点', en: 'Place' },
      },
      amount: {
        type: 'string',
        format: 'decimal',
        'x-scale': 2,
        'x-title': { 'zh-CN': '金额', en: 'Amount' },
      },
      urgent: { type: 'boolean', 'x-title': { 'zh-CN': '加急', en: 'Urgent' } },
      note: { type: 'string', 'x-title': { 'zh-CN': '事由', en: 'Reason' } },
    },
  },
  ui: { order: ['place', 'amount', 'urgent', 'note'] },
  lifecycle: {
    initial: 'draft',
    states: [
      { id: 'draft', title: { 'zh-CN': '草稿', en: 'Draft' }, tone: 'draft', editable: true },
      { id: 'reviewing', title: { 'zh-CN': '审批中', en: 'In approval' }, tone: 'waiting' },
      { id: 'done', title: { 'zh-CN': '已通过', en: 'Approved' }, tone: 'done' },
    ],
    actions: [{ id: 'submit', title: { 'zh-CN': '提交', en: 'Submit' }, from: ['draft'] }],
  },
};

/** The catalogue as it travels: data only. */
export function wireCatalog(): CatalogAnswer {
  return JSON.parse(JSON.stringify({ nodeTypes: NODE_TYPES, ruleActions: RULE_ACTIONS })) as CatalogAnswer;
}

/** What stands around the claim flow. */
export function claimSurroundings(): Surroundings {
  const forms = (key: string) => [CLAIM_FORM, PLACE].find((form) => form.key === key);
  const form = buildFormModel(CLAIM_FORM, forms);
  if (!form.ok) throw new Error(JSON.stringify(form.error));
  return {
    catalog: new Catalog(wireCatalog()),
    form: form.value,
    forms,
    models: new Map(
      [form, buildFormModel(PLACE, forms)].flatMap((model) =>
        model.ok ? [[model.value.key, model.value]] : [],
      ),
    ),
    roles: [
      { key: 'boss', title: { 'zh-CN': '董事', en: 'Board' } },
      { key: 'clerk', title: { 'zh-CN': '文员', en: 'Clerk' } },
    ],
    users: [{ id: 'u1', login: 'an', name: '安', post: null }],
    rules: [],
    postings: [],
    notifications: [],
    formTitles: [{ key: 'claim', title: CLAIM_FORM.title }],
  };
}

/** Names of the claim flow in one language. */
export function claimNames(language: 'zh-CN' | 'en' = 'zh-CN'): Names {
  return new Names(claimSurroundings(), language, textIn(language));
}

/** What the claim flow is checked against. */
export function claimSetup(): CheckSetup {
  return {
    form: 'claim',
    forms: [CLAIM_FORM, PLACE],
    tables: [],
    formulas: [],
    rules: [],
    flowKeys: ['claim_approval', 'claim_recheck'],
    users: ['u1'],
    roles: { boss: ['u1'], clerk: ['u1'] },
  };
}

/** What stands beside the claim flow. */
export function claimNeighbours(): Neighbours {
  return {
    flows: [{ key: 'claim_recheck', title: { 'zh-CN': '复核', en: 'Second look' } }],
    calendars: [],
    posts: [{ key: 'lead', title: { 'zh-CN': '组长', en: 'Lead' }, holders: ['u1'] }],
    setup: claimSetup(),
  };
}
