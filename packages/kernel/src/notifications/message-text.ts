import { bytesOf } from '../foundation/index.js';
import type { Language } from '../foundation/index.js';

/** One thing that somebody is told, in his language. */
export interface ToldThing {
  readonly title: string;
  readonly body?: string;
  /** Where it leads to. */
  readonly link?: string;
}

const MORE: Readonly<Record<Language, (count: number) => string>> = {
  'zh-CN': (count) => `……另有 ${count} 条，请到系统里查看`,
  en: (count) => `… and ${count} more: see them in the application`,
};

const HEADS: Readonly<Record<Language, (count: number) => string>> = {
  'zh-CN': (count) => `${count} 条通知`,
  en: (count) => `${count} notifications`,
};

/** A line over several things. */
export function headOf(count: number, language: Language): string {
  return HEADS[language](count);
}

/**
 * Several things in one text that is no longer than so many bytes of UTF-8: the first ones whole, a line that counts the rest. A
 * single one that is too long is cut between characters.
 */
export function mergedText(things: readonly ToldThing[], language: Language, bytesMax: number): string {
  const parts = things.map(({ title, body, link }) =>
    [title, body, link].filter((line) => line !== undefined && line !== '').join('\n'),
  );
  for (let count = parts.length; count > 0; count -= 1) {
    const left = parts.length - count;
    const text = [...parts.slice(0, count), ...(left === 0 ? [] : [MORE[language](left)])].join('\n\n');
    if (bytesOf(text) <= bytesMax) return text;
  }
  const left = parts.length - 1;
  const more = left === 0 ? '' : `\n\n${MORE[language](left)}`;
  return `${cutToBytes(parts[0] ?? '', bytesMax - bytesOf(more))}${more}`;
}

/** The longest beginning of a text that is no longer than so many bytes, with an ellipsis where it was cut. */
export function cutToBytes(text: string, bytesMax: number): string {
  if (bytesOf(text) <= bytesMax) return text;
  const room = bytesMax - bytesOf('…');
  let [kept, used] = ['', 0];
  for (const character of text) {
    used += bytesOf(character);
    if (used > room) break;
    kept += character;
  }
  return `${kept}…`;
}
