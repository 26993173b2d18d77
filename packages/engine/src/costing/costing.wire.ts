import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { SERVICE_METHODS } from '@dougong/kernel/metadata';

/** Cost runs as they travel. Decimals are text, days `YYYY-MM-DD`. */

const closed = { additionalProperties: false };

const COMMENT_LENGTH_MAX = 500;
const ORDER_MAX = 50;

const Name = Type.String({ minLength: 1, maxLength: 200 });
const Amount = Type.String({ format: 'decimal' });
const AmountOrNone = Type.Union([Amount, Type.Null()]);
const TextOrNone = Type.Union([Type.String(), Type.Null()]);
const Comment = Type.String({ minLength: 1, maxLength: COMMENT_LENGTH_MAX });

const Parameters = Type.Object(
  {
    drivers: Type.Optional(
      Type.Record(Type.String(), Name, { description: 'pool -> driver, for this run only' }),
    ),
    method: Type.Optional(Type.Union(SERVICE_METHODS.map((method) => Type.Literal(method)))),
    order: Type.Optional(Type.Array(Name, { maxItems: ORDER_MAX, description: 'services as they close' })),
  },
  closed,
);

export const RunBody = Type.Object(
  {
    allocation: Name,
    period: Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$', description: 'month, YYYY-MM' }),
    parameters: Type.Optional(Parameters),
    comment: Type.Optional(Comment),
  },
  closed,
);
export type RunBody = Static<typeof RunBody>;

export const AgainBody = Type.Object({ comment: Type.Optional(Comment) }, closed);
export type AgainBody = Static<typeof AgainBody>;

const IssueWire = Type.Object({ code: Type.String(), pointer: Type.String(), detail: Type.String() });

/** Names beside the ids that a page shows: form -> id -> what people call it. */
const Labels = Type.Record(
  Type.String(),
  Type.Record(
    Type.String(),
    Type.Object({ code: Type.Optional(Type.String()), title: Type.Optional(Type.String()) }),
  ),
);
const Users = Type.Record(Type.String(), Type.String());

const runFields = {
  id: Type.String(),
  allocation: Type.String(),
  from: Type.String(),
  to: Type.String(),
  version: Type.Integer(),
  state: Type.Union(
    ['running', 'done', 'official', 'superseded', 'failed'].map((state) => Type.Literal(state)),
  ),
  progress: Type.Object({
    done: Type.Integer({ description: 'steps done: inputs kept, figures written' }),
    of: Type.Integer(),
    settlements: Type.Integer({ description: 'documents that settle it' }),
    settled: Type.Integer({ description: 'documents that stand' }),
  }),
  parameters: Parameters,
  release: Type.Integer(),
  formulas: Type.Record(Type.String(), Type.String(), {
    description: 'fingerprints of the allocation and of the functions that it calls',
  }),
  comment: TextOrNone,
  rerunOf: TextOrNone,
  inputHash: TextOrNone,
  issues: Type.Array(IssueWire, { description: 'why it failed' }),
  startedBy: Type.String(),
  startedAt: Type.String(),
  finishedAt: TextOrNone,
  officialBy: TextOrNone,
  officialAt: TextOrNone,
};

export const RunWire = Type.Object(runFields);
export type RunWire = Static<typeof RunWire>;

export const RunsWire = Type.Object({ data: Type.Array(RunWire), users: Users });
export type RunsWire = Static<typeof RunsWire>;

const ElementWire = Type.Object({ element: Type.String(), amount: Amount, unit: AmountOrNone });

const ProductWire = Type.Object({
  product: Type.String(),
  quantity: Amount,
  total: Amount,
  unit: Type.Union([Amount, Type.Null()], { description: 'at four places' }),
  elements: Type.Array(ElementWire),
});
export type ProductWire = Static<typeof ProductWire>;

export const UnitCostWire = Type.Object({
  products: Type.Array(ProductWire),
  totals: Type.Object({
    finished: Amount,
    in_process: Amount,
    loss: Amount,
    by_product: Amount,
    all: Amount,
  }),
});
export type UnitCostWire = Static<typeof UnitCostWire>;

const ResultWire = Type.Object({
  ord: Type.Integer(),
  receiver: Type.String(),
  product: Type.String(),
  part: Type.String({ description: 'finished, in_process, loss or by_product' }),
  element: Type.String(),
  item: TextOrNone,
  quantity: Amount,
  amount: Amount,
  unit: AmountOrNone,
});

