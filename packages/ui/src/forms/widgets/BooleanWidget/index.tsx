import { Checkbox } from 'antd';
import { useControl } from '../use-control.js';
import type { FieldWidgetProps, WidgetDefinition } from '../widget-definition.js';

function BooleanWidget(props: FieldWidgetProps) {
  const { value, setValue, attributes } = useControl(props);
  return (
    <Checkbox {...attributes} checked={value === true} onChange={(event) => setValue(event.target.checked)} />
  );
}

export const booleanWidget: WidgetDefinition = {
  name: 'boolean',
  fits: (schema) => schema.type === 'boolean',
  Component: BooleanWidget,
};
