import type { EvaluationInput, RecordData, WireValue } from '../expression/index.js';
import type { FieldModel, FormModel } from '../forms/index.js';
import { fixedText, Decimal } from '../foundation/index.js';

const EXAMPLE_DAY = '2026-01-15';
const EXAMPLE_ID = '00000000-0000-7000-8000-000000000000';
const DEPTH_MAX = 3;

/**
 * A record that could be, where no real one is chosen: texts are called by their titles, choices are the first ones, what is
 * referred to is an example as well.
 * @param title the title of a field in the reader's language
 */
export function exampleInput(
  model: FormModel,
  models: ReadonlyMap<string, FormModel>,
  title: (field: FieldModel) => string,
): EvaluationInput {
  const known = new Map<string, RecordData>();
  const reference = (form: string): RecordData | undefined => {
    const referred = models.get(form);
    if (!referred || known.size > models.size * DEPTH_MAX) return undefined;
    const record = known.get(form) ?? exampleRecord(referred, title);
    known.set(form, record);
    return record;
  };
  return {
    record: exampleRecord(model, title),
    reference,
    variables: { actor: EXAMPLE_ID, now: `${EXAMPLE_DAY}T01:00:00Z`, today: EXAMPLE_DAY },
  };
}

function exampleRecord(model: FormModel, title: (field: FieldModel) => string): RecordData {
  const values = model.fields.map((field) => [field.key, exampleValue(field, model, title)] as const);
  return { id: EXAMPLE_ID, status: model.lifecycle.initial, ...Object.fromEntries(values) };
}

const AMOUNT = new Decimal('1280');

function exampleValue(
  field: FieldModel,
  { scope }: FormModel,
  title: (field: FieldModel) => string,
): WireValue {
  const { schema } = field;
  if (field.reference || field.user || field.department) return EXAMPLE_ID;
  if ('enum' in schema) return schema.enum[0] ?? null;
  const type = scope.fields[field.key];
  switch (type?.kind) {
    case 'number':
      return type.scale === undefined ? '12' : fixedText(AMOUNT, type.scale);
    case 'boolean':
      return true;
    case 'date':
      return EXAMPLE_DAY;
    case 'datetime':
      return `${EXAMPLE_DAY}T01:00:00Z`;
    case 'text':
      return title(field);
    default:
      return null;
  }
}
