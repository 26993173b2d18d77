import type { CompiledRelease } from '@dougong/kernel/commands';
import type { Language, Localized } from '@dougong/kernel/foundation';
import { ruleWords } from '../../records/history-words.js';

/** What actions are called where no form names them itself. A word that is missing here is told as it is written. */
const WORDS: Readonly<Record<string, Localized>> = {
  create: { 'zh-CN': '新建', en: 'Created' },
  insert: { 'zh-CN': '新建', en: 'Created' },
  update: { 'zh-CN': '修改', en: 'Changed' },
  delete: { 'zh-CN': '删除', en: 'Deleted' },
  export: { 'zh-CN': '导出', en: 'Exported' },
  publish: { 'zh-CN': '发布', en: 'Published' },
  purge: { 'zh-CN': '彻底清除已删字段', en: 'Removed for good' },
  sign_in: { 'zh-CN': '登录', en: 'Signed in' },
  view_as_begin: { 'zh-CN': '开始以他人身份查看', en: 'Began to look as somebody else' },
  view_as: { 'zh-CN': '以他人身份查看', en: 'Looked as somebody else' },
  view_as_end: { 'zh-CN': '结束以他人身份查看', en: 'Ceased to look as somebody else' },
  import: { 'zh-CN': '导入', en: 'Imported' },
  'import:undo': { 'zh-CN': '撤销导入', en: 'Took back an import' },
  upload: { 'zh-CN': '上传附件', en: 'Brought a file' },
  sign_out: { 'zh-CN': '退出', en: 'Signed out' },
  make_backup: { 'zh-CN': '备份', en: 'Backed up' },
  restore_backup: { 'zh-CN': '从备份恢复', en: 'Restored a backup' },
  'answer:approve': { 'zh-CN': '同意', en: 'Approved' },
  'answer:reject': { 'zh-CN': '拒绝', en: 'Rejected' },
  'answer:submit': { 'zh-CN': '提交办理', en: 'Submitted a task' },
  'answer:complete': { 'zh-CN': '完成待办', en: 'Completed a task' },
  'answer:read': { 'zh-CN': '已阅', en: 'Read' },
  'api_key:create': { 'zh-CN': '生成 API 密钥', en: 'Made an API key' },
  'audit:anchor': { 'zh-CN': '签发封存凭据', en: 'Signed an anchor' },
  'audit:verified': { 'zh-CN': '校验完成', en: 'Verification ended' },
  'trial_balance:export': { 'zh-CN': '导出科目余额表', en: 'Exported the trial balance' },
  'audit:export': { 'zh-CN': '导出日志', en: 'Exported the audit' },
  'department:create': { 'zh-CN': '新建部门', en: 'Made a department' },
  'department:change': { 'zh-CN': '修改部门', en: 'Changed a department' },
  'department:remove': { 'zh-CN': '删除部门', en: 'Removed a department' },
  'endpoint:put': { 'zh-CN': '设置外部地址', en: 'Set an endpoint' },
  'endpoint:remove': { 'zh-CN': '删除外部地址', en: 'Removed an endpoint' },
  'organisation:load': { 'zh-CN': '装入组织', en: 'Loaded the organisation' },
  'period:close': { 'zh-CN': '关闭期间', en: 'Closed a period' },
  'period:reopen': { 'zh-CN': '重开期间', en: 'Reopened a period' },
  'release:name': { 'zh-CN': '命名版本', en: 'Named a release' },
  'progress_link:issue': { 'zh-CN': '生成进度链接', en: 'Gave out a progress link' },
  'progress_link:revoke': { 'zh-CN': '撤销进度链接', en: 'Revoked a progress link' },
  'connector:put': { 'zh-CN': '设置连接器', en: 'Set a connector' },
  'connector:dismiss': { 'zh-CN': '忽略未通过的记录', en: 'Let a dead letter be' },
  'session:organisation': { 'zh-CN': '切换组织', en: 'Chose an organisation' },
  'scan:resolved': { 'zh-CN': '处理扫码异常', en: 'Settled a scan' },
  'scan:dismissed': { 'zh-CN': '忽略扫码异常', en: 'Dismissed a scan' },
  'user:create': { 'zh-CN': '新建人员', en: 'Made a person' },
  'user:invite': { 'zh-CN': '邀请人员', en: 'Invited a person' },
  'invitation:accept': { 'zh-CN': '接受邀请', en: 'Took up an invitation' },
  'setting:change': { 'zh-CN': '修改设置', en: 'Changed a setting' },
  'security_policy:change': { 'zh-CN': '修改安全策略', en: 'Changed the security policy' },
  'delivery:resend': { 'zh-CN': '重新发送', en: 'Sent again' },
  'channel:test': { 'zh-CN': '试发消息', en: 'Tried a channel' },
  'hook:renew_token': { 'zh-CN': '更换入口密钥', en: 'Renewed the secret of a hook' },
  'reconciliation:run': { 'zh-CN': '运行对账', en: 'Ran a reconciliation' },
  'reconciliation:push': { 'zh-CN': '送入对账数据', en: 'Brought data to a reconciliation' },
  'user:change': { 'zh-CN': '修改人员', en: 'Changed a person' },
};

/** Actions that say with what they begin, whatever comes after. */
const BEGINNINGS: readonly (readonly [string, Localized])[] = [
  ['job:start:', { 'zh-CN': '启动任务', en: 'Started a job' }],
  ['job:retry:', { 'zh-CN': '重试任务', en: 'Let a job go on' }],
  ['job:cancel:', { 'zh-CN': '取消任务', en: 'Cancelled a job' }],
  ['connector:run:', { 'zh-CN': '连接器运行', en: 'Ran a connector' }],
  ['draft:', { 'zh-CN': '编辑草稿', en: 'Edited a draft' }],
  ['template:', { 'zh-CN': '模板', en: 'Template' }],
  ['flow:', { 'zh-CN': '流程', en: 'Flow' }],
  ['costing:', { 'zh-CN': '成本核算', en: 'Costing' }],
  ['reconciliation:', { 'zh-CN': '对账', en: 'Reconciliation' }],
  ['GET ', { 'zh-CN': '读取', en: 'Read' }],
  ['POST ', { 'zh-CN': '提交', en: 'Sent' }],
  ['PUT ', { 'zh-CN': '写入', en: 'Put' }],
  ['PATCH ', { 'zh-CN': '修改', en: 'Changed' }],
  ['DELETE ', { 'zh-CN': '删除', en: 'Deleted' }],
  ['difference:', { 'zh-CN': '对账差异', en: 'Reconciliation difference' }],
];

/** What an action is called: by its form, by the rule that fired, or by the platform. */
export function actionWords(
  { models, rules }: CompiledRelease,
  form: string | null,
  action: string,
  language: Language,
): string {
  const own = form === null ? undefined : models.get(form)?.definition.lifecycle?.actions;
  const title = own?.find(({ id }) => action === `act:${id}` || action === `action:${id}`)?.title;
  const words = title ?? ruleWords(action, rules) ?? WORDS[action];
  if (words) return words[language];
  const [beginning, named] = BEGINNINGS.find(([start]) => action.startsWith(start)) ?? [];
  return beginning && named ? `${named[language]} · ${action.slice(beginning.length)}` : action;
}
