import type { Definition, FormDefinition } from '@dougong/kernel/metadata';
import type { useLocalized } from '@dougong/ui/i18n';
import { isLinesField } from '@dougong/kernel/metadata';
import { headFields } from '../forms/form-settings.js';

type Titled = ReturnType<typeof useLocalized>;

export interface Option {
  readonly value: string;
  readonly label: string;
}

export function formOf(all: readonly Definition[], key: string | undefined): FormDefinition | undefined {
  return all.find((each): each is FormDefinition => each.kind === 'form' && each.key === key);
}

/** Forms and what they are called. */
export function formOptions(all: readonly Definition[], title: Titled): readonly Option[] {
  return all
    .filter(({ kind }) => kind === 'form')
    .map(({ key, title: name }) => ({ value: key, label: `${title(name)} · ${key}` }));
}

/** A field of a form, and whether it refers to a record. */
export interface FormFieldOption extends Option {
  readonly isReference: boolean;
}

function fieldOption(key: string, field: object, title: Titled): FormFieldOption {
  const { 'x-title': name, 'x-reference': reference } = field as {
    readonly 'x-title'?: Parameters<Titled>[0];
    readonly 'x-reference'?: object;
  };
  return { value: key, label: `${title(name) || key} · ${key}`, isReference: reference !== undefined };
}

/** Fields of the head of a form. */
export function fieldOptions(form: FormDefinition | undefined, title: Titled): readonly FormFieldOption[] {
  return form === undefined ? [] : headFields(form).map(({ key, field }) => fieldOption(key, field, title));
}

/** The lines fields of a form. */
export function tableOptions(form: FormDefinition | undefined, title: Titled): readonly Option[] {
  return Object.entries(form?.schema.properties ?? {}).flatMap(([key, field]) =>
    isLinesField(field) ? [{ value: key, label: title(field['x-title']) || key }] : [],
  );
}

/** The columns of a lines field. */
export function columnOptions(
  form: FormDefinition | undefined,
  table: string,
  title: Titled,
): readonly FormFieldOption[] {
  const lines = form?.schema.properties[table];
  if (lines === undefined || !isLinesField(lines)) return [];
  return Object.entries(lines.items.properties).map(([key, field]) => fieldOption(key, field, title));
}

export function actionOptions(form: FormDefinition | undefined, title: Titled): readonly Option[] {
  return (form?.lifecycle?.actions ?? []).map(({ id, title: name }) => ({ value: id, label: title(name) }));
}

export function stateOptions(form: FormDefinition | undefined, title: Titled): readonly Option[] {
  return (form?.lifecycle?.states ?? []).map(({ id, title: name }) => ({ value: id, label: title(name) }));
}

export function roleOptions(all: readonly Definition[], title: Titled): readonly Option[] {
  return all
    .filter(({ kind }) => kind === 'role')
    .map(({ key, title: name }) => ({ value: key, label: title(name) }));
}
