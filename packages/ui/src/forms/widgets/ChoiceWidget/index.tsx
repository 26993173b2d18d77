import { Select } from 'antd';
import { findOptions } from '../../../lines/index.js';
import { localized, useLanguage, useUiText } from '../../../i18n/index.js';
import { useControl } from '../use-control.js';
import type { FieldWidgetProps, WidgetDefinition } from '../widget-definition.js';

function ChoiceWidget(props: FieldWidgetProps) {
  const text = useUiText();
  const { language } = useLanguage();
  const { value, setValue, attributes, status } = useControl(props);
  const options = (props.schema.enum ?? []).map((choice, index) => ({
    value: choice,
    label: localized(props.schema['x-titles']?.[index], language) || choice,
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
  fits: (schema) => schema.enum !== undefined,
  Component: ChoiceWidget,
};
