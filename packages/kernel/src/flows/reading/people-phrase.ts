import type { Language } from '../../foundation/index.js';
import { listed, phrase } from './phrase.js';
import { called } from './reading-titles.js';
import type { ReadingTitles } from './reading-titles.js';

type Source = Readonly<Record<string, unknown>>;

/** Who is meant by some sources of people. */
export function peoplePhrase(sources: readonly object[], titles: ReadingTitles, language: Language): string {
  const named = sources.map((source) => sourcePhrase(source as Source, titles, language));
  return named.length === 0 ? phrase('nobody', language) : listed(named, language);
}

function sourcePhrase(source: Source, titles: ReadingTitles, language: Language): string {
  const { users, role, field, post, roleBy, leader, leaderOf } = source;
  if (Array.isArray(users))
    return listed(
      users.map((id) => called(String(id), titles.user)[language]),
      language,
    );
  if (typeof role === 'string') return called(role, titles.role)[language];
  if (typeof field === 'string') return titles.path(field)[language];
  if (typeof post === 'string') return called(post, titles.post)[language];
  if (typeof roleBy === 'string') return phrase('byFormula', language, { formula: roleBy });
  if (typeof leader === 'number')
    return leader > 1 ? phrase('higher', language, { level: String(leader) }) : phrase('leader', language);
  if (typeof leaderOf === 'string')
    return phrase('leaderOf', language, { department: titles.path(leaderOf)[language] });
  for (const known of ['starter', 'chosen', 'chosenAt', 'leaders'] as const)
    if (known in source) return phrase(known, language);
  return phrase('somebody', language);
}
