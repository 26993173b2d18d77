import type { Definition, FormDefinition } from '@dougong/kernel/metadata';
import type { useLocalized } from '@dougong/ui/i18n';
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

/** Fields of the head of a form. */
export function fieldOptions(form: FormDefinition | undefined, title: Titled): readonly Option[] {
  return form === undefined
    ? []
    : headFields(form).map(({ key, field }) => ({
        value: key,
        label: `${title(field['x-title']) || key} · ${key}`,
      }));
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
