import { useCallback } from 'react';
import { useFormView } from '../../form-view-context.js';
import { useFormField } from '../../use-form.js';
import { SearchSelect } from '../SearchSelect.js';
import { useDepartmentName } from '../use-names.js';
import type { FieldWidgetProps, WidgetDefinition } from '../widget-definition.js';

function DepartmentWidget(props: FieldWidgetProps) {
  const { references, state } = useFormView();
  const below = props.schema['x-below'];
  const find = props.schema['x-organisation'] === true ? 'searchOrganisations' : 'searchDepartments';
  const { value } = useFormField(state, props.field);
  const name = useDepartmentName(references, value);
  const search = useCallback(
    (text: string, signal: AbortSignal) => references[find](text, below, signal),
    [references, find, below],
  );
  return <SearchSelect widget={props} search={search} label={name} />;
}

export const departmentWidget: WidgetDefinition = {
  name: 'department',
  fits: (schema) => schema['x-department'] === true,
  Component: DepartmentWidget,
};
