import { currencyPlaces, issue, parseDecimal } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { RecordData } from '../../expression/index.js';
import { MoneyField } from '../../metadata/index.js';
import type { ScalarField } from '../../metadata/index.js';
import { decimalField } from './decimal.field.js';
import type { Copy, FieldType } from './field-type.js';
import type { MoneySchema } from './schemas.js';

/** The currency of an amount: fixed, or named by a field beside it; absent where nobody has named it yet. */
export function currencyOf(schema: ScalarField, holder: RecordData): string | undefined {
  const currency = (schema as MoneySchema)['x-currency'];
  if (typeof currency === 'string') return currency;
  const named = holder[currency.field];
  return typeof named === 'string' && named !== '' ? named : undefined;
}

/** An amount without its currency is another amount: both go together, or both fields have the same one. */
function copyFault({ from, to, fills }: Copy): Issue | undefined {
  const [own, other] = [from, to].map((schema) => (schema as MoneySchema)['x-currency']);
  if (own === undefined || other === undefined) return undefined;
  if (typeof own === 'string' && typeof other === 'string')
    return own === other ? undefined : issue('fill_currency', '', { from: own, to: other });
  if (typeof own === 'string' || typeof other === 'string') return issue('fill_currency_kind');
  const goesAlong = fills.some(({ target, source }) => target === other.field && source === own.field);
  return goesAlong ? undefined : issue('fill_currency_field', '', { source: own.field, field: other.field });
}

export const moneyField: FieldType = {
  ...decimalField,
  kind: 'money',
  title: { 'zh-CN': '金额', en: 'Amount of money' },
  description: {
    'zh-CN': '带币种的金额，小数位随币种',
    en: 'An amount in a currency, with the places of that currency',
  },
  config: MoneyField,
  matches: (schema) => 'x-currency' in schema,
  copies: { group: 'money', fault: copyFault },
  checkBeside(value, schema, holder) {
    const currency = currencyOf(schema, holder);
    if (typeof (schema as MoneySchema)['x-currency'] === 'string' || currency === undefined) return undefined;
    const places = currencyPlaces(currency);
    const used = typeof value === 'string' ? (parseDecimal(value)?.decimalPlaces() ?? 0) : 0;
    return used > places ? issue('currency_places', '', { currency, scale: places }) : undefined;
  },
  text: (value, schema, { holder }) => [String(value), currencyOf(schema, holder)].filter(Boolean).join(' '),
};
