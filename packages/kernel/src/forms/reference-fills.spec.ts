import type { RecordData, WireValue } from '../expression/index.js';
import type { FormDefinition } from '../metadata/index.js';
import { uuid } from './claim.fixtures.js';
import { buildFormModel } from './form-model.js';
import { applyReferenceFills } from './references.js';

const title = (name: string) => ({ 'zh-CN': name, en: name });
const field = (more: object) => ({ 'x-title': title('f'), ...more });
const address = field({ type: 'object', 'x-address': true });
const location = field({ type: 'object', 'x-location': true });
const text = field({ type: 'string' });
const several = (...values: string[]) =>
  field({
    type: 'array',
    uniqueItems: true,
    items: { type: 'string', enum: values, 'x-titles': values.map(title) },
  });
const files = (kind: string, more: object = {}) =>
  field({ type: 'array', 'x-files': kind, items: { type: 'object' }, ...more });
const money = (currency: unknown) => field({ type: 'string', format: 'decimal', 'x-currency': currency });
const signature = files('signature');

function form(key: string, properties: object): FormDefinition {
  const schema = { type: 'object', properties };
  const ui = { order: Object.keys(properties) };
  return { kind: 'form', format: 1, key, title: title(key), usage: 'master', schema, ui } as FormDefinition;
}

/** A form whose reference copies `from` into `to`, and beside it what else it copies. */
function copying(from: object, to: object, more: { readonly there?: object; readonly here?: object } = {}) {
  const fill = { to: 'from', ...Object.fromEntries(Object.keys(more.there ?? {}).map((key) => [key, key])) };
  const other = form('partner', { from, ...more.there });
  const reference = field({ type: 'string', format: 'uuid', 'x-reference': { form: 'partner', fill } });
  const own = form('order', { partner: reference, to, ...more.there, ...more.here });
  return buildFormModel(own, (key) => (key === 'partner' ? other : own), {});
}

function copied(from: object, to: object, value: WireValue): WireValue | undefined {
  const built = copying(from, to);
  if (!built.ok) throw new Error(JSON.stringify(built.error));
  const partner: RecordData = { id: uuid(1), from: value };
  return applyReferenceFills(built.value, { partner: uuid(1) }, undefined, () => partner)['to'];
}

function fault(built: ReturnType<typeof copying>): readonly string[] {
  return built.ok ? [] : built.error.map(({ code, path }) => `${code} ${path.split('/').at(-1)}`);
}

describe('a reference copies fields of several parts', () => {
  const kept = [{ id: uuid(7), name: 'a.png', mediaType: 'image/png', bytes: 3 }];

  test.each<[string, object, object, WireValue]>([
    ['an address', address, address, { province: '浙江省', city: '杭州市', detail: '1 号' }],
    ['a location', location, location, { longitude: '120.1', latitude: '30.2' }],
    ['several choices', several('a', 'b'), several('c', 'b', 'a'), ['b', 'a']],
    ['files', files('file'), files('file'), kept],
    ['pictures, also as files', files('image'), files('file'), kept],
    ['an amount of the same currency', money('CNY'), money('CNY'), '12.50'],
  ])('%s', (_, from, to, value) => {
    expect(copied(from, to, value)).toEqual(value);
  });

  test('an amount comes with the currency that a field names', () => {
    const built = copying(money({ field: 'currency' }), money({ field: 'currency' }), {
      there: { currency: text },
    });
    expect(fault(built)).toEqual([]);
  });

  test('what is blank there is blank here', () => {
    expect(copied(address, address, null)).toBeUndefined();
  });
});

describe('a copy that does not fit is refused before it is published', () => {
  test.each<[string, object, object, string]>([
    ['an address into a location', address, location, 'fill_kind'],
    ['an address into a text', address, text, 'fill_kind'],
    ['a text into several choices', text, several('a'), 'fill_kind'],
    ['files into choices', files('file'), several('a'), 'fill_kind'],
    ['a choice that is not offered', several('a', 'b'), several('a'), 'fill_choices'],
    ['more choices than are taken', several('a', 'b'), { ...several('a', 'b'), maxItems: 1 }, 'fill_fewer'],
    ['files of any kind into pictures', files('file'), files('image'), 'fill_files'],
    ['more files than are taken', files('image'), files('image', { maxItems: 2 }), 'fill_files'],
    ['an amount in another currency', money('CNY'), money('USD'), 'fill_currency'],
    ['a signature', signature, signature, 'signature_not_copied'],
    ['a signature as a picture', signature, files('image'), 'fill_kind'],
  ])('%s', (_, from, to, expected) => {
    expect(fault(copying(from, to))).toEqual([`${expected} to`]);
  });

  test('an amount without the currency that its field names', () => {
    const named = money({ field: 'currency' });
    const other = form('partner', { from: named, currency: text });
    const reference = field({
      type: 'string',
      format: 'uuid',
      'x-reference': { form: 'partner', fill: { to: 'from' } },
    });
    const own = form('order', { partner: reference, to: named, currency: text });
    const built = buildFormModel(own, (key) => (key === 'partner' ? other : own), {});
    expect(fault(built)).toEqual(['fill_currency_field to']);
  });

  test('an amount whose currency is fixed on one side alone', () => {
    const built = copying(money('CNY'), money({ field: 'currency' }), { here: { currency: text } });
    expect(fault(built)).toEqual(['fill_currency_kind to']);
  });
});
