import type { CompiledRelease } from '@dougong/kernel/commands';
import { actionWords } from './action-words.js';

const release = { models: new Map(), rules: new Map() } as unknown as CompiledRelease;

describe('an action of a job is told in words', () => {
  test('by what the job is called, in the language of the reader', () => {
    expect(actionWords(release, null, 'job:start:verification', 'zh-CN')).toBe('启动任务 · 审计校验');
    expect(actionWords(release, null, 'job:cancel:import', 'en')).toBe('Cancelled a job · Import');
  });

  test('by its key, where nobody gave the kind a name', () => {
    expect(actionWords(release, null, 'job:start:tidying', 'en')).toBe('Started a job · tidying');
  });
});
