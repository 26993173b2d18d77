import { Type } from '@sinclair/typebox';
import type { TSchema } from '@sinclair/typebox';
import type { Localized } from '../foundation/index.js';
import { FieldPath, KEY_PATTERN, LocalizedText, PeopleSource } from '../metadata/index.js';

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

/** A length of time, with as many digits a unit as durations are read with. */
export function duration(zh: string, en: string) {
  return Type.String({
    pattern: '^P(?=.)(\\d{1,4}W)?(\\d{1,4}D)?(T(?=.)(\\d{1,4}H)?(\\d{1,5}M)?(\\d{1,6}S)?)?$',
    ...titled(zh, en),
    'x-widget': 'duration',
  });
}

export const dueIn = Type.Optional(duration('时限', 'Time limit'));

/** A list of fields of the form. */
export function fieldList(zh: string, en: string) {
  return Type.Optional(Type.Array(FieldPath, { ...titled(zh, en), 'x-widget': 'fields', uniqueItems: true }));
}

/** A switch that stands at `on` or `off` unless somebody turns it. */
export function toggle(zh: string, en: string, isOn: boolean) {
  return Type.Optional(Type.Boolean({ ...titled(zh, en), default: isOn }));
}

/** One user, by his id. */
export function oneUser(zh: string, en: string) {
  return Type.String({ minLength: 1, maxLength: 200, ...titled(zh, en), 'x-widget': 'user' });
}

/** Another node of the same flow. */
export function otherNode(zh: string, en: string) {
  return Type.String({ minLength: 1, maxLength: 60, ...titled(zh, en), 'x-widget': 'node' });
}

export const message = Type.Optional(
  Type.Object(LocalizedText.properties, {
    additionalProperties: false,
    ...titled('附言', 'Message'),
    'x-widget': 'localized',
  }),
);

/** The template that words a message instead of a text of its own. */
export const notification = Type.Optional(oneKey('通知模板', 'Notification template', 'notification'));

/** The path of one field. */
export function oneField(zh: string, en: string) {
  return Type.String({ pattern: FieldPath.pattern ?? '', ...titled(zh, en), 'x-widget': 'field' });
}

/** The key of something else. */
export function oneKey(zh: string, en: string, widget = 'key') {
  return Type.String({ pattern: KEY_PATTERN, ...titled(zh, en), 'x-widget': widget });
}
