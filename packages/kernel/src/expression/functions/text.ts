import { ZERO } from '../../foundation/index.js';
import { joinTexts } from '../join-texts.js';
import { TEXT_RESULT_LENGTH_MAX } from '../limits.js';
import type { Value } from '../types.js';
import { integerAt, textAt } from './arguments.js';
import { NUMBER, TEXT } from './part.js';
import type { Call, EagerPart } from './part.js';

/** Characters as people count them: a rare Chinese character is one, whatever its encoding. */
function characters(text: string): readonly string[] {
  return Array.from(text);
}

function lengthAt(args: readonly Value[], index: number, call: Call, fallback?: number): number {
  return integerAt(args, index, call, {
    min: 0,
    max: TEXT_RESULT_LENGTH_MAX,
    ...(fallback === undefined ? {} : { fallback }),
  });
}

const concat: EagerPart = {
  code: 'CONCAT',
  title: { 'zh-CN': '拼接', en: 'Join texts' },
  description: { 'zh-CN': '把值连成文本，空值略过', en: 'Joins values as text; blanks add nothing' },
  aliases: ['拼接', 'CONCATENATE'],
  minimum: 1,
  parameters: ['any'],
  result: TEXT,
  blanks: 'own',
  evaluate(args, call) {
    const values = args.flatMap((arg) => (Array.isArray(arg) ? (arg as readonly Value[]) : [arg]));
    call.spend(values.length);
    return joinTexts(values, call.span);
  },
};

const left: EagerPart = {
  code: 'LEFT',
  title: { 'zh-CN': '左取', en: 'Left part' },
  description: { 'zh-CN': '前几个字', en: 'The first characters' },
  aliases: ['左取'],
  minimum: 1,
  maximum: 2,
  parameters: ['text', 'number'],
  result: TEXT,
  evaluate: (args, call) =>
    characters(textAt(args, 0, call))
      .slice(0, lengthAt(args, 1, call, 1))
      .join(''),
};

const right: EagerPart = {
  code: 'RIGHT',
  title: { 'zh-CN': '右取', en: 'Right part' },
  description: { 'zh-CN': '后几个字', en: 'The last characters' },
  aliases: ['右取'],
  minimum: 1,
  maximum: 2,
  parameters: ['text', 'number'],
  result: TEXT,
  evaluate(args, call) {
    const text = characters(textAt(args, 0, call));
    return text.slice(Math.max(0, text.length - lengthAt(args, 1, call, 1))).join('');
  },
};

const middle: EagerPart = {
  code: 'MID',
  title: { 'zh-CN': '中取', en: 'Middle part' },
  description: {
    'zh-CN': '从第几个字起取几个字，从 1 数起',
    en: 'Characters from a position, counted from 1',
  },
  aliases: ['中取'],
  minimum: 3,
  maximum: 3,
  parameters: ['text', 'number', 'number'],
  result: TEXT,
  evaluate(args, call) {
    const start = integerAt(args, 1, call, { min: 1, max: TEXT_RESULT_LENGTH_MAX }) - 1;
    return characters(textAt(args, 0, call))
      .slice(start, start + lengthAt(args, 2, call))
      .join('');
  },
};

const length: EagerPart = {
  code: 'LEN',
  title: { 'zh-CN': '长度', en: 'Length' },
  description: { 'zh-CN': '字数', en: 'How many characters' },
  aliases: ['长度'],
  minimum: 1,
  maximum: 1,
  parameters: ['text'],
  result: NUMBER,
  blanks: 'own',
  evaluate: (args, call) => (args[0] === null ? ZERO : ZERO.plus(characters(textAt(args, 0, call)).length)),
};

function mapped(
  code: string,
  change: (text: string) => string,
  words: Pick<EagerPart, 'title' | 'description' | 'aliases'>,
): EagerPart {
  return {
    ...words,
    code,
    minimum: 1,
    maximum: 1,
    parameters: ['text'],
    result: TEXT,
    evaluate: (args, call) => change(textAt(args, 0, call)),
  };
}

const upper = mapped('UPPER', (text) => text.toUpperCase(), {
  title: { 'zh-CN': '大写', en: 'Capitals' },
  description: { 'zh-CN': '字母转大写', en: 'Letters as capitals' },
  aliases: ['大写'],
});

const lower = mapped('LOWER', (text) => text.toLowerCase(), {
  title: { 'zh-CN': '小写', en: 'Small letters' },
  description: { 'zh-CN': '字母转小写', en: 'Letters as small letters' },
  aliases: ['小写'],
});

const trim = mapped('TRIM', (text) => text.trim(), {
  title: { 'zh-CN': '去空格', en: 'Trim' },
  description: { 'zh-CN': '去掉首尾空格', en: 'Without spaces at both ends' },
  aliases: ['去空格'],
});

const replace: EagerPart = {
  code: 'REPLACE',
  title: { 'zh-CN': '替换', en: 'Replace a part' },
  description: {
    'zh-CN': '从第几个字起把几个字换成另一段',
    en: 'Puts a text in the place of characters from a position, counted from 1',
  },
  aliases: ['替换'],
  minimum: 4,
  maximum: 4,
  parameters: ['text', 'number', 'number', 'text'],
  result: TEXT,
  evaluate(args, call) {
    const text = characters(textAt(args, 0, call));
    const start = integerAt(args, 1, call, { min: 1, max: TEXT_RESULT_LENGTH_MAX }) - 1;
    const end = start + lengthAt(args, 2, call);
    return joinTexts(
      [text.slice(0, start).join(''), textAt(args, 3, call), text.slice(end).join('')],
      call.span,
    );
  },
};

const substitute: EagerPart = {
  code: 'SUBSTITUTE',
  title: { 'zh-CN': '查找替换', en: 'Find and replace' },
  description: { 'zh-CN': '把一段文字全部换成另一段', en: 'Puts one text in all places of another' },
  aliases: ['查找替换'],
  minimum: 3,
  maximum: 3,
  parameters: ['text', 'text', 'text'],
  result: TEXT,
  blanks: 'own',
  evaluate(args, call) {
    if (args[0] === null) return null;
    const [text, wanted, instead] = args.map((arg, index) =>
      arg === null ? '' : textAt(args, index, call),
    ) as [string, string, string];
    if (wanted === '') return text;
    const pieces = text.split(wanted);
    const grown = text.length + (pieces.length - 1) * (instead.length - wanted.length);
    return grown > TEXT_RESULT_LENGTH_MAX
      ? call.fail('LIMIT', { what: 'text', max: TEXT_RESULT_LENGTH_MAX })
      : pieces.join(instead);
  },
};

export const TEXTS = [concat, left, right, middle, length, upper, lower, trim, replace, substitute];
