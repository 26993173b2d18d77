import { withTheme } from '@rjsf/core';
import { Theme } from '@rjsf/antd';
import type { RJSFSchema, UiSchema, ValidatorType } from '@rjsf/utils';
import { isLinesField } from '@dougong/kernel/metadata';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { BareFieldTemplate, SectionsTemplate, StateWidget } from './rjsf-templates.js';

/** rjsf in our clothes: it walks the schema, the templates and widgets are ours. */
export const SchemaForm = withTheme({
  ...Theme,
  templates: { ...Theme.templates, FieldTemplate: BareFieldTemplate, ObjectFieldTemplate: SectionsTemplate },
  widgets: { ...Theme.widgets, state: StateWidget },
});

/**
 * Values are checked by the kernel's own closures, in the form state. ajv would compile code at run time, which the
 * content security policy forbids, so rjsf is given a validator that asks nothing.
 */
export const KERNEL_CHECKS: ValidatorType = {
  validateFormData: () => ({ errors: [], errorSchema: {} }),
  isValid: () => true,
  rawValidation: () => ({}),
};

/** The header of a form as rjsf takes it: the fields that are shown, in their order, without tables. */
export function headerSchema(definition: FormDefinition, shown: (field: string) => boolean): RJSFSchema {
  const { properties } = definition.schema;
  const hidden = new Set(definition.ui.hidden ?? []);
  const rest = Object.keys(properties).filter((field) => !definition.ui.order.includes(field));
  const fields = [...definition.ui.order, ...rest].filter((field) => {
    const schema = properties[field];
    return schema !== undefined && !isLinesField(schema) && !hidden.has(field) && shown(field);
  });
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field, properties[field]])),
  } as RJSFSchema;
}

/** Every field is drawn by the one widget that reads the form state. */
export function headerUiSchema(schema: RJSFSchema): UiSchema {
  const fields = Object.keys(schema.properties ?? {});
  return {
    'ui:submitButtonOptions': { norender: true },
    ...Object.fromEntries(fields.map((field) => [field, { 'ui:widget': 'state' }])),
  };
}
