import { formatDecimal, readDecimal } from '../../../numbers/index.js';
import { localized } from '../../../i18n/index.js';
import { fixedPlaces, fixedUnit, isDecimalSchema, type FieldSchema } from '../../field-schema.js';
import type { CellValue } from '../../../lines/index.js';
import { TypedInput } from '../TypedInput.js';
import type { FieldWidgetProps, WidgetDefinition } from '../widget-definition.js';

function plain(value: CellValue): string {
  return value === null ? '' : String(value);
}

/** A decimal at rest: thousands, and all places where it is money. */
export function shownDecimal(value: CellValue, schema: FieldSchema): string {
  const scale = fixedPlaces(schema);
  return formatDecimal(plain(value), scale === undefined ? {} : { scale });
}

function DecimalWidget(props: FieldWidgetProps) {
  const unit = fixedUnit(props.schema);
  return (
    <TypedInput
      widget={props}
      read={readDecimal}
      show={(value) => shownDecimal(value, props.schema)}
      edit={plain}
      inputMode="decimal"
      className="dg-field-number"
      suffix={unit === undefined ? undefined : localized(unit)}
    />
  );
}

export const decimalWidget: WidgetDefinition = {
  name: 'decimal',
  fits: isDecimalSchema,
  Component: DecimalWidget,
};
