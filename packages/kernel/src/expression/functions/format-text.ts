import { Decimal, fixedText } from '../../foundation/index.js';
import { joinTexts } from '../join-texts.js';
import type { Value } from '../types.js';
import { textAt } from './arguments.js';
import { TEXT } from './part.js';
import type { Call, EagerPart } from './part.js';

/** `#,##0.00`, `0.0##`, `0%`, with words around it: `约 #,##0 元`. */
const NUMBER_FORMAT = /^([^#0.,%]*)((?:[#,]*0|#[#,]*)(?:\.(0*)(#*))?)(%?)([^#0.,%]*)$/;
const DATE_FORMAT = /yyyy|yy|MM|M|dd|d|HH|H|mm|m|ss|s/g;
const INSTANT = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?)?/;
const PLACES_MAX = 20;
const GROUP = /\B(?=(\d{3})+$)/g;

function formatNumber(value: Decimal, format: string, call: Call): string {
  const match = NUMBER_FORMAT.exec(format);
  if (match === null) return call.fail('DOMAIN', { value: format.slice(0, 40) });
  const [, before = '', digits = '', fixed = '', open = '', percent = '', after = ''] = match;
  const most = fixed.length + open.length;
  if (most > PLACES_MAX) call.fail('DOMAIN', { value: format.slice(0, 40) });
  const text = fixedText(percent === '' ? value : value.times(100), most);
  const [whole = '0', fraction = ''] = text.split('.');
  const kept = fraction.slice(0, fixed.length) + fraction.slice(fixed.length).replace(/0+$/, '');
  const grouped = digits.includes(',') ? whole.replace(GROUP, ',') : whole;
  return `${before}${grouped}${kept === '' ? '' : `.${kept}`}${percent}${after}`;
}

function formatDate(text: string, format: string, call: Call): string {
  const match = INSTANT.exec(text);
  if (match === null) return call.fail('DOMAIN', { value: text.slice(0, 40) });
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00'] = match;
  const parts: Readonly<Record<string, string>> = {
    yyyy: year,
    yy: year.slice(2),
    MM: month,
    dd: day,
    HH: hour,
    mm: minute,
    ss: second,
  };
  return format.replace(DATE_FORMAT, (token) => parts[token] ?? withoutZero(parts[token + token] ?? ''));
}

function withoutZero(digits: string): string {
  return digits.replace(/^0(?=\d)/, '');
}

const text: EagerPart = {
  code: 'TEXT',
  title: { 'zh-CN': '文本', en: 'As text' },
  description: {
    'zh-CN': '把值写成文本；可给格式，如 "#,##0.00"、"0.0%"、"yyyy年M月d日"、"HH:mm"',
    en: 'Writes a value as text; with a format such as "#,##0.00", "0.0%", "yyyy-MM-dd", "HH:mm"',
  },
  aliases: ['文本'],
  minimum: 1,
  maximum: 2,
  parameters: ['single', 'text'],
  result: TEXT,
  evaluate(args, call) {
    const value = args[0] as Value;
    if (args.length < 2) return joinTexts([value], call.span);
    const format = textAt(args, 1, call);
    if (Decimal.isDecimal(value)) return formatNumber(value as Decimal, format, call);
    if (typeof value === 'string') return formatDate(value, format, call);
    return call.fail('TYPE', { expected: 'number' });
  },
};

export const FORMATS = [text];
