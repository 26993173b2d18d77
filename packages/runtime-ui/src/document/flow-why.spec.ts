import type { FlowDefinition } from '@dougong/kernel/metadata';
import type { FlowNodeState, NodeReason } from '@dougong/ui/api';
import { decisiveReason, whySentence } from './flow-why.js';

const flow = {
  edges: [
    { id: 'large', from: 'limit', to: 'boss', when: { '>': [{ var: 'amount' }, '5000'] } },
    { id: 'urgent', from: 'limit', to: 'boss', when: { '==': [{ var: 'urgent' }, true] } },
    { id: 'rest', from: 'limit', to: 'post', default: true },
  ],
} as unknown as FlowDefinition;

const words = {
  tell: (condition: unknown) => (JSON.stringify(condition).includes('amount') ? 'amount > 5000' : 'urgent'),
  noneOf: (sentences: readonly string[]) => `neither ${sentences.join(' nor ')}`,
};

describe('why a document will come to a step', () => {
  it('is the condition that holds', () => {
    const why = { edge: 'large', condition: { edge: 'large', default: false, tried: [{ edge: 'large' }] } };
    expect(whySentence(why, flow, words)).toBe('amount > 5000');
  });

  it('is that no condition holds, where the branch takes its default line', () => {
    const tried = [{ edge: 'large' }, { edge: 'urgent' }];
    const why = { edge: 'rest', condition: { edge: 'rest', default: true, tried } };
    expect(whySentence(why, flow, words)).toBe('neither amount > 5000 nor urgent');
  });

  it('is that of the copy that is sent on the way', () => {
    const through = {
      edges: [...flow.edges, { id: 'on', from: 'copy', to: 'boss' }],
    } as unknown as FlowDefinition;
    const why = { edge: 'large', condition: { edge: 'large', default: false, tried: [] } };
    const node = (id: string, type: string, reason: NodeReason): FlowNodeState => {
      return { id, type, title: id, state: 'planned', people: [], visits: 0, why: reason };
    };
    const boss = node('boss', 'approval', { edge: 'on' });
    expect(decisiveReason(boss, [node('copy', 'cc', why), boss], through)).toBe(why);
    expect(decisiveReason(boss, [node('copy', 'approval', why), boss], through)).toEqual({ edge: 'on' });
  });

  it('is not told where no branch decides, or where a condition cannot be read', () => {
    expect(whySentence({ edge: 'large' }, flow, words)).toBeUndefined();
    const why = { edge: 'rest', condition: { edge: 'rest', default: true, tried: [{ edge: 'large' }] } };
    expect(whySentence(why, flow, { ...words, tell: () => undefined })).toBeUndefined();
  });
});
