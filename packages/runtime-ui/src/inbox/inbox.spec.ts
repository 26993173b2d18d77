import type { StoredRecord, Task } from '@dougong/ui/api';
import { claimForm } from '../document/claim.fixtures.js';
import { largestLines } from './largest-lines.js';
import { afterAnswer, answerWord, forwardAction, groupTasks, isRefusable, neighbour } from './task-words.js';
import { isSelectable } from './use-selection.js';

const IDS = ['a', 'b', 'c'];

describe('walking through the inbox', () => {
  it('goes down and up and stops at the ends', () => {
    expect(neighbour(IDS, 'a', 1)).toBe('b');
    expect(neighbour(IDS, 'c', 1)).toBe('c');
    expect(neighbour(IDS, 'a', -1)).toBe('a');
    expect(neighbour(IDS, undefined, 1)).toBe('a');
    expect(neighbour([], undefined, 1)).toBeUndefined();
  });

  it('shows the next task after an answer, or the one before the last', () => {
    expect(afterAnswer(IDS, 'b')).toBe('c');
    expect(afterAnswer(IDS, 'c')).toBe('b');
    expect(afterAnswer(['a'], 'a')).toBeUndefined();
  });
});

describe('answers to tasks', () => {
  it('go forward in the way of their kind', () => {
    expect((['approve', 'handle', 'complete', 'cc'] as const).map(forwardAction)).toEqual([
      'approve',
      'submit',
      'complete',
      'read',
    ]);
  });

  it('can be a refusal only where something is approved', () => {
    expect((['approve', 'handle', 'complete', 'cc'] as const).filter(isRefusable)).toEqual(['approve']);
  });
});

describe('a task', () => {
  const task = (more: Partial<Task>) => ({ kind: 'approve', state: 'open', ...more }) as Task;

  it('that somebody helps with is answered by advice, one that came back by sending it again', () => {
    expect(answerWord(task({ helps: 'u1' }), 'approve')).toBe('opinion_approve');
    expect(answerWord(task({ helps: null }), 'approve')).toBe('approve');
    expect(answerWord(task({ kind: 'resubmit' }), 'submit')).toBe('resubmit');
  });

  it('is answered together with others only where the engine says so, and while it is open', () => {
    expect(isSelectable(task({}))).toBe(true);
    expect(isSelectable(task({ alone: 'missing_choice' }))).toBe(false);
    expect(isSelectable(task({ state: 'done' }))).toBe(false);
  });
});

it('tasks of one flow stand together', () => {
  const task = (id: string, flow: string) => ({ id, flow }) as unknown as Task;
  const groups = groupTasks(
    [task('1', 'x'), task('2', 'y'), task('3', 'x')],
    (each) => (each as unknown as { flow: string }).flow,
  );
  expect(groups.map(({ title, tasks }) => [title, tasks.map(({ id }) => id)])).toEqual([
    ['x', ['1', '3']],
    ['y', ['2']],
  ]);
});

describe('the largest lines', () => {
  const record = {
    id: 'r',
    version: 1,
    status: 'open',
    lines: [
      { id: '1', name: 'small', amount: '5.00' },
      { id: '2', name: 'none', amount: '0.00' },
      { id: '3', name: 'loss', amount: '-900.10' },
      { id: '4', name: 'blank', amount: null },
      { id: '5', name: 'gain', amount: '899.99' },
    ],
  } as unknown as StoredRecord;

  it('are those with the largest amounts, losses and gains alike', () => {
    const found = largestLines(claimForm, record);
    expect(found?.lines.map((line) => line['name'])).toEqual(['loss', 'gain', 'small']);
    expect(found?.count).toBe(3);
  });

  it('keep the name and what is nearest to the amount where there is little room', () => {
    expect(largestLines(claimForm, record, 3)?.columns.map(({ id }) => id)).toEqual([
      'name',
      'price',
      'amount',
    ]);
  });
});
