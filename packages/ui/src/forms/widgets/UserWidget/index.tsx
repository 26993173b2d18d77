import { useCallback } from 'react';
import { useFormView } from '../../form-view-context.js';
import { useFormField } from '../../use-form.js';
import { SearchSelect } from '../SearchSelect.js';
import { useUserName } from '../use-names.js';
import type { FieldWidgetProps, WidgetDefinition } from '../widget-definition.js';

function UserWidget(props: FieldWidgetProps) {
  const { references, state } = useFormView();
  const role = props.schema['x-role'];
  const { value } = useFormField(state, props.field);
  const name = useUserName(references, value);
  const search = useCallback(
    (text: string, signal: AbortSignal) => references.searchUsers(text, role, signal),
    [references, role],
  );
  return <SearchSelect widget={props} search={search} label={name} />;
}

export const userWidget: WidgetDefinition = {
  name: 'user',
  fits: (schema) => schema['x-user'] === true,
  Component: UserWidget,
};
