import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

/** Pieces that several definition kinds share. */

/** Stable, ASCII, never reused: name of a definition, a field, a state. At most 40 characters, so table names fit. */
export const KEY_PATTERN = '^[a-z][a-z0-9_]{0,39}$';
export const Key = Type.String({ pattern: KEY_PATTERN });

/** Id of an element inside a definition: a node, an edge, an action. */
export const ElementId = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_-]{0,59}$' });

export const LocalizedText = Type.Object(
  {
    'zh-CN': Type.String({ minLength: 1, maxLength: 200 }),
    en: Type.String({ minLength: 1, maxLength: 200 }),
  },
  { additionalProperties: false },
);

/** A JsonLogic condition as it is stored; the expression domain checks its inside. `true` always holds. */
export const Condition = Type.Union([Type.Literal(true), Type.Record(Type.String(), Type.Unknown())]);
export type Condition = Static<typeof Condition>;

/** A formula of the platform's formula language, as text with field keys. */
export const Formula = Type.String({ minLength: 1, maxLength: 4000 });

/** ISO 8601 duration of fixed length, for example `PT24H`. */
export const Duration = Type.String({ pattern: '^P(?=.)(\\d+W)?(\\d+D)?(T(?=.)(\\d+H)?(\\d+M)?(\\d+S)?)?$' });

/** A path to a field, through references where it has points: `place.leader`. */
export const FieldPath = Type.String({ pattern: '^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*){0,3}$' });

const LeaderLevel = Type.Integer({ minimum: 1, maximum: 20 });

/** One source of people; a list of sources is their union in the order given. */
export const PeopleSource = Type.Union([
  Type.Object({ users: Type.Array(Type.String(), { minItems: 1 }) }, { additionalProperties: false }),
  Type.Object({ role: Key }, { additionalProperties: false }),
  Type.Object({ field: FieldPath }, { additionalProperties: false }),
  Type.Object({ starter: Type.Literal(true) }, { additionalProperties: false }),
  /** Keys of roles that a formula names, a decision table among them: `approver(amount, place.kind)`. */
  Type.Object({ roleBy: Formula }, { additionalProperties: false }),
  Type.Object({ post: Key }, { additionalProperties: false }),
  /** Leader so many levels above the starter: 1 leads his own department. */
  Type.Object({ leader: LeaderLevel }, { additionalProperties: false }),
  /** The leaders above the starter, one after another, up to a level. */
  Type.Object({ leaders: Type.Union([LeaderLevel, Type.Literal('top')]) }, { additionalProperties: false }),
  /** Leader of the department that a field names. */
  Type.Object({ leaderOf: FieldPath }, { additionalProperties: false }),
  /** Whom the starter picks when he sends. */
  Type.Object({ chosen: Type.Literal(true) }, { additionalProperties: false }),
  /** Whom those who decide an earlier node pick. */
  Type.Object({ chosenAt: ElementId }, { additionalProperties: false }),
]);
export type PeopleSource = Static<typeof PeopleSource>;

/** The head that every definition has. */
export function definitionHead<K extends string>(kind: K) {
  return {
    $schema: Type.Optional(Type.String()),
    kind: Type.Literal(kind),
    format: Type.Literal(1),
    key: Key,
    title: LocalizedText,
    description: Type.Optional(LocalizedText),
  };
}
