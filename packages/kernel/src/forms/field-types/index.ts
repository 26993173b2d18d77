import type { ScalarField } from '../../metadata/index.js';
import { addressField } from './address.field.js';
import { booleanField } from './boolean.field.js';
import { choiceField, listChoiceField } from './choice.field.js';
import { dateField } from './date.field.js';
import { datetimeField } from './datetime.field.js';
import { decimalField } from './decimal.field.js';
import { departmentField } from './department.field.js';
import type { FieldType } from './field-type.js';
import { fileField, imageField } from './file.field.js';
import { integerField } from './integer.field.js';
import { locationField } from './location.field.js';
import { multiChoiceField } from './multi-choice.field.js';
import { referenceField } from './reference.field.js';
import { moneyField } from './money.field.js';
import { quantityField } from './quantity.field.js';
import { percentField } from './percent.field.js';
import { signatureField } from './signature.field.js';
import { textField } from './text.field.js';
import { timeField } from './time.field.js';
import { userField } from './user.field.js';

export type {
  Copy,
  CopyRules,
  FieldType,
  FileLimits,
  FilterOperator,
  ReferenceFields,
  SqlType,
  ValueWords,
} from './field-type.js';
export { ADDRESS_PARTS } from './address.field.js';
export { filesIn, signersIn } from './file.field.js';
export type { KeptFile } from './file.field.js';
export { currencyOf } from './money.field.js';
export { percentText } from './percent.field.js';
export { canonicalTime, timeText } from './time.field.js';

/** Every field type of the platform; the catalogue publishes this list. */
export const FIELD_TYPES: readonly FieldType[] = [
  textField,
  choiceField,
  listChoiceField,
  multiChoiceField,
  decimalField,
  percentField,
  moneyField,
  quantityField,
  integerField,
  booleanField,
  dateField,
  datetimeField,
  timeField,
  referenceField,
  userField,
  departmentField,
  addressField,
  locationField,
  fileField,
  imageField,
  signatureField,
];

/** The part of a field definition. Definitions are checked before models are built, so one always matches. */
export function fieldTypeOf(schema: ScalarField): FieldType {
  const found = FIELD_TYPES.find((type) => type.matches(schema));
  if (!found) throw new Error(`no field type for ${JSON.stringify(schema)}`);
  return found;
}
