import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useUiText } from '../../../i18n/index.js';
import { useControl } from '../use-control.js';
import type { FieldWidgetProps, WidgetDefinition } from '../widget-definition.js';

/** Accepted as typed; the first is how it is shown. */
const FORMATS = ['YYYY-MM-DD', 'YYYYMMDD', 'YYYY/M/D', 'YYYY.M.D', 'M-D', 'M/D'];

function DateWidget(props: FieldWidgetProps) {
  const text = useUiText();
  const { value, setValue, attributes, status } = useControl(props);
  const date = typeof value === 'string' ? dayjs(value, FORMATS[0]) : null;
  return (
    <DatePicker
      {...attributes}
      status={status}
      className="dg-field-wide"
      format={FORMATS}
      placeholder={text('forms.chooseDate')}
      value={date?.isValid() === true ? date : null}
      onChange={(next) => setValue(next === null ? null : next.format('YYYY-MM-DD'))}
    />
  );
}

export const dateWidget: WidgetDefinition = {
  name: 'date',
  fits: (schema) => schema.format === 'date',
  Component: DateWidget,
};
