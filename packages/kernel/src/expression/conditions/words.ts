import type { Language } from '../../foundation/index.js';
import type { Telling } from './node.js';

/** Words of the sentences about conditions, in every language. */

export type Words = Readonly<Record<Language, Readonly<Record<string, string>>>>;

/** The word of a table for a key in the language of the telling. */
export function phrase(words: Words, key: string, telling: Telling): string {
  return words[telling.language][key] ?? key;
}

export const COMPARISON_WORDS: Words = {
  'zh-CN': { '==': '等于', '!=': '不等于', '>': '大于', '>=': '不小于', '<': '小于', '<=': '不大于' },
  en: {
    '==': ' is ',
    '!=': ' is not ',
    '>': ' is more than ',
    '>=': ' is at least ',
    '<': ' is less than ',
    '<=': ' is at most ',
  },
};

export const LOGIC_WORDS: Words = {
  'zh-CN': {
    and: '，且',
    or: '，或',
    not: '并非（{0}）',
    if: '若{0}则{1}',
    else: '，否则{0}',
    always: '总是成立',
  },
  en: {
    and: ' and ',
    or: ' or ',
    not: 'not ({0})',
    if: 'if {0} then {1}',
    else: ', else {0}',
    always: 'always',
  },
};

export const PRESENCE_WORDS: Words = {
  'zh-CN': {
    empty: '{0}为空',
    notEmpty: '{0}已填',
    missing: '{0}有未填的',
    missing_some: '{1}中填了不到{0}项',
    yes: '{0}为是',
  },
  en: {
    empty: '{0} is empty',
    notEmpty: '{0} is filled in',
    missing: 'some of {0} are not filled in',
    missing_some: 'fewer than {0} of {1} are filled in',
    yes: '{0} is yes',
  },
};

export const LIST_WORDS: Words = {
  'zh-CN': {
    some: '{0}中有一行{1}',
    all: '{0}的每一行{1}',
    none: '{0}中没有一行{1}',
    filter: '{0}中{1}的行',
    in: '{0}属于{1}',
    contains: '{1}含有{0}',
    count: '{0}的行数',
    sum: '{0}之和',
    separator: '、',
  },
  en: {
    some: 'in some line of {0}, {1}',
    all: 'in every line of {0}, {1}',
    none: 'in no line of {0}, {1}',
    filter: 'the lines of {0} where {1}',
    in: '{0} is one of {1}',
    contains: '{1} contains {0}',
    count: 'the number of lines of {0}',
    sum: 'the sum of {0}',
    separator: ', ',
  },
};

export const VALUE_WORDS: Words = {
  'zh-CN': {
    daysBetween: '{0}到{1}的天数',
    addDays: '{0}之后{1}天',
    addMonths: '{0}之后{1}个月',
    year: '{0}的年份',
    month: '{0}的月份',
    day: '{0}的日',
    round: '{0}保留{1}位小数',
    abs: '{0}的绝对值',
    asked: '“{0}”',
    call: '“{0}”（{1}）',
  },
  en: {
    daysBetween: 'the days from {0} to {1}',
    addDays: '{1} days after {0}',
    addMonths: '{1} months after {0}',
    year: 'the year of {0}',
    month: 'the month of {0}',
    day: 'the day of the month of {0}',
    round: '{0} rounded to {1} places',
    abs: 'the amount of {0} without sign',
    asked: '"{0}"',
    call: '"{0}" of {1}',
  },
};

/** Puts texts in the places `{0}`, `{1}` of a phrase. */
export function filled(pattern: string, ...texts: readonly string[]): string {
  return pattern.replace(/\{(\d)\}/g, (_, place: string) => texts[Number.parseInt(place, 10)] ?? '');
}
