import fc from 'fast-check';
import { compileCondition } from '../expression/index.js';
import { Decimal, decimalText } from '../foundation/index.js';
import { fixtures } from '../metadata/fixture-files.fixtures.js';
import type { ChoiceListDefinition, FormDefinition, LinesField } from '../metadata/index.js';
import { modelOf, uuid } from './claim.fixtures.js';
import { coerceValues } from './coerce.js';
import { percentText } from './field-types/index.js';
import { validateComplete } from './validate-complete.js';
import { buildFormModel } from './form-model.js';
import { valueText } from './value-text.js';
import { withChoices } from './with-choices.js';

const definition = fixtures('form', 'valid').get('every-kind') as FormDefinition;
const reasons = fixtures('choice-list', 'valid').get('reasons') as ChoiceListDefinition;
const lists = (key: string) => (key === reasons.key ? reasons : undefined);
const sample = modelOf(withChoices(definition, lists));

const read = (values: object) => {
  const coerced = coerceValues(sample, values);
  return coerced.ok ? coerced.value : coerced.error.map(({ code, path }) => `${code} ${path}`);
};
const faults = (values: object) =>
  validateComplete(sample, values as never).map(({ code, path }) => `${code} ${path}`);
const words = (key: string, value: unknown, holder: object = {}) =>
  valueText(sample.field(key)!, value as never, { language: 'zh-CN', holder: holder as never });

describe('a time of day', () => {
  test.each([
    ['8:30', '08:30:00'],
    ['08:30:15', '08:30:15'],
    ['０８：３０', '08:30:00'],
    ['23:59', '23:59:00'],
  ])('%s is kept as %s', (typed, kept) => {
    expect(read({ starts: typed })).toEqual({ starts: kept });
  });

  test.each(['24:00', '8', '8:60', 'noon', 830])('%j is none', (typed) => {
    expect(read({ starts: typed })).toEqual(['time_invalid /starts']);
  });

  test('is read without seconds that say nothing', () => {
    expect([words('starts', '08:30:00'), words('starts', '08:30:05')]).toEqual(['08:30', '08:30:05']);
  });
});

describe('a share', () => {
  test('is kept as a fraction, and may come with its sign', () => {
    expect(read({ rate: '0.1525' })).toEqual({ rate: '0.1525' });
    expect(read({ rate: '15.25%' })).toEqual({ rate: '0.1525' });
    expect(read({ rate: '１３ ％' })).toEqual(['decimal_invalid /rate']);
    expect(read({ rate: '13 ％' })).toEqual({ rate: '0.1300' });
    expect(read({ rate: '15.255%' })).toEqual(['decimal_scale /rate']);
    expect(read({ rate: '101%' })).toEqual(['number_max /rate']);
  });

  test('loses nothing on its way to the sign and back', () => {
    const fractions = fc.integer({ min: 0, max: 10_000 }).map((n) => new Decimal(n).div(10_000).toFixed(4));
    fc.assert(
      fc.property(fractions, (fraction) => {
        expect(read({ rate: percentText(fraction) })).toEqual({ rate: fraction });
      }),
    );
    expect(decimalText(new Decimal('0.1525'))).toBe('0.1525');
  });
});

describe('an amount of money', () => {
  test('has the places of its currency', () => {
    expect(sample.field('price')?.scale).toBe(2);
    expect(read({ price: '1.005' })).toEqual(['decimal_scale /price']);
    expect(read({ price: '1.5' })).toEqual({ price: '1.50' });
  });

  test('has the places of the currency that stands beside it', () => {
    expect(faults({ currency: 'JPY', amount: '10.500' })).toEqual(['currency_places /amount']);
    expect(faults({ currency: 'JPY', amount: '10.000' })).toEqual([]);
    expect(faults({ currency: 'KWD', amount: '10.123' })).toEqual([]);
    expect(faults({ amount: '10.123' })).toEqual([]);
  });

  test('is told with its currency', () => {
    expect(words('price', '1.50')).toBe('1.50 CNY');
    expect(words('amount', '1.500', { currency: 'JPY' })).toBe('1.500 JPY');
    expect(words('level', 'high')).toBe('高');
    expect(words('urgent', true)).toBe('是');
    expect(words('weight', null)).toBe('');
  });
});

describe('several choices', () => {
  test('are kept in the order in which they are offered, each once', () => {
    expect(read({ colours: ['blue', 'red', 'blue'] })).toEqual({ colours: ['red', 'blue'] });
    expect(read({ colours: [] })).toEqual({ colours: null });
    expect(read({ colours: 'red' })).toEqual({ colours: ['red'] });
    expect(words('colours', ['red', 'blue'])).toBe('红、蓝');
  });

  test.each([
    [['red', 'black'], 'choice_unknown /colours'],
    [['red', 'green', 'blue', 'white'], 'too_many_choices /colours'],
    [[{ red: true }], 'choices_invalid /colours'],
    [[1], 'choice_unknown /colours'],
  ])('%j are refused', (given, expected) => {
    expect(read({ colours: given })).toEqual([expected]);
  });

  test('cannot be a column, a key or a sort', () => {
    const { colours, lines } = definition.schema.properties as unknown as Record<string, object>;
    const { properties } = (lines as LinesField).items;
    const wrong = {
      ...definition,
      schema: {
        ...definition.schema,
        properties: {
          ...definition.schema.properties,
          lines: { ...lines, items: { type: 'object', properties: { ...properties, colours } } },
        },
      },
      unique: [{ id: 'once', fields: ['name', 'colours'] }],
      lists: [{ id: 'all', title: definition.title, columns: ['name'], sort: ['-colours'] }],
    } as unknown as FormDefinition;
    const built = buildFormModel(wrong, () => wrong, { choices: lists });
    expect(built.ok ? [] : built.error.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'kind_not_in_lines /schema/properties/lines/items/properties/colours',
      'kind_not_sorted /lists/0/sort/0',
      'kind_not_sorted /unique/0/fields/1',
    ]);
  });
});

