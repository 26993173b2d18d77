import type { FlowEvent } from '@dougong/ui/api';
import { eventState, isTelling, noteOf, standsInFor } from './flow-trail.js';

const event = (kind: string, payload: FlowEvent['payload'] = null): FlowEvent => ({
  seq: 1,
  kind,
  nodeId: 'lead',
  actor: null,
  at: '',
  payload,
  words: { 'zh-CN': kind, en: kind },
});

describe('the trail of a flow', () => {
  it('tells what people did, and keeps the steps of the engine folded', () => {
    const told = ['started', 'task_opened', 'transferred', 'condition_taken', 'commented', 'node_closed'];
    expect(told.filter((kind) => isTelling(event(kind)))).toEqual(['started', 'transferred', 'commented']);
  });

  it('tells a step that nobody has answered and that passed all the same', () => {
    expect(isTelling(event('node_closed', { outcome: 'auto_approved' }))).toBe(true);
    expect(isTelling(event('node_closed', { outcome: 'approved' }))).toBe(false);
    expect(eventState(event('node_closed', { outcome: 'auto_rejected' }))).toBe('returned');
  });

  it('marks what goes back', () => {
    expect(eventState(event('returned'))).toBe('returned');
    expect(eventState(event('approved'))).toBe('done');
  });

  it('shows what was written, and for whom it was written', () => {
    expect(noteOf(event('rejected', { comment: 'no' }))).toBe('no');
    expect(noteOf(event('cancelled', { reason: 'twice' }))).toBe('twice');
    expect(noteOf(event('urged'))).toBeUndefined();
    expect(standsInFor(event('approved', { for: 'u1' }))).toBe('u1');
    expect(standsInFor(event('opinion', { for: 'u1' }))).toBeUndefined();
  });
});
