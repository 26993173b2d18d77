import type { RecordAction } from '@dougong/ui/api';
import { asksOf, bodyOf, lacking, openingWish } from './asks.js';

const action = (id: string, more: Partial<RecordAction> = {}): RecordAction => ({
  id,
  title: id,
  kind: 'step',
  allowed: true,
  ...more,
});

const NODES = [
  { id: 'start', title: 'Start' },
  { id: 'lead', title: 'Lead' },
];

describe('before an action is sent', () => {
  it('somebody must be named to hand a task to', () => {
    const transfer = action('transfer');
    const wish = openingWish(transfer, 'away today');
    expect(lacking(transfer, wish)).toEqual(['people']);
    expect(bodyOf(transfer, { ...wish, people: ['u1'] })).toEqual({ to: 'u1', comment: 'away today' });
  });

  it('a return needs its step and a reason, and goes on as the flow says unless told otherwise', () => {
    const back = action('return', { nodes: NODES, after: 'back' });
    const wish = openingWish(back);
    expect(lacking(back, wish)).toEqual(['node', 'comment']);
    const filled = { ...wish, node: 'lead', comment: ' the total is wrong ' };
    expect(bodyOf(back, filled)).toEqual({ to: 'lead', after: 'back', comment: 'the total is wrong' });
  });

  it('the only step there is needs no choosing', () => {
    const back = action('take-back', { kind: 'flow', nodes: NODES.slice(1), instance: 'i1' });
    expect(lacking(back, openingWish(back))).toEqual([]);
    expect(bodyOf(back, openingWish(back))).toEqual({ node: 'lead', instance: 'i1' });
  });

  it('people must be picked for every step that waits for them', () => {
    const approve = action('approve', {
      kind: 'task',
      choices: [
        { node: 'a', title: 'A' },
        { node: 'b', title: 'B' },
      ],
    });
    const wish = { ...openingWish(approve), chosen: { a: ['u1'] } };
    expect(lacking(approve, wish)).toEqual(['chosen:b']);
  });

  it('an answer asks for a reason only where the step does', () => {
    expect(asksOf(action('approve', { kind: 'task', opinion: 'optional' })).comment).toBe('optional');
    expect(asksOf(action('approve', { kind: 'task', opinion: 'required' })).comment).toBe('required');
    expect(asksOf(action('reject', { kind: 'task', opinion: 'required_on_reject' })).comment).toBe(
      'required',
    );
  });
});
