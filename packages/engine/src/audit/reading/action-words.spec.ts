import type { CompiledRelease } from '@dougong/kernel/commands';
import type { JobKind } from '../../jobs/job-kind.js';
import { actionWords } from './action-words.js';

const release = { models: new Map(), rules: new Map() } as unknown as CompiledRelease;
const tidying = { kind: 'tidying', title: { 'zh-CN': '整理', en: 'Tidying' } } as unknown as JobKind;
const jobs = { find: (kind: string) => (kind === 'tidying' ? tidying : undefined) };

describe('an action of a job is told in words', () => {
  test('by what its kind is called, in the language of the reader', () => {
    expect(actionWords(release, null, 'job:start:tidying', 'zh-CN', jobs)).toBe('启动任务 · 整理');
    expect(actionWords(release, null, 'job:cancel:tidying', 'en', jobs)).toBe('Cancelled a job · Tidying');
  });

  test('by the key of a kind that is no longer there', () => {
    expect(actionWords(release, null, 'job:start:sweeping', 'en', jobs)).toBe('Started a job · sweeping');
  });
});
