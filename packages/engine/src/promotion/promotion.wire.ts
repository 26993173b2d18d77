import { LocalizedText } from '@dougong/kernel/metadata';
import { ChangeSet } from '@dougong/kernel/promotion';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

const CONFLICTS_MAX = 10_000;
const TEXT_MAX = 2000;

const Side = Type.Union(['mine', 'theirs', 'merge'].map((choice) => Type.Literal(choice)));

export const PromoteBody = Type.Object(
  {
    changeSet: ChangeSet,
    choices: Type.Optional(
      Type.Record(Type.String(), Side, {
        maxProperties: CONFLICTS_MAX,
        description:
          'by the id of a conflict: keep what is here, take what the set brings, or put both together',
      }),
    ),
    all: Type.Optional(
      Type.Union([Type.Literal('mine'), Type.Literal('theirs')], { description: 'for all other conflicts' }),
    ),
    comment: Type.Optional(Type.String({ maxLength: TEXT_MAX })),
  },
  { additionalProperties: false },
);

const Keys = Type.Array(Type.String());
const Name = { kind: Type.String(), key: Type.String() };

export const PromotionWire = Type.Object({
  from: ChangeSet.properties.from,
  release: Type.Integer({ description: 'the release in force here, over which this was worked out' }),
  changes: Type.Array(
    Type.Object({
      ...Name,
      title: LocalizedText,
      change: Type.String(),
      details: Type.Array(Type.Object({ path: Type.String(), weight: Type.String(), text: Type.String() })),
    }),
  ),
  conflicts: Type.Array(
    Type.Object({
      id: Type.String(),
      ...Name,
      pointer: Type.String(),
      base: Type.Unknown(),
      mine: Type.Unknown(),
      theirs: Type.Unknown(),
      mergeable: Type.Boolean(),
      choice: Type.Union([Type.String(), Type.Null()]),
    }),
    { description: 'places that both sides changed since the base' },
  ),
  same: Type.Integer({ description: 'definitions of the set that are here already' }),
  onlyHere: Type.Array(Type.String(), {
    description: 'what a set of a whole release does not have; it stays',
  }),
  findings: Type.Array(
    Type.Object({
      ...Name,
      path: Type.String(),
      code: Type.String(),
      severity: Type.String(),
      text: Type.String(),
    }),
  ),
  tables: Type.Array(
    Type.Object({
      table: Type.String(),
      change: Type.String(),
      added: Keys,
      unused: Keys,
      retyped: Type.Array(Type.Object({ column: Type.String(), from: Type.String(), to: Type.String() })),
    }),
  ),
  missing: Type.Object(
    { endpoints: Keys, hooks: Keys },
    { description: 'connections that this installation has to be given; they never travel' },
  ),
  templates: Type.Array(
    Type.Object({ key: Type.String(), there: Type.String(), here: Type.Union([Type.String(), Type.Null()]) }),
    { description: 'templates of another version here' },
  ),
  isReady: Type.Boolean({ description: 'no open conflicts, no errors' }),
});
export type PromotionView = Static<typeof PromotionWire>;

export const PromotedWire = Type.Object({
  outcome: Type.Union(['dry-run', 'nothing', 'drafts', 'published'].map((each) => Type.Literal(each))),
  release: Type.Union([Type.Integer(), Type.Null()], { description: 'the release that was made' }),
  draftRevision: Type.Union([Type.Integer(), Type.Null()]),
  promotion: PromotionWire,
});
export type PromotedView = Static<typeof PromotedWire>;
