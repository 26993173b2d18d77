import { editPercent, readPercent, showPercent } from '../../../lines/index.js';
import { TypedInput } from '../TypedInput.js';
import type { FieldWidgetProps, WidgetDefinition } from '../widget-definition.js';

function PercentWidget(props: FieldWidgetProps) {
  const signed = props.schema['x-signed'] === true;
  return (
    <TypedInput
      widget={props}
      read={readPercent}
      show={(value) => showPercent(value, { signed })}
      edit={(value) => (value === null ? '' : editPercent(value))}
      inputMode="decimal"
      className="dg-field-number"
    />
  );
}

export const percentWidget: WidgetDefinition = {
  name: 'percent',
  fits: (schema) => schema['x-percent'] === true,
  Component: PercentWidget,
};
