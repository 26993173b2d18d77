import { formatDecimal, readDecimal } from '../../../numbers/index.js';
import { currencyIn, fixedPlaces } from '../../field-schema.js';
import { useFormView } from '../../form-view-context.js';
import { useFormField } from '../../use-form.js';
import { TypedInput } from '../TypedInput.js';
import type { FieldWidgetProps, WidgetDefinition } from '../widget-definition.js';

/** The currency beside an amount; follows the field that names it. */
export function useCurrency(schema: FieldWidgetProps['schema']): string | undefined {
  const { state } = useFormView();
  const currency = schema['x-currency'];
  const { value } = useFormField(state, typeof currency === 'object' ? currency.field : '');
  return currencyIn(schema, () => value);
}

function MoneyWidget(props: FieldWidgetProps) {
  const currency = useCurrency(props.schema);
  const scale = fixedPlaces(props.schema);
  return (
    <TypedInput
      widget={props}
      read={readDecimal}
      show={(value) =>
        value === null ? '' : formatDecimal(String(value), scale === undefined ? {} : { scale })
      }
      edit={(value) => (value === null ? '' : String(value))}
      inputMode="decimal"
      className="dg-field-number"
      suffix={<span>{currency}</span>}
    />
  );
}

export const moneyWidget: WidgetDefinition = {
  name: 'money',
  fits: (schema) => schema['x-currency'] !== undefined,
  Component: MoneyWidget,
};
