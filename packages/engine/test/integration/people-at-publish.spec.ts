import type { Definition } from '@dougong/kernel/metadata';
import { Drafts } from '../../src/releases/drafts.js';
import { Company } from './organisation.fixtures.js';

const title = { 'zh-CN': '—', en: '—' };

const CLAIM = {
  kind: 'form',
  format: 1,
  key: 'claim',
  title,
  usage: 'document',
  schema: {
    type: 'object',
    properties: { amount: { type: 'string', format: 'decimal', 'x-scale': 2, 'x-title': title } },
  },
  ui: { order: ['amount'] },
  lifecycle: {
    initial: 'draft',
    states: [
      { id: 'draft', title, tone: 'draft', editable: true },
      { id: 'asked', title, tone: 'waiting' },
    ],
    actions: [{ id: 'ask', title, from: ['draft'] }],
  },
} as unknown as Definition;

function asked(assignees: readonly object[]): Definition {
  return {
    kind: 'flow',
    format: 1,
    key: 'agree',
    title,
    form: 'claim',
    startAction: 'ask',
    states: { running: 'asked', approved: 'asked', rejected: 'draft' },
    admin: 'administrator',
    nodes: [
      { id: 's', type: 'start', title, config: {} },
      { id: 'a', type: 'approval', title, config: { assignees } },
      { id: 'e', type: 'end', title, config: {} },
    ],
    edges: [
      { id: 'e1', from: 's', to: 'a' },
      { id: 'e2', from: 'a', to: 'e' },
    ],
  } as unknown as Definition;
}

describe('the check before a publish asks who is there today', () => {
  let company: Company;
  const warnings = async (assignees: readonly object[]) => {
    const drafts = company.engine.get(Drafts);
    for (const definition of [CLAIM, asked(assignees)])
      await drafts.put(definition, definition, company.id('boss'), undefined);
    const found = await drafts.check();
    return found.map(({ code, params }) => [
      code,
      (params?.['department'] as { en?: string } | undefined)?.en,
    ]);
  };

  beforeAll(async () => {
    company = await Company.open();
    await company.department('hq', { leader: company.id('boss') });
    await company.department('east', { parent: 'hq' });
  });
  afterAll(() => company.engine.stop());

  test('a department without a leader is named where a step asks the leader', async () => {
    expect(await warnings([{ leader: 1 }])).toEqual([['may_be_empty', 'east']]);
  });

  test('a step that asks people who have left finds nobody, one with somebody does', async () => {
    expect(await warnings([{ post: 'clerk' }])).toEqual([['may_be_empty', undefined]]);
    expect(await warnings([{ role: 'administrator' }])).toEqual([]);
  });
});
