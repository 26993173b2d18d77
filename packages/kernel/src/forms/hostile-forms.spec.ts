import fc from 'fast-check';
import { checkDefinition } from '../metadata/index.js';
import type { FormDefinition } from '../metadata/index.js';
import { claimForm, itemForm, lookup, modelOf } from './claim.fixtures.js';
import { coerceChange, coerceValues } from './coerce.js';
import { computeRecord } from './compute.js';
import { buildFormModel } from './form-model.js';
import { validateComplete } from './validate-complete.js';

const claim = modelOf(claimForm);
const keys = [...claim.fields.map((field) => field.key), 'lines', 'fixed', '__proto__', 'constructor', 'id'];
const anything = fc.dictionary(fc.constantFrom(...keys), fc.jsonValue());

/** Formulas out of pieces that fit together now and then. */
const formula = fc
  .array(
    fc.constantFrom(
      'limit',
      'total',
      'lines.qty',
      'SUM(',
      'IF(',
      ')',
      ',',
      '+',
      '/',
      '1',
      '"a"',
      'place.name',
      '[',
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((pieces) => pieces.join(' '));

describe('whatever a caller sends', () => {
  test('is read or refused, never a crash, and what was read is computed and checked', () => {
    fc.assert(
      fc.property(anything, (input) => {
        coerceChange(claim, input);
        const values = coerceValues(claim, input);
        if (values.ok) validateComplete(claim, computeRecord(claim, values.value).record);
      }),
      { numRuns: 1000 },
    );
  });

  test('values that were read are read again as they are', () => {
    fc.assert(
      fc.property(anything, (input) => {
        const once = coerceValues(claim, input);
        if (once.ok) expect(coerceValues(claim, once.value)).toEqual(once);
      }),
      { numRuns: 1000 },
    );
  });

  test('a form with any formula has a model or a refusal', () => {
    fc.assert(
      fc.property(formula, (text) => {
        const { name, price } = itemForm.schema.properties;
        const properties = {
          name,
          price,
          limit: { ...price, 'x-formula': text },
          total: price,
        } as FormDefinition['schema']['properties'];
        const form: FormDefinition = {
          ...itemForm,
          schema: { ...itemForm.schema, properties },
          ui: { order: Object.keys(properties) },
        };
        expect(checkDefinition(form).ok).toBe(true);
        const built = buildFormModel(form, lookup);
        if (built.ok) computeRecord(built.value, { total: '1.0000' });
      }),
      { numRuns: 500 },
    );
  });
});
