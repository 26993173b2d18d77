import type { Localized } from '@dougong/kernel/foundation';

/** How it stands with a job. */
export const JOB_STATE_WORDS: Readonly<Record<string, Localized>> = {
  queued: { 'zh-CN': '排队中', en: 'Queued' },
  running: { 'zh-CN': '进行中', en: 'Running' },
  done: { 'zh-CN': '已完成', en: 'Done' },
  failed: { 'zh-CN': '失败', en: 'Failed' },
  cancelled: { 'zh-CN': '已取消', en: 'Cancelled' },
};
