import { Type } from '@sinclair/typebox';

/** Resources as RFC 7643 describes them, as far as they are kept here. */

const Schemas = Type.Array(Type.String());
const Meta = Type.Record(Type.String(), Type.String());
const Reference = Type.Object({ value: Type.String(), display: Type.Optional(Type.String()) });

export const ScimUserWire = Type.Object({
  schemas: Schemas,
  id: Type.String(),
  externalId: Type.Optional(Type.String()),
  userName: Type.String(),
  name: Type.Object({ formatted: Type.String() }),
  displayName: Type.String(),
  active: Type.Boolean(),
  emails: Type.Array(Type.Object({ value: Type.String(), type: Type.String(), primary: Type.Boolean() })),
  groups: Type.Array(Reference),
  meta: Meta,
});

export const ScimGroupWire = Type.Object({
  schemas: Schemas,
  id: Type.String(),
  externalId: Type.Optional(Type.String()),
  displayName: Type.String(),
  members: Type.Array(Reference),
  meta: Meta,
});

/** What a provider may count on. */
export const ScimDocumentWire = Type.Object({ schemas: Schemas, meta: Meta });

export const ScimListWire = Type.Object({
  schemas: Schemas,
  totalResults: Type.Integer(),
  startIndex: Type.Integer(),
  itemsPerPage: Type.Integer(),
  Resources: Type.Array(Type.Record(Type.String(), Type.Unknown())),
});
