import type { Language } from '../foundation/index.js';
import type { MessageCatalogue, ParameterWords } from './catalogue.js';
import { en } from './en.js';
import { zhCN } from './zh-CN.js';

/** Everything the platform says about issues, by language. */
export const CATALOGUES: Readonly<Record<Language, MessageCatalogue>> = { 'zh-CN': zhCN, en };

export type SentenceParams = Readonly<Record<string, unknown>>;

const PLACEHOLDER = /\{([a-zA-Z_]+)\}/g;
const OPTIONAL_PART = /\[([^[\]]*)\]/g;

/** Long values are cut: a sentence must stay one. */
const VALUE_LENGTH_MAX = 120;

/** Which words a parameter speaks by its name. */
const WORDS_OF: Readonly<Record<string, 'types' | 'limits' | 'failures' | 'reasons'>> = {
  expected: 'types',
  actual: 'types',
  given: 'types',
  type: 'types',
  what: 'limits',
  kind: 'failures',
  reason: 'reasons',
};

/** Quantities that come with all the places of their register. */
const FIGURES: ReadonlySet<string> = new Set(['balance', 'wanted', 'short']);
const SPARE_ZEROS = /\.0+$|(\.\d*[1-9])0+$/;

/** The names of the parameters that a pattern can use. */
export function parametersOf(pattern: string): readonly string[] {
  return [...pattern.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
}

/** Fills a pattern in: localized parameters in the language asked for, numbers as they were given. */
export function fillIn(pattern: string, params: SentenceParams, language: Language): string {
  const { words } = CATALOGUES[language];
  return pattern
    .replaceAll(OPTIONAL_PART, (_, part: string) =>
      parametersOf(part).every((name) => isGiven(named(params, name))) ? part : '',
    )
    .replaceAll(PLACEHOLDER, (_, name: string) => cut(textOf(named(params, name), name, words, language)));
}

/** Whether a parameter has something to say. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** A field, a state or a register is called by its title where the issue brings one, else by its key. */
export function named(params: SentenceParams, name: string): unknown {
  const title = params[name === 'field' ? 'title' : `${name}Title`];
  if (isGiven(title)) return title;
  return Object.hasOwn(params, name) ? params[name] : undefined;
}

function textOf(value: unknown, name: string, words: ParameterWords, language: Language): string {
  if (value === undefined) return '?';
  if (value === null) return words.values.nothing;
  if (Array.isArray(value))
    return value.map((each: unknown) => textOf(each, name, words, language)).join(words.comma);
  if (typeof value === 'boolean') return value ? words.values.true : words.values.false;
  if (typeof value === 'object') return textOfObject(value, language);
  const text = typeof value === 'string' ? value : String(value as number);
  if (FIGURES.has(name)) return text.replace(SPARE_ZEROS, '$1');
  return wordFor(text, name, words) ?? text;
}

function textOfObject(value: object, language: Language): string {
  const localized = (value as Readonly<Record<string, unknown>>)[language];
  return typeof localized === 'string' ? localized : JSON.stringify(value);
}

function wordFor(text: string, name: string, words: ParameterWords): string | undefined {
  const group = Object.hasOwn(WORDS_OF, name) ? WORDS_OF[name] : undefined;
  return group !== undefined && Object.hasOwn(words[group], text) ? words[group][text] : undefined;
}

function cut(text: string): string {
  return text.length > VALUE_LENGTH_MAX ? `${text.slice(0, VALUE_LENGTH_MAX)}…` : text;
}
