import { backupUnderWay, isGoing, percentOfBackup, percentOfDrill } from './backup-wire.js';
import type { Backup, Backups, DrillJob } from './backup-wire.js';

const job = (more: Partial<DrillJob>): DrillJob => ({
  id: '1',
  state: 'running',
  progress: { done: 0, total: null },
  step: null,
  cancelAsked: false,
  problem: null,
  finishedAt: null,
  ...more,
});

test('a drill that has not begun yet is at nothing, and one in its third step of five is half way with half of it', () => {
  const step = { sentence: 'restoring', at: 2, of: 5 };
  expect(percentOfDrill(job({}))).toBe(0);
  expect(percentOfDrill(job({ step }))).toBe(40);
  expect(percentOfDrill(job({ step, progress: { done: 10, total: 20 } }))).toBe(50);
});

test('a drill goes on until it is done, has failed or was ended', () => {
  expect(
    (['queued', 'running', 'done', 'failed', 'cancelled'] as const).map((state) => isGoing(job({ state }))),
  ).toEqual([true, true, false, false, false]);
  expect(isGoing(null)).toBe(false);
});

test('a backup is told by the tables that are written', () => {
  const backup = { state: 'running', progress: { done: 30, total: 40 } } as Backup;
  expect(percentOfBackup(backup)).toBe(75);
  expect(percentOfBackup({ ...backup, progress: null })).toBe(0);
  expect(backupUnderWay({ data: [backup] } as unknown as Backups)).toBe(backup);
});
