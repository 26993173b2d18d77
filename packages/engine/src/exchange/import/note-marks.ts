import type { Language } from '@dougong/kernel/foundation';

/** How the cells of a template begin that explain a column; such rows are not data. */
export const NOTE_MARK: Readonly<Record<Language, string>> = { 'zh-CN': '【说明】', en: '[Note]' };

export const NOTE_MARKS: readonly string[] = Object.values(NOTE_MARK);
