import type { FieldModel, FormModel } from '@dougong/kernel/forms';
import type { Language } from '@dougong/kernel/foundation';
import type { ValueName } from '@dougong/ui/conditions';
import type { ReferenceSource } from '@dougong/ui/forms';
import { localized } from '@dougong/ui/i18n';

type Models = ReadonlyMap<string, FormModel>;

/** A field by its path, through tables and references. */
function fieldAlong(path: readonly string[], model: FormModel, models: Models): FieldModel | undefined {
  const own = model.line(path[0] ?? '') === undefined ? 1 : 2;
  const field = model.field(path.slice(0, own).join('.'));
  const rest = path.slice(own);
  if (field === undefined || rest.length === 0) return field;
  const target = models.get(field.reference?.form ?? '');
  return target === undefined ? undefined : fieldAlong(rest, target, models);
}

/** What people call the values of a form's fields: titles of choices and states, names of people and records. */
export function valueNames(
  model: FormModel,
  models: Models,
  references: Pick<ReferenceSource, 'nameOf' | 'nameOfUser'>,
  language: Language,
): ValueName {
  const states = model.definition.lifecycle?.states ?? [];
  return (path, value) => {
    if (path === 'status') return localized(states.find(({ id }) => id === value)?.title, language) || value;
    const field = fieldAlong(path.split('.'), model, models);
    if (field === undefined) return value;
    const { schema } = field;
    if (field.reference !== undefined) return references.nameOf(field.reference.form, value)?.title ?? '…';
    if (field.user !== undefined) return references.nameOfUser(value) ?? '…';
    if (!('enum' in schema)) return value;
    return localized(schema['x-titles'][schema.enum.indexOf(value)], language) || value;
  };
}
