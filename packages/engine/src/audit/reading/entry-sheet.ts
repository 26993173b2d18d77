import type { SheetCell } from '@dougong/kernel/exchange';
import type { Language } from '@dougong/kernel/foundation';
import type { SheetToWrite } from '../../exchange/sheets/sheet-writer.js';
import type { AuditEntryView } from '../audit.wire.js';
import type { AuditPlace } from './audit-page.js';
import type { EntryProof } from './entry-proofs.js';
import type { WordedChange } from './change-words.js';

/** An entry on its way into a file. */
export interface ExportedEntry {
  readonly view: AuditEntryView;
  /** Names, or ids of people who are not known any more. */
  readonly actor: string | null;
  readonly onBehalfOf: string | null;
  readonly place: AuditPlace;
  readonly proof?: EntryProof | undefined;
}

interface Column {
  readonly title: Readonly<Record<Language, string>>;
  readonly width: number;
  readonly text: (
    entry: ExportedEntry,
    change: WordedChange | undefined,
    language: Language,
  ) => string | null;
}

const MASKED = { 'zh-CN': '（无权查看）', en: '(hidden from you)' };
const OUTCOMES = {
  done: { 'zh-CN': '已执行', en: 'done' },
  refused: { 'zh-CN': '被拒绝', en: 'refused' },
};

const column = (zh: string, en: string, width: number, text: Column['text']): Column => ({
  title: { 'zh-CN': zh, en },
  width,
  text,
});

/** One row for each change, so that what was and what is can be filtered and compared. */
const COLUMNS: readonly Column[] = [
  column('序号', 'Number', 10, ({ view }) => view.id),
  column('时间', 'Time', 26, ({ view }) => view.at),
  column('操作人', 'Who', 14, ({ actor }) => actor),
  column('代表', 'On behalf of', 14, ({ onBehalfOf }) => onBehalfOf),
  column('操作', 'Action', 18, ({ view }) => view.title),
  column('结果', 'Outcome', 10, ({ view }, _change, language) => OUTCOMES[view.outcome][language]),
  column('对象', 'Object', 16, ({ view }) => view.target?.title ?? null),
  column('编号', 'Code', 20, ({ view }) => view.target?.code ?? view.target?.id ?? null),
  column('字段', 'Field', 18, (_entry, change) => change?.label ?? null),
  column('原值', 'Before', 24, (_entry, change, language) =>
    change?.masked ? MASKED[language] : (change?.old ?? null),
  ),
  column('新值', 'After', 24, (_entry, change, language) =>
    change?.masked ? MASKED[language] : (change?.new ?? null),
  ),
  column('渠道', 'Channel', 10, ({ view }) => view.channel),
  column('地址', 'Address', 16, ({ view }) => view.ip),
  column('设备', 'Device', 30, ({ view }) => view.agent),
  column('起因', 'Cause', 18, ({ view }) => view.cause),
  column('拒绝原因', 'Why refused', 24, ({ view }) => view.reason ?? view.code),
  column('请求', 'Request', 38, ({ view }) => view.requestId),
  column('散列', 'Hash', 66, ({ proof }) => proof?.hash ?? null),
];

export function entrySheet(entries: AsyncIterable<ExportedEntry>, language: Language): SheetToWrite {
  return {
    name: language === 'en' ? 'Audit' : '操作日志',
    columns: COLUMNS.map(({ title, width }) => ({ title: title[language], style: 'text' as const, width })),
    rows: () => rowsOf(entries, language),
  };
}

async function* rowsOf(
  entries: AsyncIterable<ExportedEntry>,
  language: Language,
): AsyncGenerator<readonly SheetCell[]> {
  for await (const entry of entries) {
    const { changes } = entry.view;
    for (const change of changes.length === 0 ? [undefined] : changes)
      yield COLUMNS.map(({ text }) => cellOf(text(entry, change, language)));
  }
}

function cellOf(text: string | null): SheetCell {
  return text === null || text === '' ? null : { kind: 'text', text };
}
