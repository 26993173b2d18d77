import type { CompiledFlow } from '@dougong/kernel/flows';
import { nodeAt } from '@dougong/kernel/flows';
import { LANGUAGES } from '@dougong/kernel/foundation';
import type { Language, Localized } from '@dougong/kernel/foundation';
import type { TrialDeed, TrialStep } from '@dougong/kernel/metadata';

/** What a step of a trial does, as people read it. Who does it stands beside it. */

export type TrialStepHead = Omit<TrialStep, 'do'> & { readonly do: TrialDeed | 'create' };

/** Names in braces are members of the step; `{node}` and `{target}` are titles of nodes. */
const PATTERNS: Readonly<Record<TrialDeed | 'create', Localized>> = {
  create: { 'zh-CN': '填写样例单据', en: 'Fills in the sample' },
  start: { 'zh-CN': '提交，发起流程', en: 'Sends it into the flow' },
  act: { 'zh-CN': '执行操作“{action}”', en: 'Takes the action "{action}"' },
  approve: { 'zh-CN': '“{node}”同意', en: 'Approves "{node}"' },
  reject: { 'zh-CN': '“{node}”拒绝', en: 'Refuses "{node}"' },
  submit: { 'zh-CN': '“{node}”提交', en: 'Completes "{node}"' },
  transfer: { 'zh-CN': '“{node}”转办给{to}', en: 'Hands "{node}" on to {to}' },
  delegate: { 'zh-CN': '“{node}”委派{to}协助', en: 'Asks {to} for help with "{node}"' },
  add_sign: { 'zh-CN': '“{node}”加签：{users}', en: 'Has {users} sign "{node}", too' },
  remove_sign: { 'zh-CN': '“{node}”减签：{user}', en: 'Takes {user} out of "{node}"' },
  return: { 'zh-CN': '从“{node}”退回到“{target}”', en: 'Returns it from "{node}" to "{target}"' },
  resubmit: { 'zh-CN': '重新提交', en: 'Sends it again' },
  recall: { 'zh-CN': '撤回', en: 'Recalls it' },
  revoke: { 'zh-CN': '撤销', en: 'Calls it off' },
  take_back: { 'zh-CN': '取回“{node}”的意见', en: 'Takes the answer to "{node}" back' },
  urge: { 'zh-CN': '催办', en: 'Urges those who still owe' },
  comment: { 'zh-CN': '评论', en: 'Comments' },
  signal: { 'zh-CN': '事件“{event}”到达', en: 'The event "{event}" comes' },
  edit: { 'zh-CN': '修改单据', en: 'Changes the document' },
  wait: { 'zh-CN': '时间推进', en: 'Time passes' },
  called: { 'zh-CN': '“{node}”的外部调用：{outcome}', en: 'The outside call of "{node}": {outcome}' },
  cancel: { 'zh-CN': '管理员作废', en: 'Cancels the flow' },
  retry: { 'zh-CN': '管理员重试', en: 'Has it tried again' },
  skip: { 'zh-CN': '管理员跳过', en: 'Passes it over' },
  jump: { 'zh-CN': '管理员跳到“{target}”', en: 'Moves it to "{target}"' },
  reassign: { 'zh-CN': '“{node}”由{from}改派给{to}', en: 'Gives "{node}" from {from} to {to}' },
};

const OUTCOMES: Readonly<Record<string, Localized>> = {
  ok: { 'zh-CN': '成功', en: 'it works' },
  fail: { 'zh-CN': '失败', en: 'it fails' },
};

const PLACE = /\{(\w+)\}/g;
const COMMA: Readonly<Record<Language, string>> = { 'zh-CN': '、', en: ', ' };

/** The step in words. */
export function stepWords(
  step: TrialStepHead,
  flow: CompiledFlow,
  nameOf: (user: string) => string | undefined,
): Localized {
  const word = (name: string, language: Language): string => {
    if (name === 'node') return nodeTitle(flow, step.node, language);
    if (name === 'target') return nodeTitle(flow, step.to, language);
    if (name === 'outcome') return OUTCOMES[step.outcome ?? 'ok']?.[language] ?? '';
    const value = step[name as keyof TrialStepHead];
    const values: readonly unknown[] = Array.isArray(value) ? value : [value ?? ''];
    return values.map((each) => nameOf(String(each)) ?? String(each)).join(COMMA[language]);
  };
  const told = LANGUAGES.map((language) => [
    language,
    PATTERNS[step.do][language].replaceAll(PLACE, (_, name: string) => word(name, language)),
  ]);
  return Object.fromEntries(told) as unknown as Localized;
}

function nodeTitle(flow: CompiledFlow, path: string | undefined, language: Language): string {
  if (path === undefined) return '…';
  return nodeAt(flow, path)?.definition.title[language] ?? path;
}