export const PreviewWire = Type.Object({
  table: UnitCostWire,
  results: Type.Array(ResultWire),
  refs: Labels,
});
export type PreviewWire = Static<typeof PreviewWire>;

export const RunDetailWire = Type.Object({
  run: RunWire,
  table: UnitCostWire,
  results: Type.Array(ResultWire),
  refs: Labels,
  users: Users,
});
export type RunDetailWire = Static<typeof RunDetailWire>;

const TraceRow = Type.Object({
  ord: Type.Integer(),
  kind: Type.String({ description: 'entry, service, share, charge or split' }),
  place: Type.String({ description: 'pointer into the allocation' }),
  name: TextOrNone,
  element: TextOrNone,
  driver: TextOrNone,
  receiver: TextOrNone,
  source: TextOrNone,
  row: TextOrNone,
  quantity: AmountOrNone,
  total: AmountOrNone,
  amount: AmountOrNone,
  register: Type.Optional(Type.String({ description: 'the row is a key (or a movement) of this register' })),
  form: Type.Optional(
    Type.String({ description: 'the row is a record of this form, with its line behind a slash' }),
  ),
});
export type TraceRow = Static<typeof TraceRow>;

export const TraceWire = Type.Object({
  data: Type.Array(TraceRow),
  nextCursor: Type.Optional(Type.String()),
});
export type TraceWire = Static<typeof TraceWire>;

const Side = Type.Union([
  Type.Object({
    total: Amount,
    unit: AmountOrNone,
    elements: Type.Array(Type.Object({ element: Type.String(), amount: Amount })),
  }),
  Type.Null(),
]);

export const CompareWire = Type.Object({
  products: Type.Array(Type.Object({ product: Type.String(), one: Side, other: Side, difference: Side })),
  drivers: Type.Array(
    Type.Object({
      name: Type.String({ description: 'pool or asset' }),
      receiver: Type.String(),
      drivers: Type.Array(Type.String()),
      quantities: Type.Array(Amount),
      amounts: Type.Array(Amount),
      difference: Amount,
    }),
  ),
  totals: Type.Object({ one: Amount, other: Amount }),
  sameTotal: Type.Boolean({ description: 'both hand out the same money, as when only drivers differ' }),
});
export type CompareWire = Static<typeof CompareWire>;

const VarianceRow = Type.Object({
  receiver: Type.String(),
  product: Type.String(),
  kind: Type.String({ description: 'material or work' }),
  item: TextOrNone,
  standardQuantity: Amount,
  standardPrice: Amount,
  actualQuantity: Amount,
  actualAmount: Amount,
  standard: Amount,
  total: Amount,
  price: Type.String({ format: 'decimal', description: 'price of material, rate of work' }),
  usage: Type.String({ format: 'decimal', description: 'usage of material, efficiency of work' }),
});
export type VarianceRow = Static<typeof VarianceRow>;

export const VariancesWire = Type.Object({ data: Type.Array(VarianceRow), refs: Labels });
export type VariancesWire = Static<typeof VariancesWire>;

export const AllocationsWire = Type.Object({
  data: Type.Array(
    Type.Object({
      key: Type.String(),
      title: Type.Record(Type.String(), Type.String()),
      elements: Type.Array(
        Type.Object({ id: Type.String(), title: Type.Record(Type.String(), Type.String()) }),
      ),
      hasBills: Type.Boolean(),
      settles: Type.Boolean(),
    }),
  ),
});
export type AllocationsWire = Static<typeof AllocationsWire>;

export const RollUpWire = Type.Object({
  item: Type.String(),
  on: Type.String(),
  unit: Amount,
  items: Type.Array(Type.Object({ item: Type.String(), unit: Amount })),
  byProducts: Type.Array(
    Type.Object({ item: Type.String(), quantity: Amount, amount: Amount, unit: AmountOrNone }),
  ),
  refs: Labels,
});
export type RollUpWire = Static<typeof RollUpWire>;

export const ExplosionWire = Type.Object({
  item: Type.String(),
  on: Type.String(),
  quantity: Amount,
  lines: Type.Array(Type.Object({ item: Type.String(), quantity: Amount })),
  refs: Labels,
});
export type ExplosionWire = Static<typeof ExplosionWire>;

export const WhereUsedWire = Type.Object({
  item: Type.String(),
  on: Type.String(),
  uses: Type.Array(Type.Object({ item: Type.String(), through: Type.String(), level: Type.Integer() })),
  refs: Labels,
});
export type WhereUsedWire = Static<typeof WhereUsedWire>;
