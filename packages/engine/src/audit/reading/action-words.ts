import type { CompiledRelease } from '@dougong/kernel/commands';
import type { Language, Localized } from '@dougong/kernel/foundation';
import type { JobKinds } from '../../jobs/job-kind.js';
import { ruleWords } from '../../records/history-words.js';
import { ACTION_NAMES } from './action-names.js';

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
  jobs: Pick<JobKinds, 'find'>,
): string {
  const own = form === null ? undefined : models.get(form)?.definition.lifecycle?.actions;
  const title = own?.find(({ id }) => action === `act:${id}` || action === `action:${id}`)?.title;
  const words = title ?? ruleWords(action, rules) ?? ACTION_NAMES[action];
  if (words) return words[language];
  const [beginning, named] = BEGINNINGS.find(([start]) => action.startsWith(start)) ?? [];
  if (!beginning || !named) return action;
  const rest = action.slice(beginning.length);
  const job = beginning.startsWith('job:') ? jobs.find(rest)?.title : undefined;
  return `${named[language]} · ${job?.[language] ?? rest}`;
}
