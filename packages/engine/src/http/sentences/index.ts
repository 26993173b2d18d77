import type { Language } from '@dougong/kernel/foundation';
import { fillIn, sentence as kernelSentence } from '@dougong/kernel/messages';
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
