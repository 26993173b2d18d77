import type { FlowDefinition } from '@dougong/kernel/metadata';
import { whySentence } from './flow-why.js';

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

  it('is not told where no branch decides, or where a condition cannot be read', () => {
    expect(whySentence({ edge: 'large' }, flow, words)).toBeUndefined();
    const why = { edge: 'rest', condition: { edge: 'rest', default: true, tried: [{ edge: 'large' }] } };
    expect(whySentence(why, flow, { ...words, tell: () => undefined })).toBeUndefined();
  });
});
