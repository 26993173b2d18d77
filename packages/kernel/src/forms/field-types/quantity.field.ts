import { issue } from '../../foundation/index.js';
import { QuantityField } from '../../metadata/index.js';
import { conversionFault } from '../conversion.js';
import { decimalField } from './decimal.field.js';
import type { FieldType } from './field-type.js';
import type { QuantitySchema } from './schemas.js';

export const quantityField: FieldType = {
  ...decimalField,
  kind: 'quantity',
  title: { 'zh-CN': '换算数量', en: 'Converted quantity' },
  description: {
    'zh-CN': '按填写的数量和单位精确换算成基本单位',
    en: 'A quantity in the base unit, worked out exactly from what was entered in any unit',
  },
  config: QuantityField,
  matches: (schema) => 'x-conversion' in schema,
  checkBeside(value, schema, holder) {
    const fault = conversionFault(schema as QuantitySchema, holder, typeof value === 'string' ? value : null);
    return fault && issue(fault.code, '', fault.params);
  },
};
