import { FormDefinition } from './form.js';

/** Keywords of a form's schema that plain JSON Schema does not know, for tools that want to be told of them. */
export interface FormVocabulary {
  /** Every `x-` keyword that a field may have, in the order of their names. */
  readonly keywords: readonly string[];
  /** Formats that are the platform's own, each with the pattern of its texts. */
  readonly formats: Readonly<Record<string, string>>;
}

/** What validators are given so that they may stay strict: `ajv.addVocabulary(keywords)`, `ajv.addFormat(name, pattern)`. */
export const FORM_VOCABULARY: FormVocabulary = {
  keywords: [...new Set([...keywordsIn(FormDefinition.properties.schema), 'x-closed'])].sort(),
  formats: {
    decimal: '^-?\\d{1,18}(\\.\\d{1,10})?$',
    'local-time': '^([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d$',
  },
};

function keywordsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(name.startsWith('x-') ? [name] : []),
    ...keywordsIn(inner),
  ]);
}
