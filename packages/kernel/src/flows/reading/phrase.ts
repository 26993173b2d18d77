import type { Language, Localized } from '../../foundation/index.js';

/** Words of a reading. `{name}` is filled in; both languages stand side by side so that they stay alike. */
const PHRASES = {
  start: { 'zh-CN': '{title}后', en: 'After "{title}"' },
  approve: { 'zh-CN': '由{people}审批{how}', en: '{people} approves{how}' },
  handle: { 'zh-CN': '由{people}办理“{title}”{how}', en: '{people} does "{title}"{how}' },
  copy: { 'zh-CN': '抄送{people}', en: '{people} gets a copy' },
  action: { 'zh-CN': '自动执行“{title}”', en: '"{title}" is done by itself' },
  waits: { 'zh-CN': '等待“{title}”', en: '"{title}" is waited for' },
  other: { 'zh-CN': '进行“{title}”', en: '"{title}" runs' },
  end: { 'zh-CN': '流程结束', en: 'the flow ends' },
  refused: { 'zh-CN': '流程以拒绝结束', en: 'the flow ends refused' },
  if: { 'zh-CN': '{condition}时，{then}', en: 'if {condition}, {then}' },
  titled: { 'zh-CN': '“{title}”时，{then}', en: 'in the case "{title}", {then}' },
  otherwise: { 'zh-CN': '其他情况下，{then}', en: 'otherwise {then}' },
  nothing: { 'zh-CN': '直接往下走', en: 'nothing is done' },
  same: { 'zh-CN': '同时进行：{branches}', en: 'at the same time: {branches}' },
  every: { 'zh-CN': '符合的都进行：{branches}', en: 'all that apply: {branches}' },
  first: { 'zh-CN': '哪个先到走哪条：{branches}', en: 'whichever comes first: {branches}' },
  all: { 'zh-CN': '全部完成后', en: 'when all are done' },
  need: { 'zh-CN': '完成其中 {need} 条后', en: 'when {need} of them are done' },
  rejected: { 'zh-CN': '不同意时，{then}', en: 'if refused, {then}' },
  timeout: { 'zh-CN': '超时后，{then}', en: 'when time is up, {then}' },
  event: { 'zh-CN': '“{title}”发生时，{then}', en: 'on "{title}", {then}' },
  back: { 'zh-CN': '回到“{title}”', en: 'it goes back to "{title}"' },
  on: { 'zh-CN': '接着到“{title}”', en: 'it goes on to "{title}"' },
  within: { 'zh-CN': '限 {time} 内', en: 'within {time}' },
  everybody: { 'zh-CN': '所有人都同意才算', en: 'everybody must agree' },
  inTurn: { 'zh-CN': '依次进行', en: 'one after another' },
  vote: { 'zh-CN': '{percent}% 同意即通过', en: '{percent}% must agree' },
  starter: { 'zh-CN': '发起人', en: 'the starter' },
  chosen: { 'zh-CN': '发起人选定的人', en: 'whom the starter chose' },
  chosenAt: { 'zh-CN': '前一步选定的人', en: 'whom an earlier step chose' },
  leaderOf: { 'zh-CN': '“{department}”的负责人', en: 'the leader of {department}' },
  leader: { 'zh-CN': '部门负责人', en: 'the leader of the department' },
  higher: { 'zh-CN': '第 {level} 级部门负责人', en: 'the leader at level {level}' },
  leaders: { 'zh-CN': '逐级部门负责人', en: 'the leaders one after another' },
  byFormula: { 'zh-CN': '“{formula}”给出的角色', en: 'the role that "{formula}" gives' },
  somebody: { 'zh-CN': '指定的人', en: 'whoever is set' },
  nobody: { 'zh-CN': '（还没有设置的人）', en: '(nobody yet)' },
} as const satisfies Readonly<Record<string, Localized>>;

export type PhraseName = keyof typeof PHRASES;

/** One phrase in one language. */
export function phrase(
  name: PhraseName,
  language: Language,
  words: Readonly<Record<string, string>> = {},
): string {
  return PHRASES[name][language].replace(/\{(\w+)\}/g, (_, key: string) => words[key] ?? '');
}

/** `甲、乙` and `a, b`. */
export function listed(parts: readonly string[], language: Language): string {
  return parts.join(language === 'zh-CN' ? '、' : ', ');
}

/** `（1）…；（2）…` and `(1) ...; (2) ...`. */
export function numbered(parts: readonly string[], language: Language): string {
  return language === 'zh-CN'
    ? parts.map((part, at) => `（${at + 1}）${part}`).join('；')
    : parts.map((part, at) => `(${at + 1}) ${part}`).join('; ');
}

/** One after another, inside a branch. */
export function afterwards(parts: readonly string[], language: Language): string {
  return parts.join(language === 'zh-CN' ? '，再' : ', then ');
}

const UNITS: Readonly<Record<string, Localized>> = {
  W: { 'zh-CN': '周', en: 'w' },
  D: { 'zh-CN': '天', en: 'd' },
  H: { 'zh-CN': '小时', en: 'h' },
  M: { 'zh-CN': '分钟', en: 'min' },
  S: { 'zh-CN': '秒', en: 's' },
};

/** `PT24H` as people say it. */
export function timeSpan(duration: string, language: Language): string {
  return [...duration.matchAll(/(\d+)([WDHMS])/g)]
    .map(([, count, unit = '']) => `${count} ${UNITS[unit]?.[language] ?? unit}`)
    .join(' ');
}
