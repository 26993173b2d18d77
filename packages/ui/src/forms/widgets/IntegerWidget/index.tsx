import { COLUMN_KINDS, type CellValue } from '../../../lines/index.js';
import { TypedInput } from '../TypedInput.js';
import type { FieldWidgetProps, WidgetDefinition } from '../widget-definition.js';

function plain(value: CellValue): string {
  return value === null ? '' : String(value);
}

function IntegerWidget(props: FieldWidgetProps) {
  return (
    <TypedInput
      widget={props}
      read={(text) =>
        COLUMN_KINDS.integer.read(text, { key: props.field, title: props.title, kind: 'integer' })
      }
      show={plain}
      edit={plain}
      inputMode="numeric"
      className="dg-field-number"
    />
  );
}

export const integerWidget: WidgetDefinition = {
  name: 'integer',
  fits: (schema) => schema.type === 'integer',
  Component: IntegerWidget,
};
