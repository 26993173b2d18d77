import type { Language } from '../../foundation/index.js';
import { listed, phrase } from './phrase.js';
import { called } from './reading-titles.js';
import type { ReadingTitles } from './reading-titles.js';

type Source = Readonly<Record<string, unknown>>;

export interface PeoplePhrase {
  readonly text: string;
  /** Several are named for sure; a role or a field may stand for one or for many. */
  readonly isMany: boolean;
  /** Leaders sign one after another unless something else is set. */
  readonly isChain: boolean;
}

/** Who is meant by some sources of people. */
export function peoplePhrase(
  sources: readonly object[],
  titles: ReadingTitles,
  language: Language,
): PeoplePhrase {
  const named = sources.flatMap((source) => sourcePhrases(source as Source, titles, language));
  const isChain = sources.some((source) => 'leaders' in source);
  const text = named.length === 0 ? phrase('nobody', language) : listed(named, language);
  return { text, isMany: isChain || named.length > 1, isChain };
}

function sourcePhrases(source: Source, titles: ReadingTitles, language: Language): readonly string[] {
  const { users } = source;
  if (Array.isArray(users)) return users.map((id) => called(String(id), titles.user)[language]);
  return [sourcePhrase(source, titles, language)];
}

function sourcePhrase(source: Source, titles: ReadingTitles, language: Language): string {
  const { role, field, post, roleBy, leader, leaders, leaderOf } = source;
  if (typeof role === 'string') return called(role, titles.role)[language];
  if (typeof field === 'string') return titles.path(field)[language];
  if (typeof post === 'string') return called(post, titles.post)[language];
  if (typeof roleBy === 'string') return rolePhrase(roleBy, titles, language);
  if (typeof leader === 'number')
    return leader > 1 ? phrase('higher', language, { level: String(leader) }) : phrase('leader', language);
  if (typeof leaders === 'number') return phrase('leadersUpTo', language, { level: String(leaders) });
  if (typeof leaderOf === 'string')
    return phrase('leaderOf', language, { department: titles.path(leaderOf)[language] });
  for (const known of ['starter', 'chosen', 'chosenAt', 'leaders'] as const)
    if (known in source) return phrase(known, language);
  return phrase('somebody', language);
}

/** A formula that only asks a table, or another formula, is called by its name. */
function rolePhrase(formula: string, titles: ReadingTitles, language: Language): string {
  const [, name] = /^([a-z]\w*)\([^()]*\)$/i.exec(formula.trim()) ?? [];
  const rule = name === undefined ? undefined : titles.formula?.(name);
  return rule === undefined
    ? phrase('byFormula', language)
    : phrase('byTable', language, { rule: rule[language] });
}
