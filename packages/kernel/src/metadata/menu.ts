import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { definitionHead, ElementId, Key, LocalizedText } from './vocabulary.js';

/** The navigation of an application: sections of entries, each a form's list or a register's balances. */

const closed = { additionalProperties: false };

const Entry = Type.Union([
  Type.Object({ id: ElementId, form: Key, list: Type.Optional(ElementId), icon: Type.Optional(Key) }, closed),
  Type.Object({ id: ElementId, register: Key, icon: Type.Optional(Key) }, closed),
  Type.Object({ id: ElementId, page: Type.Literal('vouchers'), icon: Type.Optional(Key) }, closed),
]);

export const MenuDefinition = Type.Object(
  {
    ...definitionHead('menu'),
    sections: Type.Array(
      Type.Object({ id: ElementId, title: LocalizedText, entries: Type.Array(Entry) }, closed),
    ),
  },
  { $id: 'menu', additionalProperties: false },
);

export type MenuDefinition = Static<typeof MenuDefinition>;
export type MenuEntry = Static<typeof Entry>;
