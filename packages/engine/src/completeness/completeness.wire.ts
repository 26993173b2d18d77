import { LocalizedText } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';

/** Gaps of the processes, as OpenAPI describes them. */

const Operation = Type.Object({ op: Type.String() }, { additionalProperties: true });

const FixedDefinition = Type.Object({
  kind: Type.String(),
  key: Type.String(),
  isNew: Type.Boolean(),
  operations: Type.Array(Operation, {
    description: 'what changes in a definition that is there; none for a new one',
  }),
  definition: Type.Object(
    {},
    { additionalProperties: true, description: 'the definition after the fix, whole' },
  ),
});

const Finding = Type.Object({
  id: Type.String({ description: 'stays the same as long as the gap is there' }),
  rule: Type.String(),
  severity: Type.Union([Type.Literal('error'), Type.Literal('warning'), Type.Literal('info')]),
  code: Type.String(),
  kind: Type.String(),
  key: Type.String(),
  pointer: Type.String({ description: 'place in the definition' }),
  params: Type.Object({}, { additionalProperties: true }),
  sentence: LocalizedText,
  fix: Type.Optional(Type.Object({ title: LocalizedText, definitions: Type.Array(FixedDefinition) })),
});

const Rule = Type.Object({ kind: Type.String(), title: LocalizedText, description: LocalizedText });

export const CompletenessWire = Type.Object({
  revision: Type.Integer({ description: 'of the drafts that were looked at' }),
  rules: Type.Array(Rule, { description: 'everything that is looked for' }),
  findings: Type.Array(Finding),
});

export const FixAnswerWire = Type.Object({
  revision: Type.Integer(),
  drafts: Type.Array(Type.Object({ kind: Type.String(), key: Type.String() }), {
    description: 'the drafts that the fix has put',
  }),
});
