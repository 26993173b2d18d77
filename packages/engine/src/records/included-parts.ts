import { suggestionFor } from './name-suggestion.js';
import { badQuery } from './query-refusal.js';
import { textParameter } from './query-text.js';
import type { RawQuery } from './query-text.js';

const PARTS = ['history', 'related'] as const;
const KNOWN = new Set(['include']);

/** What may come along with a record. */
export type IncludedPart = (typeof PARTS)[number];

/** The parts that `include=history,related` asks for; a parameter that is none is refused like everywhere. */
export function includedParts(query: RawQuery): readonly IncludedPart[] {
  const unknown = Object.keys(query)
    .find((name) => !KNOWN.has(name))
    ?.slice(0, 100);
  if (unknown !== undefined)
    throw badQuery('unknown_parameter', [unknown], { name: unknown, ...suggestionFor(unknown, KNOWN) });
  const wanted = (textParameter(query, 'include') ?? '').split(',').filter((each) => each !== '');
  const other = wanted.find((each) => !isPart(each));
  if (other !== undefined) throw badQuery('bad_parameter', ['include'], { name: 'include', expected: PARTS });
  return wanted.filter(isPart);
}

function isPart(text: string): text is IncludedPart {
  return (PARTS as readonly string[]).includes(text);
}
