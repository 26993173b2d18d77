import type { TraceNode } from '@dougong/kernel/expression';
import { comparedPath, isJoining, isSameNode } from './condition-nodes.js';

describe('the nodes of an explained condition', () => {
  const node = (operator: string, more: Partial<TraceNode> = {}): TraceNode => ({
    operator,
    value: null,
    holds: false,
    operands: [],
    ...more,
  });
  const field = node('var', { path: 'qty', value: '3' });
  const limit = node('literal', { value: '5' });
  const more = node('>', { operands: [field, limit] });

  it('join others, or compare a field', () => {
    expect(isJoining(node('and', { operands: [more] }))).toBe(true);
    expect(isJoining(node('!', { operands: [field] }))).toBe(false);
    expect(comparedPath(more)).toBe('qty');
  });

  it('are the same when they tell the same', () => {
    expect(isSameNode(more, { ...more, operands: [{ ...field }, { ...limit }] })).toBe(true);
    expect(isSameNode(more, { ...more, operands: [{ ...field, value: '4' }, limit] })).toBe(false);
  });
});
