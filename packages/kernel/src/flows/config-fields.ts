import { Type } from '@sinclair/typebox';
import type { TSchema } from '@sinclair/typebox';
import type { Localized } from '../foundation/index.js';
import { FieldPath, LocalizedText, PeopleSource } from '../metadata/index.js';

/** Schema pieces of node configurations. The inspector draws them from `x-title`, `x-help` and `x-widget`. */

/** A title in both languages. */
export function titled(zh: string, en: string): { readonly 'x-title': Localized } {
  return { 'x-title': { 'zh-CN': zh, en } };
}

/** One value of a choice with its title. */
export function option<V extends string>(value: V, zh: string, en: string) {
  return Type.Literal(value, titled(zh, en));
}

/** The closed object of a node's configuration. */
export function configObject<P extends Record<string, TSchema>>(properties: P) {
  return Type.Object(properties, { additionalProperties: false });
}

/** A list of people sources. Nobody named yet is a finding of the check, not a broken definition. */
export function peopleList(zh: string, en: string) {
  return Type.Optional(Type.Array(PeopleSource, { ...titled(zh, en), 'x-widget': 'people' }));
}

/** An elapsed time, with as many digits a unit as durations are read with. */
export const dueIn = Type.Optional(
  Type.String({
    pattern: '^P(?=.)(\\d{1,4}W)?(\\d{1,4}D)?(T(?=.)(\\d{1,4}H)?(\\d{1,5}M)?(\\d{1,6}S)?)?$',
    ...titled('时限', 'Time limit'),
    'x-widget': 'duration',
  }),
);

export const editableFields = Type.Optional(
  Type.Array(FieldPath, {
    ...titled('可修改的字段', 'Editable fields'),
    'x-widget': 'fields',
    uniqueItems: true,
  }),
);

export const message = Type.Optional(
  Type.Object(LocalizedText.properties, {
    additionalProperties: false,
    ...titled('附言', 'Message'),
    'x-widget': 'localized',
  }),
);
