import { compileFlow, stepFlow } from '@dougong/kernel/flows';
import { title } from '../template/title.mjs';

/** The same instance in the kernel: two steps, with the trail that a real one leaves. */

const NOW = '2026-11-02T08:00:00.000Z';
const node = (id, type, config = {}) => ({ id, type, title: title(id), config });

const DEFINITION = {
  kind: 'flow',
  format: 1,
  key: 'claim_flow',
  title: title('Claim'),
  form: 'claim',
  startAction: 'submit',
  states: { running: 'reviewing', approved: 'approved', rejected: 'rejected' },
  admin: 'admin',
  nodes: [
    node('start', 'start'),
    node('large', 'condition'),
    node('leader', 'approval', { assignees: [{ users: ['u2'] }], mode: 'any' }),
    node('end', 'end'),
  ],
  edges: [
    { id: 'e1', from: 'start', to: 'large' },
    { id: 'e2', from: 'large', to: 'leader', when: { '>': [{ var: 'amount' }, '5000'] } },
    { id: 'e3', from: 'large', to: 'end', default: true },
    { id: 'e4', from: 'leader', to: 'end' },
  ],
};

const PEOPLE = {
  usersOfRole: () => ['u9'],
  isActive: () => true,
  usersOfPost: () => [],
  departmentOf: () => undefined,
  leaderOf: () => undefined,
  parentOf: () => undefined,
  deputyOf: () => undefined,
};

/** Gives a function that runs one instance to its end and tells what became of it. */
export function kernelContestant() {
  const flow = must(compileFlow(DEFINITION, { fields: { amount: { kind: 'number', scale: 2 } } }));
  let last = 0;
  const facts = {
    input: { record: { amount: '6001.00' }, reference: () => undefined, variables: {} },
    people: PEOPLE,
    ids: () => `id-${(last += 1)}`,
    now: NOW,
    instance: 'i1',
  };
  return () => {
    const begun = must(stepFlow(flow, null, { type: 'start', starter: 'u1', at: NOW }, facts));
    const [{ id: taskId }] = begun.state.work;
    const approve = { type: 'approve', by: 'u2', taskId, at: NOW };
    return must(stepFlow(flow, begun.state, approve, facts)).state.status;
  };
}

function must(result) {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
