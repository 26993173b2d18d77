import type { Definition } from '@dougong/kernel/metadata';
import { Publisher } from '../../src/releases/publisher.js';
import type { TestApp } from '../support/test-app.js';

/** A small application with a flow that branches by the amount of a request. */

const title = (text: string) => ({ 'zh-CN': text, en: text });
const head = (kind: string, key: string) => ({ kind, format: 1, key, title: title(key) });
const node = (id: string, type: string, config: object = {}) => ({ id, type, title: title(id), config });
const approval = (id: string, role: string) => node(id, 'approval', { assignees: [{ role }] });

const REQUEST = {
  ...head('form', 'request'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      amount: { type: 'string', format: 'decimal', 'x-scale': 2, 'x-title': title('Amount') },
      overseer: {
        type: 'string',
        format: 'uuid',
        'x-user': true,
        'x-role': 'leader',
        'x-title': title('Overseer'),
      },
    },
    additionalProperties: false,
  },
  ui: { order: ['amount', 'overseer'] },
  lifecycle: {
    initial: 'draft',
    states: [
      { id: 'draft', title: title('Draft'), tone: 'draft', editable: true },
      { id: 'sent', title: title('Sent'), tone: 'waiting' },
      { id: 'done', title: title('Done'), tone: 'done' },
    ],
    actions: [{ id: 'send', title: title('Send'), from: ['draft'] }],
  },
};

export const FLOW = {
  ...head('flow', 'request_flow'),
  form: 'request',
  startAction: 'send',
  states: { running: 'sent', approved: 'done', rejected: 'draft' },
  admin: 'chief',
  nodes: [
    node('start', 'start'),
    approval('lead', 'leader'),
    node('size', 'condition'),
    approval('head', 'chief'),
    node('end', 'end'),
  ],
  edges: [
    { id: 'to_lead', from: 'start', to: 'lead' },
    { id: 'to_size', from: 'lead', to: 'size' },
    { id: 'large', from: 'size', to: 'head', when: { '>': [{ var: 'amount' }, '100'] } },
    { id: 'small', from: 'size', to: 'end', default: true },
    { id: 'to_end', from: 'head', to: 'end' },
  ],
};

const role = (key: string, hidden: readonly string[], more = {}) => ({
  ...head('role', key),
  forms: [{ form: 'request', actions: ['*'], rows: 'all', hidden }],
  ...more,
});

/** Publishes the application. */
export async function publishRequests(engine: TestApp): Promise<void> {
  const roles = [role('chief', [], { system: ['design', 'administer'] }), role('leader', ['overseer'])];
  await engine.get(Publisher).publish({
    definitions: [REQUEST, FLOW, ...roles] as unknown as Definition[],
    base: 0,
    actor: null,
  });
}
