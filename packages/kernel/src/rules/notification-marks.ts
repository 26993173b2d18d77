import type { Language, Localized } from '../foundation/index.js';
import { PLATFORM_CHIPS } from '../metadata/index.js';

/**
 * Names of people and departments, and times by the reader's clock, are known to whoever delivers a message; so a worded text
 * carries a mark in their place until then. Marks begin and end with characters that nobody types.
 */
export type TextMark = 'actor' | 'due' | `id:${string}`;

const [OPEN, CLOSE] = ['\uE000', '\uE001'];
const MARK = /\uE000(actor|due|id:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\uE001/g;

/** What stands in a text until it is known. */
export function markOf(mark: TextMark): string {
  return `${OPEN}${mark}${CLOSE}`;
}

/** Fills the marks of a text; what is not known is left out. */
export function fillMarks(text: string, known: (mark: TextMark) => string | undefined): string {
  return text.replace(MARK, (_, mark: TextMark) => known(mark) ?? '');
}

/** The ids of people and departments that a text has marks of. */
export function markedIds(text: string): readonly string[] {
  return [...text.matchAll(MARK)].flatMap(([, mark = '']) => (mark.startsWith('id:') ? [mark.slice(3)] : []));
}

/** A text before it is delivered to anybody: its marks are called by what they stand for. */
export function nameMarks(text: Localized, nameOf?: (id: string) => string | undefined): Localized {
  const named = (language: Language) =>
    fillMarks(text[language], (mark) => {
      if (mark === 'actor' || mark === 'due') return `[${PLATFORM_CHIPS[`@${mark}`][language]}]`;
      return nameOf?.(mark.slice(3)) ?? '…';
    });
  return { 'zh-CN': named('zh-CN'), en: named('en') };
}