describe('a choice from a list of choices', () => {
  test('takes the values of the list', () => {
    expect(read({ reason: 'late', causes: ['broken', 'late'], lines: [{ why: 'lost' }] })).toEqual([
      'choice_unknown /lines/0/why',
    ]);
    expect(read({ causes: ['broken', 'late'] })).toEqual({ causes: ['late', 'broken'] });
    expect(words('reason', 'broken')).toBe('损坏');
  });

  test('names a list that is there', () => {
    const built = buildFormModel(definition, () => definition, { choices: () => undefined });
    expect(built.ok ? [] : built.error.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'unknown_choice_list /schema/properties/reason/x-choices',
      'unknown_choice_list /schema/properties/causes/x-choices',
      'unknown_choice_list /schema/properties/lines/items/properties/why/x-choices',
    ]);
  });
});

describe('a department', () => {
  test('is named by its key', () => {
    expect(read({ department: 'stores' })).toEqual({ department: 'stores' });
    expect(read({ department: 'Stores 2' })).toEqual(['department_invalid /department']);
  });
});

describe('an address', () => {
  const kept = { province: '沪', city: '沪', detail: '一号' };

  test('keeps the parts that say something, in one order', () => {
    expect(read({ address: { detail: '一号', city: ' 沪 ', province: '沪', street: '' } })).toEqual({
      address: kept,
    });
    expect(read({ address: { detail: ' ' } })).toEqual({ address: null });
    expect(words('address', kept)).toBe('沪沪一号');
    const { type } = sample.field('address')!;
    expect(type.same(kept, { detail: '一号', city: '沪', province: '沪' })).toBe(true);
    expect(type.same(kept, { ...kept, detail: '二号' })).toBe(false);
  });

  test.each([
    [{ country: 'x' }, 'unknown_field /address'],
    [{ city: 1 }, 'address_invalid /address'],
    [['x'], 'address_invalid /address'],
    [{ city: 'x'.repeat(201) }, 'text_too_long /address'],
  ])('%j is none', (given, expected) => {
    expect(read({ address: given })).toEqual([expected]);
  });

  test('is read part by part by conditions', () => {
    const where = compileCondition({ '==': [{ var: 'address.city' }, '沪'] }, sample.scope);
    expect(where.ok && where.value.holds({ record: { address: kept } })).toBe(true);
    expect(where.ok && where.value.holds({ record: {} })).toBe(false);
  });
});

describe('a location', () => {
  test('has its degrees exactly', () => {
    const place = { longitude: '121.47370100', latitude: '31.2304', accuracy: '12' };
    expect(read({ place })).toEqual({
      place: { longitude: '121.473701', latitude: '31.2304', accuracy: '12' },
    });
    expect(words('place', { longitude: '121.4', latitude: '31.2' })).toBe('31.2, 121.4');
  });

  test.each([
    [{ longitude: '181', latitude: '0' }],
    [{ longitude: '0', latitude: '-90.1' }],
    [{ longitude: '0' }],
    [{ longitude: 121.4, latitude: 31.2 }],
    [{ longitude: '0', latitude: '0', height: '3' }],
    [{ longitude: '0.123456789', latitude: '0' }],
    ['31.2, 121.4'],
  ])('%j is none', (place) => {
    expect(read({ place })).toEqual(['location_invalid /place']);
  });
});

describe('files', () => {
  const kept = [{ id: uuid(7), name: '单据.pdf', mediaType: 'application/pdf', bytes: 3 }];

  test('are told by their ids; what a sender says of them besides is not believed', () => {
    const expected = { papers: [{ id: uuid(7) }] };
    expect(read({ papers: kept })).toEqual(expected);
    expect(read({ papers: [uuid(7).toUpperCase(), uuid(7)] })).toEqual(expected);
    expect(read({ papers: [] })).toEqual({ papers: null });
  });

  test('are the same when their ids are, and read as their names', () => {
    const { type } = sample.field('papers')!;
    expect(type.same(kept, [{ id: uuid(7) }])).toBe(true);
    expect(type.same(kept, [{ id: uuid(8) }])).toBe(false);
    expect(words('papers', [...kept, { ...kept[0], name: 'b.pdf' }])).toBe('单据.pdf、b.pdf');
  });

  test.each([
    [['a.pdf'], 'files_invalid /papers'],
    [[{ name: 'a.pdf' }], 'files_invalid /papers'],
    [[1, 2, 3, 4].map(uuid), 'too_many_files /papers'],
  ])('%j are none', (papers, expected) => {
    expect(read({ papers })).toEqual([expected]);
  });

  test('are blank or not to conditions', () => {
    const where = compileCondition({ '!!': [{ var: 'papers' }] }, sample.scope);
    expect(where.ok && [{ papers: kept }, {}].map((record) => where.value.holds({ record }))).toEqual([
      true,
      false,
    ]);
  });

  test('cannot stand in a table of lines', () => {
    const { lines, papers } = definition.schema.properties as unknown as Record<string, never>;
    const changed = structuredClone(definition) as unknown as {
      schema: { properties: Record<string, { items: { properties: Record<string, unknown> } }> };
    };
    changed.schema.properties['lines']!.items.properties['papers'] = papers;
    expect(lines).toBeDefined();
    const form = changed as unknown as typeof definition;
    const built = buildFormModel(form, () => form, { choices: () => reasons });
    expect(built.ok ? [] : built.error.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'kind_not_in_lines /schema/properties/lines/items/properties/papers',
    ]);
  });
});
