import { Select } from 'antd';
import { findOptions, type CellValue } from '../../../lines/index.js';
import { localized, useLanguage, useUiText } from '../../../i18n/index.js';
import { isMultiChoice, offeredChoices } from '../../field-schema.js';
import { useControl } from '../use-control.js';
import type { FieldWidgetProps, WidgetDefinition } from '../widget-definition.js';

/** The values of a list, as far as there are any. */
export function chosenValues(value: CellValue): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

function MultiChoiceWidget(props: FieldWidgetProps) {
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
      mode="multiple"
      status={status}
      className="dg-field-wide"
      maxTagCount="responsive"
      allowClear={{ label: text('forms.clear') }}
      {...(props.schema.maxItems === undefined ? {} : { maxCount: props.schema.maxItems })}
      showSearch={{
        filterOption: (typed, option) =>
          findOptions([{ value: String(option?.value), title: String(option?.label) }], typed).length > 0,
      }}
      placeholder={text('forms.choose')}
      options={options}
      value={[...chosenValues(value)]}
      onChange={(next: string[]) => setValue(next.length === 0 ? null : next)}
    />
  );
}

export const multiChoiceWidget: WidgetDefinition = {
  name: 'multiChoice',
  fits: isMultiChoice,
  Component: MultiChoiceWidget,
};
