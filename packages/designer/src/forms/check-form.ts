import type { FunctionPart } from '@dougong/kernel/expression';
import { buildFormModel } from '@dougong/kernel/forms';
import type { Issue } from '@dougong/kernel/foundation';
import { checkDefinition } from '@dougong/kernel/metadata';
import type { ChoiceListDefinition, Definition, FormDefinition } from '@dougong/kernel/metadata';
import { pathOf } from './field-place.js';

/** What a form is checked against: everything else that would be published now. */
export interface FormSurroundings {
  readonly all: readonly Definition[];
  readonly functions: readonly FunctionPart[];
}

/** What a publish would say of a form by itself. */
export function checkForm(form: FormDefinition, { all, functions }: FormSurroundings): readonly Issue[] {
  const shape = checkDefinition(form);
  if (!shape.ok) return shape.error;
  const forms = new Map(
    all.flatMap((each) => (each.kind === 'form' ? [[each.key, each as FormDefinition] as const] : [])),
  );
  forms.set(form.key, form);
  const lists = all.filter((each): each is ChoiceListDefinition => each.kind === 'choice-list');
  const built = buildFormModel(form, (key) => forms.get(key), {
    functions,
    choices: (key) => lists.find((list) => list.key === key),
  });
  return built.ok ? [] : built.error;
}

/** The field that a finding is about; nothing where it is about the form. */
export function fieldOf({ path }: Pick<Issue, 'path'>): string | undefined {
  const [, schema, properties, key, items, inner, column] = path.split('/');
  if (schema !== 'schema' || properties !== 'properties' || key === undefined) return undefined;
  return items === 'items' && inner === 'properties' && column !== undefined
    ? pathOf({ line: key, key: column })
    : key;
}
