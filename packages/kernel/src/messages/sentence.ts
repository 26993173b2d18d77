import type { Language } from '../foundation/index.js';
import { CATALOGUES, fillIn, isGiven, named, parametersOf } from './fill-in.js';
import type { SentenceParams } from './fill-in.js';

const UNKNOWN_CODE = 'unknown_code';

/** Tells whether the platform has a sentence of its own for a code. */
export function hasSentence(code: string): boolean {
  return Object.hasOwn(CATALOGUES.en.sentences, code);
}

/**
 * The sentence of an issue code: what is wrong, where, and how to mend it. A code without a sentence is named in one,
 * so that nothing ever just "failed".
 */
export function sentence(code: string, params: SentenceParams, language: Language): string {
  if (hasSentence(code)) return fillIn(patternOf(code, language), params, language);
  return fillIn(patternOf(UNKNOWN_CODE, language), { code }, language);
}

/**
 * Tells whether the parameters fill the sentence in completely. Where they do not, a text that was made beside the
 * values says more.
 */
export function saysAll(code: string, params: SentenceParams, language: Language): boolean {
  return (
    hasSentence(code) && parametersOf(patternOf(code, language)).every((name) => isGiven(named(params, name)))
  );
}

/** The sentence of a code before it is filled in; nothing where the platform has none. */
export function patternOf(code: string, language: Language): string {
  if (!hasSentence(code)) return '';
  return CATALOGUES[language].sentences[code] ?? '';
}
