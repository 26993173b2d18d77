import { inWords, terminalLanguage } from './terminal-language.js';
import type { PlannedChange } from '../templates/template-changes.js';
import { planWire } from '../templates/template.wire.js';

/** A planned or finished change of templates, line by line. */
export function planLines(plan: PlannedChange): readonly string[] {
  const { templates, changes, conflicts, findings, tables } = planWire(plan, terminalLanguage());
  const none = '–';
  return [
    ...templates.map(({ key, from, to }) => `${key}  ${from ?? none} -> ${to ?? none}`),
    ...changes.map(({ kind, key, change }) => `  ${WORDS[change]()} ${kind} ${key}`),
    ...(tables.length === 0
      ? []
      : [`  ${inWords('新表和新列', 'new tables and columns')}: ${tables.join(', ')}`]),
    ...conflicts.flatMap(({ id, detail, mine, theirs, choice }) => [
      `  ! ${id}${choice === undefined ? '' : ` (${typeof choice === 'string' ? choice : 'value'})`}: ${detail}`,
      ...mine.told.map((line) => `      ${inWords('本地', 'mine')}: ${line}`),
      ...theirs.told.map((line) => `      ${inWords('模板', 'theirs')}: ${line}`),
    ]),
    ...findings.map(
      ({ kind, key, path, severity, code, detail }) =>
        `  ${severity} ${kind}/${key}#${path} ${code}: ${detail}`,
    ),
  ];
}

const WORDS = {
  added: () => inWords('新增', 'added  '),
  changed: () => inWords('修改', 'changed'),
  removed: () => inWords('删除', 'removed'),
} as const;
