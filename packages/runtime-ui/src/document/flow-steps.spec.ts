import type { FlowDefinition } from '@dougong/kernel/metadata';
import type { FlowInstance, FlowNodeState } from '@dougong/ui/api';
import { currentInstance, reasonsOf, shownNodes, stepState } from './flow-steps.js';

const title = (name: string) => ({ 'zh-CN': name, en: name });
const node = (id: string, type: string, state: FlowNodeState['state']): FlowNodeState => ({
  id,
  type,
  title: title(id),
  state,
  people: [],
  visits: 1,
});
const event = (seq: number, nodeId: string, kind = 'node_closed', payload = {}) => ({
  seq,
  nodeId,
  kind,
  actor: null,
  at: '',
  payload,
  words: title(kind),
});

const instance = {
  id: 'i',
  flow: { key: 'f', title: title('f'), release: 1 },
  status: 'running',
  startedBy: 'u',
  startedAt: '',
  endedAt: null,
  nodes: [
    node('start', 'start', 'done'),
    node('post', 'action', 'done'),
    node('limit', 'condition', 'done'),
    node('boss', 'approval', 'done'),
    node('other', 'approval', 'skipped'),
    node('confirm', 'handle', 'active'),
    node('end', 'end', 'planned'),
  ],
  events: [event(1, 'start'), event(2, 'boss'), event(3, 'post')],
} satisfies FlowInstance;

const flow = {
  nodes: [
    { id: 'limit', type: 'condition', title: title('Above 5000?'), config: {} },
    { id: 'copy', type: 'cc', title: title('Copy'), config: {} },
    { id: 'boss', type: 'approval', title: title('Boss'), config: {} },
    { id: 'post', type: 'action', title: title('Post'), config: {} },
  ],
  edges: [
    { id: '1', from: 'limit', to: 'copy', title: title('yes') },
    { id: '2', from: 'copy', to: 'boss' },
    { id: '3', from: 'limit', to: 'post', title: title('otherwise'), default: true },
    { id: '4', from: 'boss', to: 'post' },
  ],
} as unknown as FlowDefinition;

describe('the way of a document', () => {
  it('tells what happened in the order in which it happened, without what decides silently', () => {
    expect(shownNodes(instance).map(({ id }) => id)).toEqual(['start', 'boss', 'post', 'confirm']);
  });

  it('shows a refusal as sent back', () => {
    expect(stepState({ ...node('boss', 'approval', 'done'), outcome: 'rejected' })).toBe('returned');
    expect(stepState(node('boss', 'approval', 'done'), [event(1, 'boss', 'rejected')])).toBe('returned');
    expect(stepState(node('boss', 'approval', 'done'), [event(1, 'boss')])).toBe('done');
    expect(stepState(node('boss', 'approval', 'active'))).toBe('current');
  });

  it('says why somebody is asked, also through a copy on the way', () => {
    expect(reasonsOf(flow, 'boss')).toEqual([[title('Above 5000?'), title('yes')]]);
  });

  it('says no reason where the node is reached after an approval', () => {
    expect(reasonsOf(flow, 'post')).toEqual([]);
    expect(reasonsOf(flow, 'post', (id) => id === 'boss')).toEqual([
      [title('Above 5000?'), title('otherwise')],
    ]);
  });

  it('looks at the flow that runs, or at the newest', () => {
    const old = { ...instance, id: 'old', status: 'rejected', endedAt: '2026-01-01T00:00:00.000Z' };
    expect(currentInstance([old, { ...instance, status: 'returned' }])?.id).toBe('i');
    expect(currentInstance([{ ...old, id: 'newer' }, old])?.id).toBe('newer');
    expect(currentInstance(undefined)).toBeUndefined();
  });
});
