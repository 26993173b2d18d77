import type { Localized } from '@dougong/kernel/foundation';

/** What the kinds of jobs are called; others are told by their key. */
export const JOB_TITLES: Readonly<Record<string, Localized>> = {
  audit_export: { 'zh-CN': '导出审计', en: 'Export of the audit' },
  backup_drill: { 'zh-CN': '恢复演练', en: 'Restore drill' },
  connector: { 'zh-CN': '连接器', en: 'Connector' },
  export: { 'zh-CN': '导出', en: 'Export' },
  import: { 'zh-CN': '导入', en: 'Import' },
  import_undo: { 'zh-CN': '撤销导入', en: 'Import taken back' },
  publish: { 'zh-CN': '发布', en: 'Publish' },
  template: { 'zh-CN': '模板', en: 'Template' },
  verification: { 'zh-CN': '审计校验', en: 'Verification of the audit' },
};

/** How it stands with a job. */
export const JOB_STATE_WORDS: Readonly<Record<string, Localized>> = {
  queued: { 'zh-CN': '排队中', en: 'Queued' },
  running: { 'zh-CN': '进行中', en: 'Running' },
  done: { 'zh-CN': '已完成', en: 'Done' },
  failed: { 'zh-CN': '失败', en: 'Failed' },
  cancelled: { 'zh-CN': '已取消', en: 'Cancelled' },
};
