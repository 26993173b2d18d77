import type { Definition } from '@dougong/kernel/metadata';

/** A small business whose claims a boss approves, or nobody within two days. */

export const title = (text: string) => ({ 'zh-CN': text, en: text });
export const head = <K extends string>(kind: K, key: string) => ({
  kind,
  format: 1 as const,
  key,
  title: title(key),
});

export const DEFINITIONS = [
  {
    ...head('form', 'claim'),
    usage: 'document',
    schema: {
      type: 'object',
      properties: {
        amount: { type: 'string', format: 'decimal', 'x-scale': 2, 'x-title': title('amount') },
        owner: { type: 'string', format: 'uuid', 'x-user': true, 'x-title': title('owner') },
      },
      required: ['amount'],
    },
    ui: { order: ['amount', 'owner'] },
    lifecycle: {
      initial: 'draft',
      states: [
        { id: 'draft', title: title('draft'), tone: 'draft', editable: true },
        { id: 'sent', title: title('sent'), tone: 'waiting' },
        { id: 'done', title: title('done'), tone: 'done' },
      ],
      actions: [{ id: 'send', title: title('send'), from: ['draft'] }],
    },
  },
  {
    ...head('flow', 'claim_flow'),
    form: 'claim',
    startAction: 'send',
    states: { running: 'sent', approved: 'done', rejected: 'draft' },
    nodes: [
      { id: 'start', type: 'start', title: title('start'), config: {} },
      {
        id: 'approve',
        type: 'approval',
        title: title('approve'),
        config: {
          assignees: [{ role: 'boss' }],
          mode: 'any',
          timeout: { after: 'P2D', action: 'pass' },
        },
      },
      { id: 'end', type: 'end', title: title('end'), config: {} },
    ],
    edges: [
      { id: 'a', from: 'start', to: 'approve' },
      { id: 'b', from: 'approve', to: 'end' },
    ],
  },
  {
    ...head('role', 'boss'),
    forms: [{ form: 'claim', actions: ['read'], rows: 'all' }],
    system: ['administer'],
  },
  { ...head('role', 'clerk'), forms: [{ form: 'claim', actions: ['read', 'create', 'send'], rows: 'all' }] },
] as readonly unknown[] as readonly Definition[];

export const SEED = {
  kind: 'seed' as const,
  format: 1 as const,
  users: [
    { login: 'ann', name: 'Ann', roles: ['clerk'] },
    { login: 'bob', name: 'Bob', roles: ['boss'] },
  ],
  records: [{ form: 'claim', ref: 'old', by: 'ann', values: { amount: '1.00' } }],
};
