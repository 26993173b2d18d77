import type { FlowEventKind } from '@dougong/kernel/flows';
import type { Language, Localized } from '@dougong/kernel/foundation';

/** What happened, as people read it in the trail: who did it stands beside it. */

interface Told {
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>> | null;
}

interface Names {
  readonly node: Localized | undefined;
  nameOf(user: string): string | undefined;
  nodeTitle(path: string): Localized | undefined;
}

type Pattern = Localized;

/** `{node}` is the node of the event, the others stand in its payload. */
const PATTERNS: Readonly<Record<FlowEventKind, Pattern>> = {
  started: { 'zh-CN': '发起', en: 'Started' },
  task_opened: { 'zh-CN': '“{node}”待{assignee}处理', en: '"{node}" waits for {assignee}' },
  approved: { 'zh-CN': '“{node}”同意', en: 'Approved "{node}"' },
  rejected: { 'zh-CN': '“{node}”拒绝', en: 'Refused "{node}"' },
  submitted: { 'zh-CN': '“{node}”办理完成', en: 'Completed "{node}"' },
  opinion: { 'zh-CN': '“{node}”给出意见', en: 'Gave an opinion on "{node}"' },
  transferred: { 'zh-CN': '“{node}”转办给{to}', en: 'Handed "{node}" on to {to}' },
  delegated: { 'zh-CN': '“{node}”委派{to}协助', en: 'Asked {to} for help with "{node}"' },
  signers_added: { 'zh-CN': '“{node}”加签：{users}', en: 'Had {users} sign "{node}", too' },
  signer_removed: { 'zh-CN': '“{node}”减签：{user}', en: 'Took {user} out of "{node}"' },
  returned: { 'zh-CN': '从“{node}”退回到“{to}”', en: 'Returned from "{node}" to "{to}"' },
  resubmitted: { 'zh-CN': '重新提交', en: 'Sent again' },
  recalled: { 'zh-CN': '撤回', en: 'Recalled' },
  revoked: { 'zh-CN': '撤销', en: 'Called off' },
  taken_back: { 'zh-CN': '取回“{node}”的意见', en: 'Took the answer to "{node}" back' },
  urged: { 'zh-CN': '催办', en: 'Urged' },
  commented: { 'zh-CN': '评论', en: 'Commented' },
  cc: { 'zh-CN': '“{node}”抄送', en: 'Copied in at "{node}"' },
  actions_run: { 'zh-CN': '“{node}”自动执行', en: '"{node}" was carried out' },
  call_made: { 'zh-CN': '“{node}”调用外部接口', en: '"{node}" calls another system' },
  call_failed: { 'zh-CN': '“{node}”调用失败，第 {tries} 次', en: '"{node}": the call failed, try {tries}' },
  condition_taken: { 'zh-CN': '“{node}”判断走向', en: '"{node}" chose the way' },
  lines_taken: { 'zh-CN': '“{node}”分出分支', en: '"{node}" began its branches' },
  signalled: { 'zh-CN': '收到事件“{event}”', en: 'The event "{event}" came' },
  timeout: { 'zh-CN': '“{node}”超时', en: '"{node}" took too long' },
  node_closed: { 'zh-CN': '“{node}”结束', en: '"{node}" is done' },
  suspended: {
    'zh-CN': '“{node}”停住，等管理员处理',
    en: '"{node}" has stopped and waits for an administrator',
  },
  retried: { 'zh-CN': '管理员重试', en: 'Tried again by an administrator' },
  skipped: { 'zh-CN': '管理员跳过', en: 'Passed over by an administrator' },
  reassigned: { 'zh-CN': '“{node}”由{from}改派给{to}', en: '"{node}" was given from {from} to {to}' },
  jumped: { 'zh-CN': '管理员跳到“{node}”', en: 'Moved to "{node}" by an administrator' },
  migrated: { 'zh-CN': '改用新版流程', en: 'Goes on by another version of the flow' },
  cancelled: { 'zh-CN': '管理员作废', en: 'Cancelled by an administrator' },
  ended: { 'zh-CN': '流程结束', en: 'The flow has ended' },
};

/** How a node was closed without anybody's answer. */
const CLOSED: Readonly<Record<string, Pattern>> = {
  auto_approved: { 'zh-CN': '“{node}”自动通过', en: '"{node}" passed by itself' },
  auto_rejected: { 'zh-CN': '“{node}”自动拒绝', en: '"{node}" was refused by itself' },
  timed_out: { 'zh-CN': '“{node}”超时，走超时的分支', en: '"{node}" took too long and was passed over' },
  skipped: { 'zh-CN': '“{node}”被跳过', en: '"{node}" was passed over' },
};

const PLACE = /\{(\w+)\}/g;
const COMMA: Readonly<Record<Language, string>> = { 'zh-CN': '、', en: ', ' };
const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];
const SOMEBODY: Localized = { 'zh-CN': '…', en: '…' };

/** The event in words; a kind that this engine does not know keeps its name. */
export function eventWords({ kind, payload }: Told, names: Names): Localized {
  const pattern = patternOf(kind, payload) ?? { 'zh-CN': kind, en: kind };
  const [zh, en] = LANGUAGES.map((language) =>
    pattern[language].replaceAll(PLACE, (_, name: string) => wordOf(name, kind, payload, names, language)),
  );
  return { 'zh-CN': zh ?? kind, en: en ?? kind };
}

function patternOf(kind: string, payload: Told['payload']): Pattern | undefined {
  const closed = kind === 'node_closed' ? CLOSED[String(payload?.['outcome'])] : undefined;
  return closed ?? (PATTERNS as Readonly<Record<string, Pattern | undefined>>)[kind];
}

function wordOf(
  name: string,
  kind: string,
  payload: Told['payload'],
  names: Names,
  language: Language,
): string {
  if (name === 'node') return (names.node ?? SOMEBODY)[language];
  const value = payload?.[name];
  if (kind === 'returned' && typeof value === 'string') return names.nodeTitle(value)?.[language] ?? value;
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map((each) => plain(each, names)).join(COMMA[language]);
}

function plain(value: unknown, names: Names): string {
  if (typeof value === 'string') return names.nameOf(value) ?? value;
  return typeof value === 'number' ? String(value) : SOMEBODY.en;
}
