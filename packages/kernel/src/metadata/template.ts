import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { definitionHead, Key } from './vocabulary.js';

/** The manifest of a template package (`template.json`). */
export const TemplateManifest = Type.Object(
  {
    ...definitionHead('template'),
    version: Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+$' }),
    /** Keys of the templates that this one extends. */
    dependencies: Type.Optional(Type.Array(Key)),
    /** Files of `seed/` in the order of loading; `demo` ones only with sample data. */
    seeds: Type.Optional(
      Type.Array(
        Type.Object(
          { file: Type.String({ pattern: '^[a-z0-9-]+\\.json$' }), demo: Type.Optional(Type.Boolean()) },
          { additionalProperties: false },
        ),
      ),
    ),
  },
  { $id: 'template', additionalProperties: false },
);

export type TemplateManifest = Static<typeof TemplateManifest>;
