import type { Language } from '@dougong/kernel/foundation';

/** The language of whoever sits at the terminal, as shells say it. */
export function terminalLanguage(): Language {
  const locale = process.env['LC_ALL'] ?? process.env['LC_MESSAGES'] ?? process.env['LANG'] ?? '';
  return locale.startsWith('zh') ? 'zh-CN' : 'en';
}

/** One of two texts, by the language of the terminal. */
export function inWords(chinese: string, english: string): string {
  return terminalLanguage() === 'zh-CN' ? chinese : english;
}
