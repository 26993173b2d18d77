import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useUiText } from '../../../i18n/index.js';
import { useControl } from '../use-control.js';
import type { FieldWidgetProps, WidgetDefinition } from '../widget-definition.js';

function DateTimeWidget(props: FieldWidgetProps) {
  const text = useUiText();
  const { value, setValue, attributes, status } = useControl(props);
  const moment = typeof value === 'string' ? dayjs(value) : null;
  return (
    <DatePicker
      {...attributes}
      status={status}
      className="dg-field-wide"
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      placeholder={text('forms.chooseDate')}
      value={moment?.isValid() === true ? moment : null}
      onChange={(next) => setValue(next === null ? null : next.toISOString())}
    />
  );
}

export const dateTimeWidget: WidgetDefinition = {
  name: 'dateTime',
  fits: (schema) => schema.format === 'date-time',
  Component: DateTimeWidget,
};
