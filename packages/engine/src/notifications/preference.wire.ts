import { LocalizedText } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import type { Static, TSchema } from '@sinclair/typebox';

const orNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Mode = Type.Union([Type.Literal('off'), Type.Literal('now'), Type.Literal('digest')]);
const Time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });
const CHOICES_MAX = 2000;

const Choice = Type.Object(
  { event: Type.String({ maxLength: 60 }), channel: Type.String({ maxLength: 63 }), mode: Mode },
  { additionalProperties: false },
);

const HabitsBody = Type.Object(
  {
    timeZone: Type.String({ minLength: 1, maxLength: 60 }),
    quietFrom: orNull(Time),
    quietTo: orNull(Time),
    digestAt: Time,
  },
  { additionalProperties: false },
);

/** What somebody wants to be told where, all of it: what is left out is as the administrator said. */
export const PutPreferences = Type.Object(
  { choices: Type.Array(Choice, { maxItems: CHOICES_MAX }), habits: HabitsBody },
  { additionalProperties: false },
);
export type PutPreferences = Static<typeof PutPreferences>;

/** What holds for whoever said nothing, all of it. */
export const PutDefaults = Type.Object(
  { choices: Type.Array(Choice, { maxItems: CHOICES_MAX }) },
  { additionalProperties: false },
);
export type PutDefaults = Static<typeof PutDefaults>;

/** What can be chosen, and how each place of the table is for whoever said nothing. */
const TABLE = {
  events: Type.Array(Type.Object({ key: Type.String(), title: LocalizedText, urgent: Type.Boolean() })),
  channels: Type.Array(
    Type.Object({
      key: Type.String(),
      title: LocalizedText,
      reach: Type.Union([Type.Literal('app'), Type.Literal('person'), Type.Literal('group')]),
      modes: Type.Array(Mode),
      otherwise: Mode,
    }),
  ),
  defaults: Type.Array(Choice),
};

export const DefaultsView = Type.Object(TABLE);
export type DefaultsView = Static<typeof DefaultsView>;

export const PreferencesView = Type.Object({
  ...TABLE,
  choices: Type.Array(Choice),
  habits: HabitsBody,
  email: orNull(Type.String()),
});
export type PreferencesView = Static<typeof PreferencesView>;
