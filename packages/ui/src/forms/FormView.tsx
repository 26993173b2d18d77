/// <reference path="../css.d.ts" />
import { useMemo } from 'react';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { isServerOwned, type FieldSchema } from './field-schema.js';
import { FormNewsLine } from './FormNewsLine.js';
import { FormViewContext, type FormViewScope } from './form-view-context.js';
import { ENGINE_FILES, type FileStore } from './file-store.js';
import type { FormState } from './form-state.js';
import type { ReferenceSource } from './reference-source.js';
import { headerSchema, headerUiSchema, KERNEL_CHECKS, SchemaForm } from './rjsf-form.js';
import { useHiddenFields } from './use-form.js';
import './forms.css';

export interface FormViewProps {
  readonly definition: FormDefinition;
  readonly state: FormState;
  readonly references: ReferenceSource;
  /** Fields that may be edited now; without it all that people may ever write. */
  readonly editable?: readonly string[];
  /** Fields marked as required now, beside those of the definition. */
  readonly required?: readonly string[];
  /** Fields left out, for example those shown in the head of the page already. */
  readonly omit?: readonly string[];
  readonly linkTo?: (form: string, id: string) => string;
  /** Where files go; the engine of the page without it. */
  readonly files?: FileStore;
}

/** The header of a document, generated from its definition. Values and faults live in the form state. */
export function FormView(props: FormViewProps) {
  const { definition, state, references, editable, required, omit, linkTo, files = ENGINE_FILES } = props;
  const hidden = useHiddenFields(state);
  const schema = useMemo(
    () => headerSchema(definition, (field) => omit?.includes(field) !== true && !hidden.includes(field)),
    [definition, omit, hidden],
  );
  const uiSchema = useMemo(() => headerUiSchema(schema), [schema]);
  const scope = useMemo<FormViewScope>(() => {
    const properties = definition.schema.properties as Readonly<Record<string, FieldSchema>>;
    const needed = new Set([...(definition.schema.required ?? []), ...(required ?? [])]);
    return {
      definition,
      state,
      references,
      files,
      linkTo,
      isEditable: (field) => !isServerOwned(properties[field] ?? {}) && (editable?.includes(field) ?? true),
      isRequired: (field) => needed.has(field),
    };
  }, [definition, state, references, editable, required, linkTo, files]);
  return (
    <FormViewContext value={scope}>
      <FormNewsLine definition={definition} state={state} />
      <SchemaForm
        tagName="div"
        className="dg-form"
        schema={schema}
        uiSchema={uiSchema}
        validator={KERNEL_CHECKS}
        noHtml5Validate
        showErrorList={false}
      />
    </FormViewContext>
  );
}
