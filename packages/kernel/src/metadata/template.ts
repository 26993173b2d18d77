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
      Type.Array(
        Type.Object(
          {
            kind: Key,
            title: LocalizedText,
            /** Why the application needs none of the kind: said, not left out. */
            notNeeded: Type.Optional(LocalizedText),
          },
          { additionalProperties: false },
        ),
        { maxItems: 50 },
      ),
    ),
  },
  { additionalProperties: false },
);

/** The manifest of a template package: `template.json`, with what a package needs, asks and brings. */

const closed = { additionalProperties: false };

const Version = Type.String({ pattern: '^\\d{1,6}\\.\\d{1,6}\\.\\d{1,6}$' });

/** Exactly `1.2.3`; `^1.2.3`: compatible, as SemVer means it; `~1.2.3`: mended; `>=1.2.3`; `*`: any. */
export const VersionRange = Type.String({ pattern: '^(\\*|(\\^|~|>=)?\\d{1,6}\\.\\d{1,6}\\.\\d{1,6})$' });

/** A place where an answer is written. */
const ParameterPlace = Type.Object(
  {
    /** A file of the package: `forms/item.form.json`, `seed/masters.json`. */
    file: Type.String({ pattern: '^[a-z-]+/[a-z0-9_.-]+\\.json$' }),
    /** Pointer in it; elements of lists by their names: `/schema/properties/method/x-default`, `/records/main/values/name`. */
    at: Type.String({ pattern: '^(/[^/]*)+$', maxLength: 500 }),
    /** As text of a formula: a text in quotes, a number as it is. */
    as: Type.Optional(Type.Literal('formula')),
  },
  closed,
);

const parameterHead = {
  id: Key,
  title: LocalizedText,
  help: Type.Optional(LocalizedText),
  places: Type.Array(ParameterPlace, { minItems: 1, maxItems: 50 }),
};

/** A question that is asked when the template is installed. */
export const TemplateParameter = Type.Union([
  Type.Object(
    {
      ...parameterHead,
      type: Type.Literal('text'),
      default: Type.String({ maxLength: 1000 }),
      maxLength: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
    },
    closed,
  ),
  Type.Object(
    {
      ...parameterHead,
      type: Type.Literal('choice'),
      default: Type.String(),
      choices: Type.Array(
        Type.Object({ value: Type.String({ minLength: 1 }), title: LocalizedText }, closed),
        {
          minItems: 1,
          maxItems: 50,
        },
      ),
    },
    closed,
  ),
  Type.Object({ ...parameterHead, type: Type.Literal('boolean'), default: Type.Boolean() }, closed),
  Type.Object(
    {
      ...parameterHead,
      type: Type.Literal('number'),
      /** A decimal, as text. */
      default: Type.String({ pattern: '^-?\\d{1,18}(\\.\\d{1,10})?$' }),
    },
    closed,
  ),
]);

export const TemplateManifest = Type.Object(
  {
    ...definitionHead('template'),
    /** The trade that it is made for; galleries show templates by it. */
    industry: Type.Optional(LocalizedText),
    version: Version,
    /** Versions of the platform that it runs on; any when left out. */
    platform: Type.Optional(VersionRange),
    /** Templates that this one stands on, and which versions of them. Overlays may change what those define. */
    dependencies: Type.Optional(
      Type.Array(Type.Object({ key: Key, version: VersionRange }, closed), { maxItems: 20 }),
    ),
    parameters: Type.Optional(Type.Array(TemplateParameter, { maxItems: 50 })),
    /** Files of `seed/` in the order of loading; `demo` ones only with sample data. */
    seeds: Type.Optional(
      Type.Array(
        Type.Object(
          { file: Type.String({ pattern: '^[a-z0-9-]+\\.json$' }), demo: Type.Optional(Type.Boolean()) },
          closed,
        ),
      ),
    ),
    completeness: Type.Optional(Completeness),
  },
  { $id: 'template', additionalProperties: false },
);

export type TemplateManifest = Static<typeof TemplateManifest>;
export type CompletenessSetting = Static<typeof Completeness>;

export type TemplateParameter = Static<typeof TemplateParameter>;
