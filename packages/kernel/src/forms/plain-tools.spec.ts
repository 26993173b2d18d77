import { Ajv2020 } from 'ajv/dist/2020.js';
import { fixtures } from '../metadata/fixture-files.fixtures.js';
import { DEFINITION_SCHEMAS, FILE_SCHEMAS, FORM_VOCABULARY } from '../metadata/index.js';
import type { ChoiceListDefinition, FormDefinition } from '../metadata/index.js';
import { modelOf, uuid } from './claim.fixtures.js';
import { toJsonSchema } from './json-schema.js';
import { withChoices } from './with-choices.js';

/** A strict validator that knows nothing of us but the published vocabulary. */
function strictAjv(): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  ajv.addVocabulary([...FORM_VOCABULARY.keywords]);
  for (const [name, pattern] of Object.entries(FORM_VOCABULARY.formats))
    ajv.addFormat(name, new RegExp(pattern));
  for (const name of ['uuid', 'date', 'date-time']) ajv.addFormat(name, true);
  return ajv;
}

const reasons = fixtures('choice-list', 'valid').get('reasons') as ChoiceListDefinition;
const form = withChoices(fixtures('form', 'valid').get('every-kind') as FormDefinition, () => reasons);
const accepts = strictAjv().compile(toJsonSchema(modelOf(form)));

const RECORD = {
  name: 'first',
  text: 'a note',
  count: 3,
  weight: '1.500',
  urgent: true,
  day: '2026-11-23',
  moment: '2026-11-23T06:00:00.000Z',
  starts: '08:30:00',
  rate: '0.1525',
  price: '12.50',
  currency: 'JPY',
  amount: '1200.000',
  level: 'low',
  owner: uuid(1),
  other: uuid(2),
  colours: ['red', 'blue'],
  reason: 'late',
  causes: ['late', 'broken'],
  department: 'stores',
  address: { province: '沪', detail: '一号' },
  place: { longitude: '121.473701', latitude: '31.2304' },
  papers: [{ id: uuid(3), name: 'a.pdf', mediaType: 'application/pdf', bytes: 12 }],
  photos: [{ id: uuid(4), name: 'a.png', mediaType: 'image/png', bytes: 12 }],
  signature: [
    { id: uuid(5), name: 's.png', mediaType: 'image/png', bytes: 9, by: uuid(6), at: '2026-11-23T08:00:00Z' },
  ],
  packs: [{ unit: 'bag', over: '2.500000', under: '4.000000' }],
  entered: '3.000',
  entered_unit: 'bag',
  base: '1.875',
  lines: [
    { from_time: '23:59:59', share: '0.5000', cost: '1.00', why: 'late', taken: '2.00', pieces: '288' },
  ],
};

describe('a validator that knows only the published vocabulary', () => {
  test('takes a record of every kind of field', () => {
    expect(Object.keys(RECORD).sort()).toEqual(Object.keys(form.schema.properties).sort());
    expect([accepts(RECORD), accepts.errors]).toEqual([true, null]);
  });

  test.each([
    ['a time without seconds', { starts: '8:30' }],
    ['a share with its sign', { rate: '15%' }],
    ['a number for money', { price: 12.5 }],
    ['a choice twice', { colours: ['red', 'red'] }],
    ['a choice that is not offered', { colours: ['black'] }],
    ['more choices than allowed', { colours: ['red', 'green', 'blue', 'white'] }],
    ['a value that the list of choices does not have', { reason: 'lost' }],
    ['the name of a file in the place of the file', { papers: ['a.pdf'] }],
    ['a field that is not there', { colour: 'red' }],
    ['a column that is not there', { lines: [{ colour: 'red' }] }],
  ])('refuses %s', (_, change) => {
    expect(accepts({ ...RECORD, ...change })).toBe(false);
  });

  test.each(Object.entries({ ...DEFINITION_SCHEMAS, ...FILE_SCHEMAS }))(
    'reads the schema of the kind %s',
    (_kind, schema) => {
      const ajv = new Ajv2020({ strict: false, validateFormats: false });
      expect(() => ajv.compile(JSON.parse(JSON.stringify(schema)) as object)).not.toThrow();
    },
  );

  test.each([...fixtures('form', 'valid')])('takes the form %s by its schema', (_name, definition) => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const valid = ajv.compile(JSON.parse(JSON.stringify(DEFINITION_SCHEMAS.form)) as object);
    expect([valid(definition), valid.errors]).toEqual([true, null]);
  });
});
