import { Type } from '@sinclair/typebox';
import type { TProperties } from '@sinclair/typebox';

/** Readings of registers, as OpenAPI describes them. */

const ByResource = Type.Record(Type.String(), Type.String(), { description: 'decimals by resource' });
const Day = Type.String({ format: 'date' });

const head = {
  keyId: Type.Optional(Type.String({ description: 'left out in a sum over several keys' })),
  key: Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()]), { description: 'by dimension' }),
};

const Movements = Type.String({ format: 'uri-reference', description: 'the movements behind the figure' });

const Label = Type.Object({ code: Type.Optional(Type.String()), title: Type.Optional(Type.String()) });

function page(row: TProperties) {
  return Type.Object({
    data: Type.Array(Type.Object(row)),
    nextCursor: Type.Optional(Type.String()),
    refs: Type.Record(Type.String(), Type.Record(Type.String(), Label), {
      description: 'what the records are called that the keys name: form, id',
    }),
  });
}

export const BalancePageWire = page({ ...head, resources: ByResource, movements: Movements });

export const TurnoverPageWire = page({
  ...head,
  day: Type.Optional(Day),
  month: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d\\d$' })),
  document: Type.Optional(
    Type.Object({
      form: Type.String(),
      recordId: Type.String({ format: 'uuid' }),
      code: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
  opening: Type.Optional(ByResource),
  in: ByResource,
  out: ByResource,
  closing: Type.Optional(ByResource),
  movements: Movements,
});

export const AgeingPageWire = page({
  ...head,
  resources: ByResource,
  parts: Type.Array(
    Type.Object({
      fromDays: Type.Integer(),
      toDays: Type.Union([Type.Integer(), Type.Null()]),
      from: Type.Union([Day, Type.Null()]),
      to: Type.Union([Day, Type.Null()]),
      resources: ByResource,
      movements: Movements,
    }),
    { description: 'from the youngest to the oldest; they add up to the balance' },
  ),
});

export const AvailablePageWire = page({
  key: head.key,
  available: Type.String({ description: 'the terms added up by their signs' }),
  terms: Type.Array(
    Type.Object({
      register: Type.String(),
      sign: Type.Union([Type.Literal('plus'), Type.Literal('minus')]),
      quantity: Type.String(),
      movements: Movements,
    }),
  ),
});

export const ExpiryPageWire = page({
  keyId: Type.String(),
  key: head.key,
  resources: ByResource,
  lastDay: Type.String({ format: 'date', description: 'good through this day' }),
  daysLeft: Type.Integer({ description: 'below zero when it has expired' }),
  level: Type.Union([Type.Literal('expired'), Type.Literal('due')]),
  withinDays: Type.Union([Type.Integer(), Type.Null()], {
    description: 'the smallest of the numbers of days asked for that it falls into',
  }),
  movements: Movements,
});

export const PickWire = Type.Object({
  data: Type.Array(
    Type.Object({
      keyId: Type.String(),
      key: head.key,
      quantity: Type.String({ description: 'what to take of it' }),
      held: Type.String({ description: 'what it holds' }),
      lastDay: Type.Optional(Day),
      received: Type.Optional(Day),
    }),
    { description: 'in the order in which they go' },
  ),
  wanted: Type.String(),
  short: Type.String({ description: 'what is missing in the lots that are good long enough' }),
  refs: Type.Record(Type.String(), Type.Record(Type.String(), Label)),
});
