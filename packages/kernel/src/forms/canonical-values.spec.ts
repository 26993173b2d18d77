import { FIELD_TYPES, fieldTypeOf } from './field-types/index.js';
import type { ScalarField } from '../metadata/index.js';

const title = { 'zh-CN': '字段', en: 'Field' };
const SCHEMAS = (
  [
    { type: 'string', format: 'decimal', 'x-scale': 2 },
    { type: 'string', format: 'decimal', 'x-scale': 0, 'x-minimum': '0' },
    { type: 'string', format: 'decimal', 'x-scale': 3, 'x-minimum': '1', 'x-maximum': '99' },
    { type: 'string', maxLength: 5 },
    { type: 'string', minLength: 2 },
    { type: 'boolean' },
    { type: 'string', format: 'date' },
    { type: 'string', enum: ['low', 'high'], 'x-titles': [title, title] },
  ] as const
).map((schema) => ({ ...schema, 'x-title': title }) as unknown as ScalarField);

const VALUES: readonly unknown[] = [
  ...['0', '0.00', '-0.00', '00.10', '1', '1.5', '1.50', '1.500', '-1.50', '.50', '1.', '1.50 ', '１.50'],
  ...['100.000', '99.000', '9'.repeat(16), `${'9'.repeat(16)}.00`, `${'9'.repeat(17)}.00`, '9'.repeat(19)],
  ...['', ' ', ' a', 'a ', 'ab', 'a\0', 'a\nb', '\uD800', '数量', 'é', 'e\u0301', 'abcdef', '𠀀𠀀'],
  ...[
    '2026-02-28',
    '2026-02-29',
    '2024-02-29',
    '0000-01-01',
    '2026-13-01',
    '2026-00-10',
    '2026-1-010',
    '2026/02/28',
  ],
  ...['low', 'mid', 'true', true, false, null, undefined, 0, 1.5, [], {}],
];

describe('the short way for everyday values', () => {
  test.each(SCHEMAS.map((schema) => [JSON.stringify(schema), schema] as const))(
    'takes only what the long way would keep as it is: %s',
    (_, schema) => {
      const type = fieldTypeOf(schema);
      const taken = VALUES.filter((value) => type.isCanonical?.(value, schema));
      for (const value of taken) expect(type.coerce(value, schema)).toEqual({ ok: true, value });
    },
  );

  test('takes everyday values', () => {
    const taken = SCHEMAS.map((schema) =>
      VALUES.filter((value) => fieldTypeOf(schema).isCanonical?.(value, schema)),
    );
    expect(taken[0]).toEqual(['0.00', '1.50', `${'9'.repeat(16)}.00`]);
    expect(taken[2]).toEqual([]);
    expect(taken[3]).toContain('数量');
    expect(taken[5]).toEqual([true, false]);
    expect(taken[6]).toEqual(['2026-02-28', '2024-02-29']);
    expect(taken[7]).toEqual(['low']);
  });

  test('is there for the kinds that documents are full of', () => {
    const kinds = FIELD_TYPES.filter((type) => type.isCanonical).map((type) => type.kind);
    expect(kinds).toEqual(expect.arrayContaining(['text', 'decimal', 'boolean', 'date', 'choice']));
  });
});
