import { Type } from '@sinclair/typebox';
import { issue, ok, pointer, refused } from '../../foundation/index.js';
import { FieldPath } from '../../metadata/index.js';
import { defineAction } from '../action-part.js';
import { findFields, linking } from '../linkage-part.js';

/** Narrows the choices of a field, in the form and on every save. */
export const setOptions = defineAction({
  kind: 'setOptions',
  version: 1,
  title: { 'zh-CN': '限定选项', en: 'Narrow the choices' },
  description: {
    'zh-CN': '只允许选择其中几项，保存时再次检查',
    en: 'Offers some choices only; checked again on every save',
  },
  config: Type.Object(
    { field: FieldPath, options: Type.Array(Type.String(), { minItems: 1, uniqueItems: true }) },
    { additionalProperties: false },
  ),
  phases: ['derive'],
  linkage: true,
  compile({ field: path, options }, environment, at) {
    const found = findFields([path], environment, at);
    if (!found.ok) return refused(found.error.map((each) => ({ ...each, path: `${at}/field` })));
    const schema = environment.form.field(path)?.schema;
    const known: readonly string[] = schema && 'enum' in schema ? schema.enum : [];
    const issues = options.flatMap((option, index) =>
      known.includes(option)
        ? []
        : [issue('choice_unknown', pointer(at, 'options', index), { value: option })],
    );
    return issues.length > 0
      ? refused(issues)
      : ok(linking(found.value, { aspect: 'options', value: options }));
  },
});
