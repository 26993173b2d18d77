import { useCallback } from 'react';
import { useFormView } from '../../form-view-context.js';
import { useFormField } from '../../use-form.js';
import { SearchSelect } from '../SearchSelect.js';
import { nameText, useReferenceName } from '../use-names.js';
import type { FieldWidgetProps, WidgetDefinition } from '../widget-definition.js';

function ReferenceWidget(props: FieldWidgetProps) {
  const { references, state } = useFormView();
  const form = props.schema['x-reference']?.form ?? '';
  const { value } = useFormField(state, props.field);
  const name = useReferenceName(references, form, value);
  const search = useCallback(
    (text: string, signal: AbortSignal) => references.search(form, text, signal),
    [references, form],
  );
  return <SearchSelect widget={props} search={search} label={nameText(name)} />;
}

export const referenceWidget: WidgetDefinition = {
  name: 'reference',
  fits: (schema) => schema['x-reference'] !== undefined,
  Component: ReferenceWidget,
};
