import type { HandOverReport } from '../wire.js';
import { movedTasks, NO_SUCCESSORS, partsOf, stayingTasks, wishOf } from './leaving-wish.js';

const task = {
  id: 't1',
  title: null,
  form: 'claim',
  recordId: 'r1',
  assignee: 'p1',
  instanceId: null,
  openedAt: '2026-11-20T12:00:00Z',
  dueAt: null,
};

const report: HandOverReport = {
  done: false,
  sessions: 1,
  keys: 0,
  tasks: { count: 1, to: null, data: [task] },
  departments: { count: 0, to: null, data: [] },
  deputies: { count: 0, to: null, ended: 0 },
  nodes: { count: 0, to: null, data: [] },
  roles: { count: 2, to: null, data: ['keeper', 'buyer'] },
  left: [],
};

describe('who takes over', () => {
  it('is asked only for what there is', () => {
    expect(partsOf(report)).toEqual(['tasks', 'roles']);
  });

  it('is one person for everything, or somebody for each part', () => {
    expect(wishOf({ ...NO_SUCCESSORS, one: 'p2' }, report)).toEqual({ tasks: 'p2', roles: 'p2' });
    const each = { tasks: 'p2', departments: 'p3' };
    expect(wishOf({ isOne: false, one: 'p9', each, comment: ' on leave ' }, report)).toEqual({
      tasks: 'p2',
      comment: 'on leave',
    });
  });

  it('may be nobody for now', () => {
    expect(wishOf(NO_SUCCESSORS, report)).toEqual({});
  });

  it('finds the document of a task that could not be moved', () => {
    const left = [
      { task: 't1', code: 'a' },
      { task: 't2', code: 'b' },
    ];
    expect(movedTasks({ ...report, left })).toEqual([]);
    expect(movedTasks(report)).toEqual([task]);
    expect(stayingTasks({ ...report, left })).toEqual([
      { id: 't1', form: 'claim', record: 'r1', code: 'a' },
      { id: 't2', form: undefined, record: undefined, code: 'b' },
    ]);
  });
});
