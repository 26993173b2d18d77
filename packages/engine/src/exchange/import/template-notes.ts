import { choiceTitles } from '@dougong/kernel/exchange';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { FieldModel } from '@dougong/kernel/forms';
import type { Language } from '@dougong/kernel/foundation';
import { YES_NO } from '@dougong/kernel/exchange';
import { NOTE_MARK } from './note-marks.js';

interface Words {
  readonly required: string;
  readonly choices: string;
  readonly user: string;
  readonly date: string;
  readonly moment: string;
  readonly text: string;
  number(scale: number): string;
  reference(form: string): string;
  length(max: number): string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  'zh-CN': {
    required: '必填',
    choices: '从下拉列表中选',
    user: '填登录名或姓名',
    date: '日期，如 2026-11-20',
    moment: '日期和时间，如 2026-11-20 08:30:00',
    text: '文本',
    number: (scale) => (scale === 0 ? '整数' : `数字，最多 ${scale} 位小数`),
    reference: (form) => `填「${form}」的编码或名称`,
    length: (max) => `最多 ${max} 个字`,
  },
  en: {
    required: 'required',
    choices: 'choose from the list',
    user: 'a login or a name',
    date: 'a date, such as 2026-11-20',
    moment: 'a date and a time, such as 2026-11-20 08:30:00',
    text: 'text',
    number: (scale) => (scale === 0 ? 'a whole number' : `a number with at most ${scale} decimals`),
    reference: (form) => `the code or the name of a record of "${form}"`,
    length: (max) => `at most ${max} characters`,
  },
};

/** The values that a column offers in a list; none for one that is filled freely. */
export function listOf(field: FieldModel, language: Language): readonly string[] {
  const titles = choiceTitles(field, language);
  if (titles) return [...titles.values()];
  return field.type.sqlType === 'boolean' ? YES_NO[language] : [];
}

/** What a template says about a column. */
export function noteOf(field: FieldModel, release: CompiledRelease, language: Language): string {
  const words = WORDS[language];
  const parts = [...(field.required ? [words.required] : []), kindOf(field, release, words, language)];
  return `${NOTE_MARK[language]} ${parts.join(language === 'en' ? ', ' : '，')}`;
}

function kindOf(field: FieldModel, release: CompiledRelease, words: Words, language: Language): string {
  if (field.reference) {
    const form = release.models.get(field.reference.form);
    return words.reference(form?.title[language] ?? field.reference.form);
  }
  if (field.user) return words.user;
  if (listOf(field, language).length > 0) return words.choices;
  switch (field.type.sqlType) {
    case 'numeric':
    case 'integer':
      return words.number(field.scale ?? 0);
    case 'date':
      return words.date;
    case 'timestamptz':
      return words.moment;
    default: {
      const { maxLength } = field.schema as { readonly maxLength?: number };
      return maxLength === undefined ? words.text : words.length(maxLength);
    }
  }
}
