import { LocalizedText } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

/** Answers about access as they travel. */

const PersonWire = Type.Object({
  id: Type.String({ format: 'uuid' }),
  login: Type.String(),
  name: Type.String(),
  roles: Type.Array(Type.String(), { description: 'keys of the roles held' }),
});

const GrantWire = Type.Object({
  role: Type.String(),
  roleTitle: LocalizedText,
  path: Type.String({ description: 'place of the grant in the role: /forms/2' }),
  outcome: Type.String({
    description: 'what the grant contributed: gives, not_held, out_of_reach, field_hidden …',
  }),
  text: Type.String(),
});

export const WhyWire = Type.Object({
  user: PersonWire,
  form: Type.String(),
  action: Type.String(),
  record: Type.Optional(Type.String({ format: 'uuid' })),
  field: Type.Optional(Type.String()),
  allowed: Type.Boolean(),
  /** How the field is seen. */
  sight: Type.Optional(
    Type.Union(['shown', 'masked', 'read_only', 'hidden'].map((each) => Type.Literal(each))),
  ),
  text: Type.String({ description: 'the answer in a sentence' }),
  deciding: Type.Optional(GrantWire),
  considered: Type.Array(GrantWire),
});
export type WhyWire = Static<typeof WhyWire>;

export const ChangesWire = Type.Object({
  from: Type.String(),
  to: Type.String(),
  changes: Type.Array(
    Type.Object({
      form: Type.String(),
      what: Type.String({
        description: 'loses_action, gains_action, loses_field, gains_field, fewer_rows …',
      }),
      subject: Type.Optional(Type.String({ description: 'the action or the field' })),
      people: Type.Array(Type.Object({ id: Type.String({ format: 'uuid' }), name: Type.String() })),
      text: Type.String({ description: '3 people will no longer see "Cost" on "Receipt"' }),
    }),
  ),
});
export type ChangesWire = Static<typeof ChangesWire>;
