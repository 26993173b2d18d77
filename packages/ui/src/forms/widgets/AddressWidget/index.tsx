import { Input } from 'antd';
import { ADDRESS_PARTS } from '@dougong/kernel/forms';
import type { CellValue } from '../../../lines/index.js';
import { useUiText } from '../../../i18n/index.js';
import { partsOf, withPart } from '../parts.js';
import { useControl } from '../use-control.js';
import type { FieldWidgetProps, WidgetDefinition } from '../widget-definition.js';

const TEXTS = {
  province: 'forms.province',
  city: 'forms.city',
  district: 'forms.district',
  street: 'forms.street',
  detail: 'forms.addressDetail',
} as const;

/** An address in one line. */
export function shownAddress(value: CellValue): string {
  const parts = partsOf(value);
  return ADDRESS_PARTS.map((part) => parts[part] ?? '').join('');
}

function AddressWidget(props: FieldWidgetProps) {
  const text = useUiText();
  const { value, setValue, attributes, status } = useControl(props);
  const parts = partsOf(value);
  return (
    <div className="dg-field-parts" role="group" aria-label={props.title}>
      {ADDRESS_PARTS.map((part, at) => (
        <Input
          key={part}
          {...attributes}
          id={at === 0 ? props.id : `${props.id}-${part}`}
          status={status}
          autoComplete="off"
          maxLength={200}
          aria-label={`${props.title} ${text(TEXTS[part])}`}
          placeholder={text(TEXTS[part])}
          value={parts[part] ?? ''}
          onChange={(event) => setValue(withPart(value, part, event.target.value))}
        />
      ))}
    </div>
  );
}

export const addressWidget: WidgetDefinition = {
  name: 'address',
  fits: (schema) => schema['x-address'] === true,
  Component: AddressWidget,
};
