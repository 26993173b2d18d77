import type { Language } from '@dougong/kernel/foundation';
import { fillIn, patternOf as kernelPattern, sentence as kernelSentence } from '@dougong/kernel/messages';
import type { SentenceParams, Sentences } from '@dougong/kernel/messages';
import { en } from './en.js';
import { zhCN } from './zh-cn.js';

const HTTP_SENTENCES: Readonly<Record<Language, Sentences>> = { 'zh-CN': zhCN, en };

/** The sentence of a code in a language: the edge's own, or the kernel's. */
export function sentence(code: string, params: SentenceParams, language: Language): string {
  const own = HTTP_SENTENCES[language];
  const pattern = Object.hasOwn(own, code) ? own[code] : undefined;
  return pattern === undefined ? kernelSentence(code, params, language) : fillIn(pattern, params, language);
}

/** The sentence of a code before it is filled in: `{max}` stands for a parameter, `[...]` for what may fall away. Nothing where there is none. */
export function patternOf(code: string, language: Language): string {
  const own = HTTP_SENTENCES[language];
  return (Object.hasOwn(own, code) ? own[code] : undefined) ?? kernelPattern(code, language);
}
