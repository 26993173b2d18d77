import { DEFINITION_TITLES } from '@dougong/kernel/changes';
import { definitionName } from '@dougong/kernel/metadata';
import type { DefinitionKind } from '@dougong/kernel/metadata';
import { inWords, terminalLanguage } from './terminal-language.js';
import type { PlannedChange } from '../templates/template-changes.js';
import { planWire } from '../templates/template.wire.js';

/** A planned or finished change of templates, line by line. */
export function planLines(plan: PlannedChange): readonly string[] {
  const { templates, changes, conflicts, findings, tables } = planWire(plan, terminalLanguage());
  const none = '–';
  const named = namesOf(plan);
  return [
    ...templates.map(({ key, from, to }) => `${key}  ${from ?? none} -> ${to ?? none}`),
    ...changes.map(({ kind, key, change }) => `  ${WORDS[change]()} ${named(kind, key)}`),
    ...(tables.length === 0
      ? []
      : [`  ${inWords('新表和新列', 'new tables and columns')}: ${tables.join(', ')}`]),
    ...conflicts.flatMap(({ id, detail, mine, theirs, choice }) => [
      `  ! ${id}${choice === undefined ? '' : ` (${choiceWord(choice)})`}: ${detail}`,
      ...mine.told.map((line) => `      ${inWords('本地', 'here')}: ${line}`),
      ...theirs.told.map((line) => `      ${inWords('模板', 'template')}: ${line}`),
    ]),
    ...findings.map(
      ({ kind, key, path, severity, code, detail }) =>
        `  ${severityWord(severity)} ${named(kind, key)} #${path} ${code}: ${detail}`,
    ),
  ];
}

const WORDS = {
  added: () => inWords('新增', 'added  '),
  changed: () => inWords('修改', 'changed'),
  removed: () => inWords('删除', 'removed'),
} as const;

/** Calls a definition by its kind and title, with the key that commands want. */
function namesOf({ definitions }: Pick<PlannedChange, 'definitions'>): (kind: string, key: string) => string {
  const language = terminalLanguage();
  const titles = new Map(definitions.map((each) => [definitionName(each), each.title[language]]));
  return (kind, key) => {
    const title = titles.get(definitionName({ kind, key }));
    const word = DEFINITION_TITLES[kind as DefinitionKind][language];
    return title === undefined ? `${word} ${key}` : `${word} ${title} (${kind}/${key})`;
  };
}

function choiceWord(choice: unknown): string {
  if (choice === 'mine') return inWords('用本地的', 'kept as here');
  if (choice === 'theirs') return inWords('用模板的', 'taken from the template');
  return choice === 'merge' ? inWords('合并', 'merged') : inWords('另定的值', 'a value of its own');
}

function severityWord(severity: string): string {
  return severity === 'error' ? inWords('错误', 'error') : inWords('提醒', 'warning');
}
