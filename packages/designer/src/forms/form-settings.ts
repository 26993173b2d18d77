import { isLinesField } from '@dougong/kernel/metadata';
import type { FieldDefinition, FormDefinition } from '@dougong/kernel/metadata';
import { addField } from './field-edits.js';
import { orderedKeys } from './field-place.js';

/** What is said of a form as a whole: whose its records are, and what outsiders see of them. */

type Progress = NonNullable<FormDefinition['progress']>;
type Said = Readonly<Record<string, unknown>>;

const ORGANISATION = 'x-organisation';

export interface HeadField {
  readonly key: string;
  readonly field: FieldDefinition;
}

/** Fields of the head, in the order of the form. */
export function headFields(form: FormDefinition): readonly HeadField[] {
  return orderedKeys(form).flatMap((key) => {
    const field = form.schema.properties[key];
    return field === undefined || isLinesField(field) ? [] : [{ key, field }];
  });
}

/** Fields that may say to which organisation a record belongs. */
export function departmentFields(form: FormDefinition): readonly HeadField[] {
  return headFields(form).filter(({ field }) => (field as Said)['x-department'] === true);
}

/** The field that says it; none where the records are shared. */
export function organisationField(form: FormDefinition): string | undefined {
  return headFields(form).find(({ field }) => (field as Said)[ORGANISATION] === true)?.key;
}

/** Another field says it, or with `undefined` none does any more. */
export function withOrganisationField(form: FormDefinition, key: string | undefined): FormDefinition {
  const properties = Object.fromEntries(
    Object.entries(form.schema.properties).map(([name, field]) => {
      const { [ORGANISATION]: _before, ...others } = field as Said;
      return [name, name === key ? { ...others, [ORGANISATION]: true } : others];
    }),
  );
  return { ...form, schema: { ...form.schema, properties } as FormDefinition['schema'] };
}

const NEW_KEY = 'organisation';

/** A field of its own for it, where there is no department field that could say it. */
export function withNewOrganisationField(
  form: FormDefinition,
  title: { readonly 'zh-CN': string; readonly en: string },
): FormDefinition {
  const field = { type: 'string', 'x-department': true, 'x-title': title } as unknown as FieldDefinition;
  return withOrganisationField(addField(form, { key: NEW_KEY }, field), NEW_KEY);
}

/** Whether a field tells something by itself: what it names is nobody's business outside. */
function tellsByItself(field: FieldDefinition): boolean {
  const said = field as Said;
  const names = ['x-reference', 'x-user', 'x-department', 'x-files'];
  return names.every((name) => said[name] === undefined);
}

/** Fields that may stand on the page for outsiders; what a form names already is offered whatever it is. */
export function progressChoices(form: FormDefinition): readonly HeadField[] {
  const chosen = form.progress?.fields ?? [];
  return headFields(form).filter(({ key, field }) => tellsByItself(field) || chosen.includes(key));
}

/** Whether records can be followed over links. */
export function withProgress(form: FormDefinition, isOn: boolean): FormDefinition {
  const { progress, ...others } = form;
  if (!isOn) return others as FormDefinition;
  const { codeField } = form.ui;
  const fields = codeField === undefined ? [] : [codeField];
  return { ...form, progress: progress ?? { fields } };
}

function changeProgress(form: FormDefinition, change: Partial<Progress>): FormDefinition {
  const next: Progress = { fields: [], ...form.progress, ...change };
  const kept = Object.entries(next).filter(([, value]) => value !== undefined);
  return { ...form, progress: Object.fromEntries(kept) as Progress };
}

/** What outsiders see, in the order of the form. */
export function withProgressFields(form: FormDefinition, fields: readonly string[]): FormDefinition {
  const order = orderedKeys(form);
  const sorted = fields.toSorted((one, other) => order.indexOf(one) - order.indexOf(other));
  return changeProgress(form, { fields: sorted });
}

/** How long a link is good; the usual when left out. */
export function withProgressDays(form: FormDefinition, days: number | undefined): FormDefinition {
  return changeProgress(form, { days });
}

/** What is said of a state beside its title; blank takes it away. */
export function withStateText(
  form: FormDefinition,
  state: string,
  text: { readonly 'zh-CN': string; readonly en: string },
): FormDefinition {
  const others = (form.progress?.states ?? []).filter((each) => each.state !== state);
  const isBlank = text['zh-CN'] === '' && text.en === '';
  const order = (form.lifecycle?.states ?? []).map(({ id }) => id);
  const states = (isBlank ? others : [...others, { state, text: { ...text } }]).toSorted(
    (one, other) => order.indexOf(one.state) - order.indexOf(other.state),
  );
  return changeProgress(form, { states: states.length === 0 ? undefined : states });
}
