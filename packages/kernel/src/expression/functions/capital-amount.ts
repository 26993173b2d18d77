import { fixedText } from '../../foundation/index.js';
import { decimalAt } from './arguments.js';
import { TEXT } from './part.js';
import type { EagerPart } from './part.js';

const DIGITS = [...'零壹贰叁肆伍陆柒捌玖'];
const PLACES = ['', '拾', '佰', '仟'];
/** Names of groups of four digits, the last first. */
const GROUPS = ['', '万', '亿', '万亿'];
const GROUP = 4;
const WHOLE_DIGITS_MAX = GROUP * GROUPS.length;

/** Four digits: `1001` is 壹仟零壹; a run of zeros inside is said once, one at the end not at all. */
function groupWords(digits: string): string {
  const words = [...digits].map((digit, at) =>
    digit === '0' ? '零' : `${DIGITS[Number.parseInt(digit, 10)]}${PLACES[digits.length - 1 - at]}`,
  );
  return words.join('').replace(/零+/g, '零').replace(/零$/, '');
}

function wholeWords(digits: string): string {
  const groups = digits.padStart(Math.ceil(digits.length / GROUP) * GROUP, '0').match(/\d{4}/g) ?? [];
  const words = groups.map((group, at) => {
    const said = groupWords(group);
    // A group of zeros says nothing; what stands behind zeros begins with one.
    return said === '' ? '零' : `${said}${GROUPS[groups.length - 1 - at]}${group.endsWith('0') ? '零' : ''}`;
  });
  return words
    .join('')
    .replace(/零+/g, '零')
    .replace(/^零|零$/g, '');
}

function cents(fraction: string, hasWhole: boolean): string {
  const [tenth = '0', hundredth = '0'] = fraction;
  if (tenth === '0' && hundredth === '0') return '整';
  const digit = (each: string) => DIGITS[Number.parseInt(each, 10)];
  const tenths = tenth === '0' ? (hasWhole ? '零' : '') : `${digit(tenth)}角`;
  return `${tenths}${hundredth === '0' ? '整' : `${digit(hundredth)}分`}`;
}

const capitalAmount: EagerPart = {
  code: 'CAPITALAMOUNT',
  title: { 'zh-CN': '金额大写', en: 'Amount in Chinese capitals' },
  description: {
    'zh-CN': '人民币金额的大写，四舍五入到分：壹仟零壹元伍角整',
    en: 'An amount in yuan in Chinese capitals, rounded to the fen, as cheques and vouchers want it',
  },
  aliases: ['金额大写', '大写金额'],
  minimum: 1,
  maximum: 1,
  parameters: ['number'],
  result: TEXT,
  evaluate(args, call) {
    const amount = decimalAt(args, 0, call);
    const [whole = '0', fraction = ''] = fixedText(amount.abs(), 2).split('.');
    if (whole.length > WHOLE_DIGITS_MAX) return call.fail('DOMAIN', { value: whole, position: 1 });
    const yuan = wholeWords(whole);
    const rest = cents(fraction, yuan !== '');
    if (yuan === '' && rest === '整') return '零元整';
    return `${amount.isNegative() ? '负' : ''}${yuan === '' ? '' : `${yuan}元`}${rest}`;
  },
};

export const CAPITAL_AMOUNTS = [capitalAmount];
