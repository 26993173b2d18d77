import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Duration, Formula, Key } from './vocabulary.js';

/** What a rule waits for: something done to a record, something seen in a form, or an occasion outside of both. */

const closed = { additionalProperties: false };

/** Things done to a record; the server sees them. */
export const RECORD_EVENTS = ['create', 'update', 'action', 'state'] as const;
/** Things that happen in a form on the screen, before anything is saved. */
export const FORM_EVENTS = ['open', 'change'] as const;
/** What comes from outside a save: a point in time, a balance, a call. A rule waits for one of them only. */
export const OCCASION_EVENTS = ['schedule', 'threshold', 'webhook'] as const;
export const RULE_EVENTS = [...RECORD_EVENTS, ...FORM_EVENTS, ...OCCASION_EVENTS] as const;

/** A calendar day without a time. */
export const CalendarDay = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

/** Whether an occasion is about each record that meets the condition, or about none in particular. */
const Per = Type.Union([Type.Literal('record'), Type.Literal('once')]);

const Schedule = Type.Object(
  {
    /** Five fields: minute, hour, day of the month, month, day of the week; in the business's time. */
    cron: Type.Optional(Type.String({ minLength: 9, maxLength: 100 })),
    every: Type.Optional(Duration),
    /** The calendar day on which it begins; `every` is counted from its midnight. */
    from: Type.Optional(CalendarDay),
    per: Type.Optional(Per),
  },
  closed,
);

const Threshold = Type.Object(
  {
    register: Key,
    resource: Key,
    /** Dimension -> value that it must have. */
    where: Type.Optional(Type.Record(Key, Type.String())),
    comparison: Type.Union([Type.Literal('<'), Type.Literal('<='), Type.Literal('>'), Type.Literal('>=')]),
    /** The limit: a number, or a formula over the record that `record` names. */
    value: Formula,
    /** The dimension whose record the rule is about; without it the rule is about no record in particular. */
    record: Type.Optional(Key),
  },
  closed,
);

export const PAYLOAD_TYPES = ['text', 'number', 'boolean', 'date', 'datetime'] as const;

const Webhook = Type.Object(
  {
    /** Last part of the address that outside systems call. */
    key: Key,
    /** What formulas may read as `payload.<name>`; anything else that is sent is left out. */
    payload: Type.Optional(Type.Record(Key, Type.Union(PAYLOAD_TYPES.map((type) => Type.Literal(type))))),
    /** The name in the payload that holds the id of the record; without it the rule is about no record. */
    record: Type.Optional(Key),
  },
  closed,
);

export const RuleTrigger = Type.Object(
  {
    on: Type.Array(Type.Union(RULE_EVENTS.map((event) => Type.Literal(event))), {
      minItems: 1,
      uniqueItems: true,
    }),
    /**
     * Where it runs. In a form, `create` also means opening a new record, `update` also means typing. `server` unless
     * said otherwise; rules that wait for `open` or `change` alone run in the form.
     */
    where: Type.Optional(Type.Union([Type.Literal('server'), Type.Literal('client'), Type.Literal('both')])),
    /** Actions of the lifecycle that fire it; needed with `action`. */
    actions: Type.Optional(Type.Array(Key, { minItems: 1 })),
    /** States entered that fire it; needed with `state`. */
    states: Type.Optional(Type.Array(Key, { minItems: 1 })),
    /** Only when one of these fields changed. */
    fields: Type.Optional(Type.Array(Key, { minItems: 1 })),
    schedule: Type.Optional(Schedule),
    threshold: Type.Optional(Threshold),
    webhook: Type.Optional(Webhook),
  },
  closed,
);

export type RuleTrigger = Static<typeof RuleTrigger>;
export type RuleEventType = (typeof RULE_EVENTS)[number];
export type OccasionType = (typeof OCCASION_EVENTS)[number];
export type RuleSchedule = Static<typeof Schedule>;
export type RuleThreshold = Static<typeof Threshold>;
export type RuleWebhook = Static<typeof Webhook>;

const FORM_ONLY: ReadonlySet<string> = new Set(FORM_EVENTS);

/** Where the rules of a trigger run. */
export function sidesOf({ where, on }: RuleTrigger): { readonly server: boolean; readonly client: boolean } {
  const seen = on.some((event) => FORM_ONLY.has(event));
  const done = on.some((event) => !FORM_ONLY.has(event));
  return {
    server: done && where !== 'client',
    client: seen || where === 'client' || where === 'both',
  };
}
