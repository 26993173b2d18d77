import { NO_ORGANISATION, compileFlow, planFlow, stepFlow } from '@dougong/kernel/flows';
import type { CompiledFlow, FlowEffect, FlowState } from '@dougong/kernel/flows';
import type { FlowDefinition } from '@dougong/kernel/metadata';
import { reasonsOf, withoutValues } from './plan-reasons.js';

const title = { 'zh-CN': '—', en: '—' };
const node = (id: string, type: string, config: object = {}) => ({ id, type, title, config });
const approval = (id: string) => node(id, 'approval', { assignees: [{ users: ['ann'] }] });

const definition = {
  kind: 'flow',
  format: 1,
  key: 'claim_flow',
  title,
  form: 'claim',
  startAction: 'send',
  states: { running: 'sent' },
  nodes: [
    node('start', 'start'),
    approval('lead'),
    node('size', 'condition'),
    approval('head'),
    node('end', 'end'),
  ],
  edges: [
    { id: 'to_lead', from: 'start', to: 'lead' },
    { id: 'to_size', from: 'lead', to: 'size' },
    { id: 'large', from: 'size', to: 'head', when: { '>': [{ var: 'amount' }, '100'] } },
    { id: 'small', from: 'size', to: 'end', default: true },
    { id: 'to_end', from: 'head', to: 'end' },
  ],
} as unknown as FlowDefinition;

const flow = compiled();
const people = { ...NO_ORGANISATION, usersOfRole: () => [], isActive: () => true };

function compiled(): CompiledFlow {
  const result = compileFlow(definition, { fields: { amount: { kind: 'number' } } });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** Starts the flow on a claim, and lets the first approver agree if asked to. */
function run(amount: string, agreed: boolean) {
  let state: FlowState | null = null;
  const effects: FlowEffect[] = [];
  const input = { record: { amount } };
  let count = 0;
  const facts = { input, people, ids: () => `id${(count += 1)}`, now: '2026-01-05T08:00:00.000Z' };
  const step = (command: Parameters<typeof stepFlow>[2]) => {
    const result = stepFlow(flow, state, command, facts as never);
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    state = result.value.state;
    effects.push(...result.value.effects);
  };
  step({ type: 'start', starter: 'amy', at: facts.now });
  const task = (state as unknown as FlowState).work[0];
  if (agreed && task) step({ type: 'approve', taskId: task.id, by: 'ann', at: facts.now });
  const events = effects.flatMap((effect) =>
    effect.type === 'event'
      ? [{ kind: effect.kind, nodeId: effect.nodeId ?? null, payload: effect.payload ?? null }]
      : [],
  );
  return reasonsOf(flow, planFlow(flow, state, { input, people }), events);
}

describe('why a flow goes to a node or passes it by', () => {
  test('a node to come names its line and what the branch will look at', () => {
    expect(run('500', false).get('head')).toMatchObject({
      edge: 'large',
      condition: { edge: 'large', default: false },
    });
  });

  test('a node that will be passed by names the line that is not taken and what is taken instead', () => {
    expect(run('50', false).get('head')).toMatchObject({
      edge: 'large',
      condition: { edge: 'small', default: true },
    });
  });

  test('a node that was passed by says the same from the history', () => {
    expect(run('50', true).get('head')).toMatchObject({ edge: 'large', condition: { edge: 'small' } });
  });

  test('a node that is done or active needs no reason', () => {
    expect([...run('50', false).keys()]).toEqual(expect.not.arrayContaining(['start', 'lead']));
  });

  test('values stay unseen by those from whom fields are hidden', () => {
    const why = run('500', false).get('head');
    expect(why && withoutValues(why)).toEqual({ edge: 'large' });
  });
});
