import { Input } from 'antd';
import { useControl } from '../use-control.js';
import type { FieldWidgetProps, WidgetDefinition } from '../widget-definition.js';

function LongTextWidget(props: FieldWidgetProps) {
  const { value, setValue, attributes, status } = useControl(props);
  return (
    <Input.TextArea
      {...attributes}
      status={status}
      autoSize={{ minRows: 2, maxRows: 8 }}
      maxLength={props.schema.maxLength}
      value={value === null ? '' : String(value)}
      onChange={(event) => setValue(event.target.value === '' ? null : event.target.value)}
    />
  );
}

export const longTextWidget: WidgetDefinition = {
  name: 'longText',
  fits: (schema) => schema['x-multiline'] === true,
  Component: LongTextWidget,
};
