/** Spellings of cells: what people type or paste, and what the parser looks at. */

const FULL_WIDTH_FIRST = 0xff01;
const FULL_WIDTH_LAST = 0xff5e;
const FULL_WIDTH_SHIFT = 0xfee0;

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '\u3000': ' ',
  '\u00a0': ' ',
  '\t': ' ',
  '\r': ' ',
  '\n': ' ',
  '、': ',',
  '【': '[',
  '】': ']',
  '−': '-',
  '–': '-',
  '—': '-',
};

/** Full-width and typographic characters made narrow, one unit for one unit, so that places stay the same. */
export function narrow(source: string): string {
  return source.replace(/[\uff01-\uff5e\u3000\u00a0\t\r\n、【】−–—]/g, (char) => {
    const code = char.charCodeAt(0);
    const isFull = code >= FULL_WIDTH_FIRST && code <= FULL_WIDTH_LAST;
    return isFull ? String.fromCharCode(code - FULL_WIDTH_SHIFT) : (LOOK_ALIKES[char] ?? char);
  });
}

export type Keyword = 'in' | 'not' | 'notIn' | 'blank' | 'notBlank' | 'any';

/** Longer words first, so that `not in` is not read as `not`. A keyword ends where a space, a sign or the cell ends. */
const KEYWORDS = /(not +in|not +blank|not|in|blank|any|不属于|属于|不为空|非空|空|任意)(?=$|[ ,()[\]])/iy;

const MEANINGS: ReadonlyMap<string, Keyword> = new Map([
  ['not in', 'notIn'],
  ['不属于', 'notIn'],
  ['not blank', 'notBlank'],
  ['不为空', 'notBlank'],
  ['非空', 'notBlank'],
  ['not', 'not'],
  ['in', 'in'],
  ['属于', 'in'],
  ['blank', 'blank'],
  ['空', 'blank'],
  ['any', 'any'],
  ['任意', 'any'],
]);

/** The keyword that stands at a place of a narrowed text, and how long it is. */
export function keywordAt(
  text: string,
  at: number,
): { readonly keyword: Keyword; readonly length: number } | undefined {
  KEYWORDS.lastIndex = at;
  const found = KEYWORDS.exec(text)?.[1];
  const keyword = MEANINGS.get((found ?? '').toLowerCase().replace(/ +/, ' '));
  return found === undefined || keyword === undefined ? undefined : { keyword, length: found.length };
}

/** Closing quote by opening quote; typographic and full-width ones come from pasted text. */
export const QUOTES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['“', '”'],
  ['‘', '’'],
  ['＂', '＂'],
]);

const PLAIN = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}_./ %+-]*[\p{L}\p{N}\p{M}_./%+-])?$/u;

/** A text as a cell can hold it: in quotes where the parser would read something else into it. */
export function quoteWhereNeeded(text: string): string {
  const isPlain = PLAIN.test(text) && !text.includes('..') && keywordAt(narrow(text), 0) === undefined;
  return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
}
