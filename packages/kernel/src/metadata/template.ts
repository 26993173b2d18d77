import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { definitionHead, Key, LocalizedText } from './vocabulary.js';

/** How whole the processes of an application must be. */
const Completeness = Type.Object(
  {
    /** Whether gaps are told, or block a publish. */
    level: Type.Union([Type.Literal('suggested'), Type.Literal('required')]),
    /** Ways back that the application must have; documents say which they are (`reverses` of a form). */
    reverseFlows: Type.Optional(
      Type.Array(Type.Object({ kind: Key, title: LocalizedText }, { additionalProperties: false }), {
        maxItems: 50,
      }),
    ),
  },
  { additionalProperties: false },
);

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
    completeness: Type.Optional(Completeness),
  },
  { $id: 'template', additionalProperties: false },
);

export type TemplateManifest = Static<typeof TemplateManifest>;
export type CompletenessSetting = Static<typeof Completeness>;
