import { useFormView } from '../form-view-context.js';
import { useFormField } from '../use-form.js';
import type { FieldWidgetProps } from './widget-definition.js';

function statusOf(faulty: boolean, warned: boolean): 'error' | 'warning' | '' {
  if (faulty) return 'error';
  return warned ? 'warning' : '';
}

/** Value and common attributes of a control. */
export function useControl({ id, field, required, faulty, warned, describedBy }: FieldWidgetProps) {
  const { state } = useFormView();
  const { value, setValue, touch } = useFormField(state, field);
  return {
    value,
    setValue,
    attributes: {
      id,
      onBlur: touch,
      'aria-required': required || undefined,
      'aria-invalid': faulty || undefined,
      'aria-describedby': describedBy,
    },
    status: statusOf(faulty, warned),
  };
}
