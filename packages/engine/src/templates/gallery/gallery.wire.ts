import { LocalizedText } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';

/** The gallery of templates, as OpenAPI describes it. */

const Nullable = Type.Union([Type.String(), Type.Null()]);
const Count = Type.Integer({ minimum: 0 });

const About = Type.Object({
  contents: Type.Array(Type.Object({ kind: Type.String(), count: Count })),
  scenarios: Count,
  hasSamples: Type.Boolean({ description: 'whether there is sample data to load' }),
  ways: Type.Array(
    Type.Object({
      kind: Type.String(),
      title: LocalizedText,
      present: Type.Boolean(),
      notNeeded: Type.Optional(LocalizedText),
    }),
    {
      description: 'ways back that it asks of itself, and whether a document is one',
    },
  ),
  gaps: Type.Object({ errors: Count, warnings: Count }, { description: 'of its processes' }),
});

const Offer = Type.Object({
  id: Type.String({ description: 'names it in `packages` of POST /templates' }),
  source: Type.String({ description: 'shipped: beside the engine; sent: over HTTP' }),
  sentAt: Nullable,
  version: Type.String(),
  platform: Nullable,
  dependencies: Type.Array(Type.Object({ key: Type.String(), version: Type.String() })),
  parameters: Type.Array(Type.Unknown(), { description: 'as in the manifest' }),
  trust: Type.String({ description: 'trusted, untrusted or unsigned' }),
  signedBy: Nullable,
  relation: Type.String({
    description: 'to what is installed: new, newer, same, other (same version, other contents) or older',
  }),
  about: About,
});

const Installed = Type.Object({
  version: Type.String(),
  installedAt: Type.String(),
  demo: Type.Boolean(),
  answers: Type.Record(Type.String(), Type.Unknown()),
  changed: Type.Array(Type.Object({ kind: Type.String(), key: Type.String(), title: LocalizedText }), {
    description: 'definitions of it that were changed here',
  }),
  dependants: Type.Array(Type.String()),
  about: About,
});

export const GalleryWire = Type.Object({
  data: Type.Array(
    Type.Object({
      key: Type.String(),
      title: LocalizedText,
      description: Type.Optional(LocalizedText),
      industry: Type.Optional(LocalizedText),
      installed: Type.Union([Installed, Type.Null()]),
      offers: Type.Array(Offer),
    }),
  ),
  unreadable: Type.Array(
    Type.Object({
      folder: Type.String(),
      detail: Type.String(),
      errors: Type.Array(Type.Object({ pointer: Type.String(), detail: Type.String() })),
    }),
    { description: 'folders beside the engine that hold no sound template' },
  ),
});
