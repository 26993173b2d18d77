import { batchesOf, canUndo, effectOf, figuresOf } from './outcomes.js';
import type { ImportResult, Job } from './wire.js';

const result: ImportResult = {
  documents: 6,
  created: 2,
  updated: 1,
  unchanged: 0,
  skipped: 0,
  failed: 3,
};

const job = (id: string, more: Partial<Job> = {}): Job => ({
  id,
  kind: 'import',
  title: { 'zh-CN': '导入', en: 'Import' },
  form: 'place',
  about: { file: 'a.xlsx', mode: 'insert', dryRun: false },
  state: 'done',
  progress: { done: 6, total: 6 },
  cancelAsked: false,
  result: { ...result },
  problem: null,
  files: {},
  createdBy: 'u1',
  createdAt: '2026-11-23T08:00:00Z',
  finishedAt: null,
  ...more,
});

test('figures begin with what failed and leave out what did not happen', () => {
  expect(figuresOf(result)).toEqual([
    ['failed', 3],
    ['created', 2],
    ['updated', 1],
  ]);
  expect(effectOf(result)).toBe(3);
});

test('past imports stand with what took them back; dry runs are none', () => {
  const undo = job('u', { kind: 'import_undo', about: { import: 'one' }, result: { undone: 3 } });
  const batches = batchesOf([undo, job('two'), job('try', { about: { dryRun: true } }), job('one')]);
  expect(batches.map(({ job: { id } }) => id)).toEqual(['two', 'one']);
  expect(batches.map((batch) => batch.undo?.id)).toEqual([undefined, 'u']);
});

test('an import is taken back once, when it is over and has done something', () => {
  expect(canUndo({ job: job('a') }, true)).toBe(true);
  expect(canUndo({ job: job('a', { state: 'cancelled' }) }, true)).toBe(true);
  expect(canUndo({ job: job('a', { state: 'running', result: null }) }, true)).toBe(false);
  expect(canUndo({ job: job('a', { result: { ...result, created: 0, updated: 0 } }) }, true)).toBe(false);
});

test('what an undo has left can be tried again, what it has taken back cannot', () => {
  const undo = (conflicts: number, state: Job['state'] = 'done') =>
    job('u', { kind: 'import_undo', state, result: { undone: 3, conflicts, left: [] } });
  expect(canUndo({ job: job('a'), undo: undo(0) }, true)).toBe(false);
  expect(canUndo({ job: job('a'), undo: undo(1) }, true)).toBe(true);
  expect(canUndo({ job: job('a'), undo: undo(1, 'running') }, true)).toBe(false);
});

test('whoever may not delete takes back changes, but is offered nothing where records were made alone', () => {
  expect(canUndo({ job: job('a') }, false)).toBe(true);
  expect(canUndo({ job: job('a', { result: { ...result, updated: 0 } }) }, false)).toBe(false);
});
