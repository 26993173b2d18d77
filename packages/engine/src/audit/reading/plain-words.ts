import { isJsonRecord } from '@dougong/kernel/foundation';
import type { Language } from '@dougong/kernel/foundation';
import { PLATFORM_WORDS } from './platform-words.js';

/** What words for platform values are taken from: the reader's language, names of people, titles of definitions. */
export interface PlainReader {
  readonly language: Language;
  nameOf(person: string): string | undefined;
  /** Titles of roles, departments and the like, by their key; nothing where the key names none. */
  titleOf(property: string, key: string): string | undefined;
}

const YES_NO = {
  true: { 'zh-CN': '是', en: 'Yes' },
  false: { 'zh-CN': '否', en: 'No' },
} as const;
const BETWEEN: Readonly<Record<Language, string>> = { 'zh-CN': '、', en: ', ' };
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Deeper values are configuration that no reader takes in as a sentence. */
const DEPTH_MAX = 3;
const TEXT_LENGTH_MAX = 2000;

/** Where something changed, in words: `/lijuan/roles` is "lijuan · Roles". Ids that name nobody are left out: the entry has them. */
export function placeWords(path: string, reader: PlainReader): string {
  return path
    .split('/')
    .filter((part) => part !== '')
    .flatMap((part) => reader.nameOf(part) ?? (UUID.test(part) ? [] : wordOf(part, reader.language)))
    .join(' · ');
}

/** A value that the platform keeps, in words; nothing where there is none. */
export function valueWords(path: string, value: unknown, reader: PlainReader): string | null {
  const said = words(propertyOf(path), value, reader, 0);
  return said === '' ? null : said.slice(0, TEXT_LENGTH_MAX);
}

/** What a value is of: `/lijuan/roles` of roles; by the id of a thing, `/jobs/01a2…`, of its kind. */
function propertyOf(path: string): string {
  return (
    path
      .split('/')
      .filter((part) => !UUID.test(part))
      .at(-1) ?? ''
  );
}

function wordOf(key: string, language: Language): string {
  return Object.hasOwn(PLATFORM_WORDS, key) ? (PLATFORM_WORDS[key]?.[language] ?? key) : key;
}

function words(property: string, value: unknown, reader: PlainReader, depth: number): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return YES_NO[`${value}`][reader.language];
  if (typeof value === 'string') return reader.nameOf(value) ?? reader.titleOf(property, value) ?? value;
  if (typeof value !== 'object') return JSON.stringify(value);
  if (isLocalized(value, reader.language)) return value[reader.language] ?? '';
  if (depth === DEPTH_MAX) return JSON.stringify(value);
  if (Array.isArray(value)) return listWords(property, value, reader, depth);
  return Object.entries(value)
    .map(([key, part]) => [wordOf(key, reader.language), words(key, part, reader, depth + 1)] as const)
    .filter(([, said]) => said !== '')
    .map(([word, said]) => `${word} ${said}`)
    .join('; ');
}

function listWords(property: string, values: readonly unknown[], reader: PlainReader, depth: number): string {
  const said = values.map((value) => words(property, value, reader, depth + 1));
  const isOfThings = values.some(isJsonRecord);
  return said.filter((text) => text !== '').join(isOfThings ? '\n' : BETWEEN[reader.language]);
}

function isLocalized(value: object, language: Language): value is Readonly<Record<Language, string>> {
  return isJsonRecord(value) && typeof value[language] === 'string';
}
