import type { Condition } from '@dougong/kernel/metadata';
import type { Language } from '@dougong/kernel/foundation';
import { isLocalized, localized } from '@dougong/ui/i18n';
import type { Text } from '../i18n/text.js';
import { durationText } from '../surroundings/duration-text.js';
import { conditionSentence } from '../surroundings/condition-sentence.js';
import type { Names } from '../surroundings/names.js';

/** What words need: the language, its texts, and names where the surroundings are known. */
export interface Wording {
  readonly language: Language;
  readonly text: Text;
  readonly names: Names | undefined;
}

const TEXT_MAX = 120;

/** Where in a definition something stands, in words: `动作 1 › 公式`. */
export function placeText(path: readonly (string | number)[], wording: Wording): string {
  const words: string[] = [];
  for (const part of path) {
    const last = words.at(-1);
    if (typeof part === 'number' && last !== undefined) words[words.length - 1] = `${last} ${part}`;
    else words.push(propertyText(String(part), wording));
  }
  return words.join(' › ');
}

/** The parts of a JSON pointer; positions count from 1 as people count. */
export function pathOf(pointer: string): readonly (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) =>
      /^\d+$/.test(part) ? Number.parseInt(part, 10) + 1 : part.replaceAll('~1', '/').replaceAll('~0', '~'),
    );
}

function propertyText(name: string, { text, names }: Wording): string {
  const key = `properties.${name.replace(/^x-/, '')}`;
  const worded = text(key);
  return worded === key ? (names?.field(name) ?? name) : worded;
}

/** A value of a property in words, as far as it is simple; the rest as it is stored, shortened. */
export function propertyValueText(
  path: readonly (string | number)[],
  value: unknown,
  wording: Wording,
): string | undefined {
  if (value === undefined || value === null) return undefined;
  const { text, names, language } = wording;
  const name = String(path.findLast((part) => typeof part === 'string') ?? '');
  if (name === 'condition' || name === 'when' || name === 'where') return conditionText(value, wording);
  if (name === 'tests') return text('rules.testCount', { count: Array.isArray(value) ? value.length : 0 });
  if (typeof value === 'boolean') return text(value ? 'config.yes' : 'config.no');
  if (isLocalized(value)) return localized(value, language);
  if (name === 'dueIn' || name === 'standardTime') return durationText(String(value), text);
  if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
    return value.map((one) => wordOf(name, one, text, names)).join(language === 'zh-CN' ? '、' : ', ');
  if (typeof value === 'object') return short(JSON.stringify(value));
  return short(wordOf(name, String(value as string | number), text, names));
}

function conditionText(value: unknown, { text, names }: Wording): string {
  if (value === true) return text('rules.always');
  const sentence = names === undefined ? undefined : conditionSentence(value as Condition, names);
  return sentence ?? short(JSON.stringify(value));
}

/** Keys under certain properties stand for something that has a name. */
function wordOf(property: string, value: string, text: Text, names: Names | undefined): string {
  if (property === 'on') return text(`rules.on.${value}`);
  if (property === 'phase') return text(`rules.phases.${value}`);
  if (names === undefined) return value;
  switch (property) {
    case 'fields':
    case 'field':
      return names.field(value);
    case 'states':
      return names.state(value);
    case 'actions':
    case 'startAction':
      return names.action(value);
    case 'form':
      return names.formTitle(value);
    case 'posting':
      return names.posting(value);
    case 'role':
      return names.role(value);
    default:
      return value;
  }
}

function short(value: string): string {
  return value.length > TEXT_MAX ? `${value.slice(0, TEXT_MAX)}…` : value;
}
