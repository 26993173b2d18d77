import { isError } from '@dougong/kernel/foundation';
import type { Issue, Language } from '@dougong/kernel/foundation';
import { sentence } from '../http/sentences/index.js';
import type { TemplateFinding } from '../releases/read-template.js';
import { terminalLanguage } from './terminal-language.js';

/** One line for a terminal: file and place, how bad it is, what it is and what to do. */
export function findingLine(finding: TemplateFinding): string {
  const mark = isError(finding) ? 'error' : (finding.severity ?? 'error');
  return `${finding.file}#${finding.path} ${mark} ${finding.code}: ${sentenceOf(finding)}`;
}

/** What an issue says, in the language of the terminal unless told otherwise. */
export function sentenceOf({ code, params }: Issue, inLanguage: Language = terminalLanguage()): string {
  return sentence(code, params ?? {}, inLanguage);
}
