import { title } from './title.mjs';

/** `start -> above 5000? -> three approvals -> end`; a small claim needs the last approval only. */

const node = (id, type, config = {}) => ({ id, type, title: title(id), config });
const approval = (id) => node(id, 'approval', { assignees: [{ field: 'approver' }], mode: 'any' });

export const FLOW = {
  kind: 'flow',
  format: 1,
  key: 'claim_approval',
  title: title('Claim approval'),
  form: 'flow_claim',
  states: { running: 'reviewing', approved: 'approved', rejected: 'draft' },
  admin: 'flow_bench_owner',
  nodes: [
    node('start', 'start'),
    node('large', 'condition'),
    approval('leader'),
    approval('controller'),
    approval('director'),
    node('end', 'end'),
  ],
  edges: [
    { id: 'e1', from: 'start', to: 'large' },
    { id: 'e2', from: 'large', to: 'leader', when: { '>': [{ var: 'amount' }, '5000'] } },
    { id: 'e3', from: 'large', to: 'director', default: true },
    { id: 'e4', from: 'leader', to: 'controller' },
    { id: 'e5', from: 'controller', to: 'director' },
    { id: 'e6', from: 'director', to: 'end' },
  ],
};
