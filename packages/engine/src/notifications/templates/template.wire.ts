import { Type } from '@sinclair/typebox';
import type { Static, TSchema } from '@sinclair/typebox';
import { LocalizedText } from '@dougong/kernel/metadata';

const orNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const RecordId = Type.String({ minLength: 36, maxLength: 36 });

/** A template as it stands on somebody's screen, and the record that it is to be filled from. */
export const PreviewTemplate = Type.Object(
  { definition: Type.Unknown(), recordId: RecordId },
  { additionalProperties: false },
);
export type PreviewTemplate = Static<typeof PreviewTemplate>;

/** What is told over one kind of channel. */
export const PreviewedText = Type.Object({
  channel: Type.String({ description: 'kind of channel; `app`: inside of the application' }),
  title: LocalizedText,
  body: orNull(LocalizedText),
  withheld: Type.Boolean({ description: 'it repeats fields that you may not see, so you would not be told' }),
});
export type PreviewedText = Static<typeof PreviewedText>;

/** Where a draft is sent to. */
export const TestTemplate = Type.Object(
  {
    channel: Type.String({ minLength: 1, maxLength: 63, description: 'key of a channel, or `app`' }),
    recordId: Type.Optional(RecordId),
  },
  { additionalProperties: false },
);
export type TestTemplate = Static<typeof TestTemplate>;

/** A channel over which a template can be tried. */
export const TestChannel = Type.Object({
  key: Type.String(),
  kind: Type.String(),
  title: LocalizedText,
  reach: Type.Union([Type.Literal('person'), Type.Literal('group')]),
});
export type TestChannel = Static<typeof TestChannel>;
