import { fixtures } from '../metadata/fixture-files.fixtures.js';
import { isLinesField } from '../metadata/index.js';
import type { FormDefinition } from '../metadata/index.js';
import { claimForm, claimWith, lookup, modelOf } from './claim.fixtures.js';
import { applyDefaults } from './defaults.js';
import { FIELD_TYPES } from './field-types/index.js';
import { buildFormModel } from './form-model.js';
import { actionsFrom, isEditableIn, stateOf } from './lifecycle.js';

const claim = modelOf(claimForm);
const everyKind = fixtures('form', 'valid').get('every-kind') as FormDefinition;
const title = { 'zh-CN': 't', en: 't' };
const refusals = (properties: Record<string, unknown>) => {
  const built = buildFormModel(claimWith(properties), lookup);
  return built.ok ? [] : built.error.map((found) => `${found.code} ${found.path}`);
};

describe('the model of a form', () => {
  test('has fields and columns in the order of the form', () => {
    expect(claim.fields.slice(0, 3).map((field) => field.path)).toEqual(['no', 'place', 'place_name']);
    expect(claim.line('lines')?.fields.map((field) => field.path)).toEqual(
      ['item', 'name', 'qty', 'price', 'amount', 'share', 'reason'].map((key) => `lines.${key}`),
    );
  });

  test('knows what belongs to the server', () => {
    expect(claim.fields.filter((field) => field.serverOwned).map((field) => field.key)).toEqual([
      'no',
      'place_name',
      'total',
      'excess',
    ]);
  });

  test('knows its numbered fields', () => {
    expect(claim.numberFields.map((field) => field.number.source)).toEqual(['C{yyyy}{MM}-{seq:4}']);
  });

  test.each([
    [
      'a formula that names nothing',
      { total: { ...claimForm.schema.properties.total, 'x-formula': 'nothing + 1' } },
      'formula_unknown_variable /schema/properties/total/x-formula',
    ],
    [
      'a text where a number belongs',
      { total: { ...claimForm.schema.properties.total, 'x-formula': '"a"' } },
      'formula_result /schema/properties/total/x-formula',
    ],
    [
      'a default of another type',
      { urgent: { type: 'boolean', 'x-title': title, 'x-default': 'today' } },
      'formula_result /schema/properties/urgent/x-default',
    ],
    [
      'a reference to nothing',
      { place: { type: 'string', format: 'uuid', 'x-title': title, 'x-reference': { form: 'gone' } } },
      'unknown_form /schema/properties/place/x-reference/form',
    ],
    [
      'a fill into nothing',
      {
        place: {
          type: 'string',
          format: 'uuid',
          'x-title': title,
          'x-reference': { form: 'place', fill: { gone: 'name' } },
        },
      },
      'unknown_field /schema/properties/place/x-reference/fill/gone',
    ],
    [
      'a fill from nothing',
      {
        place: {
          type: 'string',
          format: 'uuid',
          'x-title': title,
          'x-reference': { form: 'place', fill: { note: 'gone' } },
        },
      },
      'unknown_field /schema/properties/place/x-reference/fill/note',
    ],
    [
      'a fill of another type',
      {
        place: {
          type: 'string',
          format: 'uuid',
          'x-title': title,
          'x-reference': { form: 'place', fill: { limit: 'name' } },
        },
      },
      'fill_type /schema/properties/place/x-reference/fill/limit',
    ],
    [
      'a fill into a computed field',
      {
        place: {
          type: 'string',
          format: 'uuid',
          'x-title': title,
          'x-reference': { form: 'place', fill: { total: 'name' } },
        },
      },
      'computed_field /schema/properties/place/x-reference/fill/total',
    ],
    [
      'a number without a sequence',
      { no: { type: 'string', 'x-title': title, 'x-number': { pattern: 'C{yyyy}' } } },
      'number_pattern /schema/properties/no/x-number/pattern',
    ],
  ])('refuses %s', (_, properties, expected) => {
    expect(refusals(properties)).toContain(expected);
  });

  test('fills a new record with its defaults, and leaves what is filled alone', () => {
    const variables = { actor: 'u1', today: '2026-11-22' };
    expect(applyDefaults(claim, { owner: 'u2' }, { variables })).toEqual({
      owner: 'u2',
      happened_on: '2026-11-22',
    });
    expect(applyDefaults(claim, {}, { variables }).owner).toBe('u1');
  });

  test('knows the life of a record', () => {
    expect(stateOf(claim.lifecycle, {})).toBe('draft');
    expect(isEditableIn(claim.lifecycle, 'draft')).toBe(true);
    expect(isEditableIn(claim.lifecycle, 'sent')).toBe(false);
    expect(actionsFrom(claim.lifecycle, 'sent').map((action) => action.id)).toEqual(['finish']);
  });
});

describe('field types', () => {
  const schemas = Object.values(claimForm.schema.properties).filter((schema) => schema.type !== 'array');

  test('exactly one part answers for each field', () => {
    const all = [
      ...schemas,
      ...Object.values(everyKind.schema.properties).filter((each) => !isLinesField(each)),
    ];
    for (const schema of all as typeof schemas)
      expect(FIELD_TYPES.filter((type) => type.matches(schema))).toHaveLength(1);
  });

  test.each(FIELD_TYPES.map((type) => [type.kind, type] as const))(
    '%s is titled, described, offers filters and has a schema that survives JSON',
    (_, type) => {
      for (const text of [type.title, type.description])
        expect(Object.values(text).every((words) => words.length > 0)).toBe(true);
      expect(type.operators.length).toBeGreaterThan(0);
      expect(JSON.parse(JSON.stringify(type.config))).toMatchObject({ type: 'object' });
    },
  );

  test('every kind of field occurs in the form that the tests use', () => {
    const sample = modelOf(everyKind);
    const kinds = new Set(
      [...sample.fields, ...sample.lines.flatMap((line) => line.fields)].map((field) => field.type.kind),
    );
    expect(kinds).toEqual(new Set(FIELD_TYPES.map((type) => type.kind)));
  });

  test('a value that was coerced once stays the same when it is coerced again', () => {
    const samples: Record<string, unknown> = {
      limit: '1.5',
      copies: '7',
      seen_at: '2026-01-01T00:00:00+01:00',
      note: 'é',
      level: 'low',
      urgent: true,
    };
    for (const [key, sample] of Object.entries(samples)) {
      const field = claim.field(key)!;
      const once = field.type.coerce(sample, field.schema);
      expect(once.ok && field.type.coerce(once.value, field.schema)).toEqual(once);
    }
  });
});
