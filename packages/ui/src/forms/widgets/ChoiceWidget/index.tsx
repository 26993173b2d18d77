import { Select } from 'antd';
import { findOptions } from '../../../lines/index.js';
import { localized, useLanguage, useUiText } from '../../../i18n/index.js';
import { offeredChoices } from '../../field-schema.js';
import { useControl } from '../use-control.js';
import type { FieldWidgetProps, WidgetDefinition } from '../widget-definition.js';

function ChoiceWidget(props: FieldWidgetProps) {
  const text = useUiText();
  const { language } = useLanguage();
  const { value, setValue, attributes, status } = useControl(props);
  const options = offeredChoices(props.schema, value).map((choice) => ({
    value: choice.value,
    label: localized(choice.title, language) || choice.value,
  }));
  return (
    <Select
      {...attributes}
      status={status}
      className="dg-field-wide"
      allowClear={props.required ? false : { label: text('forms.clear') }}
      showSearch={{
        filterOption: (typed, option) =>
          findOptions([{ value: String(option?.value), title: String(option?.label) }], typed).length > 0,
      }}
      placeholder={text('forms.choose')}
      options={options}
      value={typeof value === 'string' ? value : undefined}
      onChange={(next: string | undefined) => setValue(next ?? null)}
    />
  );
}

export const choiceWidget: WidgetDefinition = {
  name: 'choice',
  fits: (schema) =>
    schema.enum !== undefined || (schema['x-choices'] !== undefined && schema.type === 'string'),
  Component: ChoiceWidget,
};
