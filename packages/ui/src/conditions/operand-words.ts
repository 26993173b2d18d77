import type { FormModel } from '@dougong/kernel/forms';
import type { Language } from '@dougong/kernel/foundation';
import { fieldAt, pathTitles } from '@dougong/kernel/rules';
import type { FieldSchema, ReferenceSource } from '../forms/index.js';
import { localized } from '../i18n/index.js';

/** Says what the operands of a condition are called and what they hold. */
export interface OperandWords {
  title(path: string): string;
  /** A value as it is shown at the field of this path. */
  value(path: string | undefined, value: string): string;
}

/** The operands of the conditions of a form, in its own words. */
export function operandWords(
  model: FormModel,
  models: ReadonlyMap<string, FormModel>,
  names: Pick<ReferenceSource, 'nameOf' | 'nameOfUser'>,
  language: Language,
): OperandWords {
  const titles = pathTitles(model, models);
  const nameAt = (path: string, value: string): string | undefined => {
    const title = titles.valueTitle?.(path, value);
    if (title !== undefined) return localized(title, language) || value;
    const schema = fieldAt(path, model, models)?.schema as FieldSchema | undefined;
    const form = schema?.['x-reference']?.form;
    if (form !== undefined) return names.nameOf(form, value)?.title;
    return schema?.['x-user'] === true || path === 'actor' ? names.nameOfUser(value) : undefined;
  };
  return {
    title: (path) => localized(titles(path), language),
    value: (path, value) => (path === undefined ? value : (nameAt(path, value) ?? value)),
  };
}
