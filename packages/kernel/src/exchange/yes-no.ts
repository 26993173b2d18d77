import type { Language } from '../foundation/index.js';

/** How yes and no are written, by language. */
export const YES_NO: Readonly<Record<Language, readonly [string, string]>> = {
  'zh-CN': ['是', '否'],
  en: ['Yes', 'No'],
};

const YES = new Set(['是', 'yes', 'y', 'true', 't', '1', '√', '✓', '对', '真']);
const NO = new Set(['否', 'no', 'n', 'false', 'f', '0', '×', '✗', '不', '假']);

/** What a text says to a question; nothing when it says neither. */
export function readYesNo(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  if (YES.has(word)) return true;
  return NO.has(word) ? false : undefined;
}
