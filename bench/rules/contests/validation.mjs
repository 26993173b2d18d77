import { buildFormModel, coerceValues, toJsonSchema, validateComplete } from '@dougong/kernel/forms';
import { isDecimalText } from '@dougong/kernel/foundation';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** A body of 40 fields and 50 lines of 8 columns: checking it should not cost more than reading it. */
export const validation = {
  title: 'validation, 40 fields and 50 lines',
  goals: [
    { of: 'ajv', against: 'JSON.parse', atMost: 1 },
    { of: 'dougong', against: 'JSON.parse', atMost: 1 },
  ],
  agree: Boolean,
  contestants() {
    const model = documentModel();
    const accepts = ajvOf(model);
    const body = JSON.stringify(document());
    const values = document();
    if (!coerceValues(model, values).ok) throw new Error(JSON.stringify(coerceValues(model, values).error));
    return {
      'JSON.parse': () => JSON.parse(body),
      ajv: () => accepts(values),
      dougong: () => validateComplete(model, values).length === 0,
      'dougong, reading included': () =>
        coerceValues(model, values).ok && validateComplete(model, values).length === 0,
    };
  },
};

function ajvOf(model) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addFormat('decimal', isDecimalText);
  ajv.addFormat('date', /^\d{4}-\d\d-\d\d$/);
  return ajv.compile(toJsonSchema(model));
}

const title = (text) => ({ 'zh-CN': text, en: text });
const KINDS = [
  { schema: { type: 'string', format: 'decimal', 'x-scale': 2 }, value: '1250.50' },
  { schema: { type: 'string', maxLength: 60 }, value: 'a word or two' },
  { schema: { type: 'boolean' }, value: true },
  { schema: { type: 'string', format: 'date' }, value: '2026-03-31' },
];

function columns(count, prefix) {
  return Array.from({ length: count }, (_, n) => ({ key: `${prefix}${n}`, ...KINDS[n % KINDS.length] }));
}

function propertiesOf(fields) {
  return Object.fromEntries(fields.map(({ key, schema }) => [key, { ...schema, 'x-title': title(key) }]));
}

function valuesOf(fields) {
  return Object.fromEntries(fields.map(({ key, value }) => [key, value]));
}

const HEADER = columns(40, 'h');
const LINE = columns(8, 'c');

function documentModel() {
  const lines = {
    type: 'array',
    'x-title': title('Lines'),
    items: { type: 'object', properties: propertiesOf(LINE), required: ['c0'], additionalProperties: false },
  };
  const properties = { ...propertiesOf(HEADER), lines };
  const model = buildFormModel(
    {
      kind: 'form',
      format: 1,
      key: 'doc',
      title: title('Document'),
      usage: 'document',
      schema: { type: 'object', properties, required: ['h0', 'lines'], additionalProperties: false },
      ui: { order: Object.keys(properties) },
    },
    () => undefined,
  );
  if (!model.ok) throw new Error(JSON.stringify(model.error));
  return model.value;
}

function document() {
  return { ...valuesOf(HEADER), lines: Array.from({ length: 50 }, () => valuesOf(LINE)) };
}
