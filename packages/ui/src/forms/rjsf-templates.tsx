import { useId } from 'react';
import { TriangleAlert } from 'lucide-react';
import type { FieldTemplateProps, ObjectFieldTemplateProps, WidgetProps } from '@rjsf/utils';
import { issueSentence, useLanguage, useLocalized, useUiText } from '../i18n/index.js';
import { narrowedSchema, type FieldSchema } from './field-schema.js';
import { useFormView } from './form-view-context.js';
import { useFieldLink, useFormField } from './use-form.js';
import { ReadOnlyWidget, widgetFor } from './widgets/index.js';

function noteClass(faulty: boolean, warned: boolean): string {
  if (faulty) return ' is-faulty';
  return warned ? ' is-warned' : '';
}

/** One field: label, mark, control, and below it what helps or what is wrong. */
function FieldBox({ field, schema }: { readonly field: string; readonly schema: FieldSchema }) {
  const view = useFormView();
  const text = useUiText();
  const title = useLocalized();
  const { language } = useLanguage();
  const id = useId();
  const { value, issues } = useFormField(view.state, field);
  const link = useFieldLink(view.state, field);
  const editable = view.isEditable(field) && link.readOnly !== true;
  const required = editable && (view.isRequired(field) || link.required === true);
  const help = title(schema['x-help']);
  const faulty = issues.some((issue) => (issue.severity ?? 'error') === 'error');
  const warned = !faulty && issues.some(({ severity }) => severity === 'warning');
  const notes = issues.length > 0 ? issues.map((issue) => issueSentence(issue, language)).join(' ') : help;
  const label = title(schema['x-title']) || field;
  const widget = widgetFor(schema);
  const Control = editable ? widget.Component : ReadOnlyWidget;
  return (
    <div
      className={`dg-field${editable ? '' : ' is-read'}${schema['x-multiline'] === true ? ' is-wide' : ''}`}
      data-field={field}
    >
      <label htmlFor={id} className="dg-field-label">
        {label}
        {required ? (
          <span className="dg-required" title={text('forms.required')} aria-hidden="true">
            *
          </span>
        ) : null}
      </label>
      <div className="dg-field-control">
        <Control
          id={id}
          field={field}
          schema={editable ? narrowedSchema(schema, link.options, value) : schema}
          title={label}
          required={required}
          faulty={faulty}
          warned={warned}
          describedBy={notes === '' || !editable ? undefined : `${id}-note`}
        />
        {notes === '' || (!editable && issues.length === 0) ? null : (
          <p id={`${id}-note`} className={`dg-field-note${noteClass(faulty, warned)}`}>
            {warned ? <TriangleAlert size={12} aria-hidden="true" /> : null}
            {notes}
          </p>
        )}
      </div>
    </div>
  );
}

/** The place of a value in rjsf: our own control, bound to the form state. */
export function StateWidget({ name, schema }: WidgetProps) {
  return <FieldBox field={name} schema={schema as FieldSchema} />;
}

/** rjsf's frame around a field: nothing, since the field box carries its label and faults. */
export function BareFieldTemplate({ children, hidden }: FieldTemplateProps) {
  return hidden === true ? null : children;
}

/** The fields of the form in its sections; fields of no section come first. */
export function SectionsTemplate({ properties }: ObjectFieldTemplateProps) {
  const { definition } = useFormView();
  const title = useLocalized();
  const sections = definition.ui.sections ?? [];
  const inSections = new Set(sections.flatMap((section) => section.fields));
  const content = new Map(properties.map((property) => [property.name, property.content]));
  const groups = [
    {
      id: 'first',
      title: null,
      fields: properties.map(({ name }) => name).filter((name) => !inSections.has(name)),
    },
    ...sections,
  ];
  return groups
    .map((group) => ({ ...group, fields: group.fields.filter((field) => content.has(field)) }))
    .filter((group) => group.fields.length > 0)
    .map((group) => (
      <section key={group.id} className="dg-card dg-form-section">
        {group.title === null ? null : <h2>{title(group.title)}</h2>}
        <div className="dg-form-grid">
          {group.fields.map((field) => (
            <FieldSlot key={field}>{content.get(field)}</FieldSlot>
          ))}
        </div>
      </section>
    ));
}

function FieldSlot({ children }: { readonly children: React.ReactNode }) {
  return children;
}
