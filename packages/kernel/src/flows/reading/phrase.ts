import type { Language, Localized } from '../../foundation/index.js';

/** Words of a reading. `{name}` is filled in; both languages stand side by side so that they stay alike. */
const PHRASES = {
  start: { 'zh-CN': '{title}后，', en: 'After "{title}", ' },
  after: { 'zh-CN': '之后', en: 'Then ' },
  all: { 'zh-CN': '全部完成后，', en: 'When all are done, ' },
  need: { 'zh-CN': '其中 {need} 条完成后，', en: 'When {need} of them are done, ' },
  needOne: { 'zh-CN': '其中 1 条完成后，', en: 'When one of them is done, ' },
  approve: { 'zh-CN': '由{people}审批{how}', en: '{people} approves{how}' },
  approveMany: { 'zh-CN': '由{people}审批{how}', en: '{people} approve{how}' },
  approveAny: { 'zh-CN': '由{people}中的任意一人审批{how}', en: 'any one of {people} approves{how}' },
  approveInTurn: { 'zh-CN': '由{people}依次审批{how}', en: '{people} approve one after another{how}' },
  handle: { 'zh-CN': '由{people}办理“{title}”{how}', en: '{people} does "{title}"{how}' },
  handleMany: { 'zh-CN': '由{people}办理“{title}”{how}', en: '{people} do "{title}"{how}' },
  handleAny: {
    'zh-CN': '由{people}中的任意一人办理“{title}”{how}',
    en: 'any one of {people} does "{title}"{how}',
  },
  handleInTurn: {
    'zh-CN': '由{people}依次办理“{title}”{how}',
    en: '{people} do "{title}" one after another{how}',
  },
  copy: { 'zh-CN': '抄送{people}', en: '{people} gets a copy' },
  copyMany: { 'zh-CN': '抄送{people}', en: '{people} get a copy' },
  action: { 'zh-CN': '自动执行“{title}”', en: '"{title}" is done automatically' },
  waitsFor: { 'zh-CN': '等待 {time}', en: 'it waits {time}' },
  waitsUntil: { 'zh-CN': '等到“{day}”', en: 'it waits until "{day}"' },
  waits: { 'zh-CN': '等待“{title}”', en: '"{title}" is waited for' },
  nested: { 'zh-CN': '进行子流程“{title}”', en: 'the sub-flow "{title}" runs' },
  nestedEach: {
    'zh-CN': '按“{list}”的每一项各进行一次子流程“{title}”',
    en: 'the sub-flow "{title}" runs once for each of "{list}"',
  },
  detached: { 'zh-CN': '另行发起“{title}”，不等它结束', en: '"{title}" is started on its own' },
  other: { 'zh-CN': '进行“{title}”', en: '"{title}" runs' },
  end: { 'zh-CN': '流程结束', en: 'the flow ends' },
  refused: { 'zh-CN': '流程以拒绝结束', en: 'the flow ends as refused' },
  stopsAll: { 'zh-CN': '流程结束，其余的一并取消', en: 'the flow ends and what is still open is called off' },
  if: { 'zh-CN': '{condition}时，{then}', en: 'if {condition}, {then}' },
  titled: { 'zh-CN': '“{node}”为“{title}”时，{then}', en: 'if "{node}" is "{title}", {then}' },
  otherwise: { 'zh-CN': '其他情况下，{then}', en: 'otherwise {then}' },
  nothing: { 'zh-CN': '直接往下走', en: 'it goes straight on' },
  cases: { 'zh-CN': '分情况：{branches}', en: 'it depends: {branches}' },
  same: { 'zh-CN': '同时进行：{branches}', en: 'at the same time: {branches}' },
  every: { 'zh-CN': '凡符合的都进行：{branches}', en: 'all that apply: {branches}' },
  first: { 'zh-CN': '哪个先到就走哪个：{branches}', en: 'whichever comes first: {branches}' },
  rejected: { 'zh-CN': '“{title}”不同意时，{then}', en: 'if "{title}" is refused, {then}' },
  late: {
    'zh-CN': '“{title}”超过 {time}没有处理时，{then}',
    en: 'if "{title}" takes longer than {time}, {then}',
  },
  timeout: { 'zh-CN': '“{title}”超时后，{then}', en: 'if "{title}" takes too long, {then}' },
  ifRejected: { 'zh-CN': '不同意时', en: 'if refused' },
  ifTimeout: { 'zh-CN': '超时后', en: 'when time is up' },
  event: { 'zh-CN': '“{title}”发生时', en: 'on "{title}"' },
  back: { 'zh-CN': '回到“{title}”', en: 'it goes back to "{title}"' },
  on: { 'zh-CN': '转到“{title}”', en: 'it goes on to "{title}"' },
  within: { 'zh-CN': '限 {time}内', en: 'within {time}' },
  everybody: { 'zh-CN': '所有人都要同意', en: 'everybody must agree' },
  everybodyDoes: { 'zh-CN': '所有人都要办理', en: 'everybody must do it' },
  vote: { 'zh-CN': '{percent}% 同意即通过', en: '{percent}% must agree' },
  allRefuse: { 'zh-CN': '全部不同意才算拒绝', en: 'refused only if everybody refuses' },
  selfOut: { 'zh-CN': '发起人本人除外', en: 'but not the starter' },
  selfUp: {
    'zh-CN': '轮到发起人本人时改由其上级审批',
    en: 'the starter’s own leader instead of the starter',
  },
  emptyPass: { 'zh-CN': '没有人可处理时自动通过', en: 'passes by itself if nobody is found' },
  emptyRefuse: { 'zh-CN': '没有人可处理时自动拒绝', en: 'is refused by itself if nobody is found' },
  emptyUser: { 'zh-CN': '没有人可处理时交给{people}', en: 'goes to {people} if nobody is found' },
  emptyForbids: { 'zh-CN': '没有人可处理时不能发起', en: 'nothing is started if nobody is found' },
  opinion: { 'zh-CN': '须写意见', en: 'with an opinion' },
  opinionOnRefusal: { 'zh-CN': '不同意须写意见', en: 'a refusal needs an opinion' },
  mayChange: { 'zh-CN': '可修改{fields}', en: 'may change {fields}' },
  mustFill: { 'zh-CN': '必须填写{fields}', en: 'must fill in {fields}' },
  notAllowed: { 'zh-CN': '不能{actions}', en: 'no {actions}' },
  transfer: { 'zh-CN': '转办', en: 'handing over' },
  delegate: { 'zh-CN': '委派', en: 'delegating' },
  addSign: { 'zh-CN': '加签', en: 'adding signers' },
  return: { 'zh-CN': '退回', en: 'returning' },
  refusalBack: { 'zh-CN': '不同意则退回“{title}”', en: 'a refusal goes back to "{title}"' },
  refusalHome: { 'zh-CN': '不同意则退回发起人', en: 'a refusal goes back to the starter' },
  remindOnce: { 'zh-CN': '超过 {time}提醒一次', en: 'a reminder after {time}' },
  remindEvery: {
    'zh-CN': '超过 {time}开始提醒，之后每 {every}一次',
    en: 'a reminder after {time}, then every {every}',
  },
  remindMax: {
    'zh-CN': '超过 {time}开始提醒，之后每 {every}一次，共 {max} 次',
    en: 'a reminder after {time}, then every {every}, {max} in all',
  },
  tell: { 'zh-CN': '超过 {time}通知{people}', en: '{people} is told after {time}' },
  tellMany: { 'zh-CN': '超过 {time}通知{people}', en: '{people} are told after {time}' },
  latePass: { 'zh-CN': '超过 {time}自动通过', en: 'passes by itself after {time}' },
  lateRefuse: { 'zh-CN': '超过 {time}自动拒绝', en: 'is refused by itself after {time}' },
  lateTransfer: { 'zh-CN': '超过 {time}转交{people}', en: 'goes to {people} after {time}' },
  starter: { 'zh-CN': '发起人', en: 'the starter' },
  chosen: { 'zh-CN': '发起人选定的人', en: 'whoever the starter chose' },
  chosenAt: { 'zh-CN': '前面步骤选定的人', en: 'whoever an earlier step chose' },
  leaderOf: { 'zh-CN': '“{department}”的负责人', en: 'the leader of "{department}"' },
  leader: { 'zh-CN': '发起人的部门负责人', en: 'the leader of the starter’s department' },
  higher: {
    'zh-CN': '发起人往上第 {level} 级部门的负责人',
    en: 'the leader {level} levels above the starter',
  },
  leaders: { 'zh-CN': '发起人的各级部门负责人', en: 'the leaders above the starter' },
  leadersUpTo: {
    'zh-CN': '发起人往上 {level} 级以内的部门负责人',
    en: 'the leaders up to {level} levels above the starter',
  },
  byTable: { 'zh-CN': '“{rule}”确定的角色', en: 'the role that "{rule}" names' },
  byFormula: { 'zh-CN': '公式确定的角色', en: 'the role that a formula names' },
  somebody: { 'zh-CN': '指定的人', en: 'whoever is set' },
  nobody: { 'zh-CN': '（还没有设置的人）', en: '(nobody yet)' },
  dedupeNext: {
    'zh-CN': '同一人连着审批两步时，后一步不再问他',
    en: 'whoever has just approved is not asked again in the next step',
  },
  dedupeAny: { 'zh-CN': '已经同意过的人不再重复审批', en: 'whoever has approved is not asked again' },
  straightBack: {
    'zh-CN': '退回改好后直接回到退回的那一步',
    en: 'what was returned and corrected goes straight back to whoever returned it',
  },
  noRevoke: { 'zh-CN': '发起人不能中途撤销', en: 'the starter cannot call it off' },
  noRecall: { 'zh-CN': '发起人不能收回', en: 'the starter cannot have it back' },
  workingTime: { 'zh-CN': '时限只算工作时间', en: 'time limits count working hours' },
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

/** `甲、乙` and `a, b and c`. */
export function listed(parts: readonly string[], language: Language): string {
  if (language === 'zh-CN') return parts.join('、');
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

/** `（1）…；（2）…` and `(1) ...; (2) ...`. */
export function numbered(parts: readonly string[], language: Language): string {
  return language === 'zh-CN'
    ? parts.map((part, at) => `（${at + 1}）${part}`).join('；')
    : parts.map((part, at) => `(${at + 1}) ${part}`).join('; ');
}

/** In brackets behind what it is about; nothing for nothing. */
export function bracketed(parts: readonly string[], language: Language): string {
  if (parts.length === 0) return '';
  return language === 'zh-CN' ? `（${parts.join('，')}）` : ` (${parts.join(', ')})`;
}

const UNITS: Readonly<Record<string, Localized>> = {
  W: { 'zh-CN': '周', en: 'week' },
  D: { 'zh-CN': '天', en: 'day' },
  H: { 'zh-CN': '小时', en: 'hour' },
  M: { 'zh-CN': '分钟', en: 'minute' },
  S: { 'zh-CN': '秒', en: 'second' },
};

/** `PT24H` as people say it. */
export function timeSpan(duration: string, language: Language): string {
  return [...duration.matchAll(/(\d+)([WDHMS])/g)]
    .map(([, count = '', unit = '']) => {
      const name = UNITS[unit]?.[language] ?? unit;
      return `${count} ${language === 'en' && count !== '1' ? `${name}s` : name}`;
    })
    .join(' ');
}

/** A space between Chinese and Latin words or numbers; what stands in quotes is left as people wrote it. */
export function spaced(text: string): string {
  return text
    .split(/(“[^”]*”)/)
    .map((part) =>
      part.startsWith('“')
        ? part
        : part
            .replace(/(\p{Script=Han})([A-Za-z0-9])/gu, '$1 $2')
            .replace(/([A-Za-z0-9%])(\p{Script=Han})/gu, '$1 $2'),
    )
    .join('');
}
