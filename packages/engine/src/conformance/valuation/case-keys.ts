/** Every name that the format knows, so that a case with another one fails instead of meaning something else. */

type Keys = readonly string[];

export const CASE_KEYS: Keys = ['id', 'family', 'title', 'tags', 'origin', 'note'];

export const SETUP_KEYS: Keys = [
  'method',
  'valuation_scope',
  'amount_scale',
  'negative_stock',
  'standard_cost',
  'purchase_return_cost',
];

/** Keys of a step beside those of its operation. */
export const STEP_KEYS: Keys = ['n', 'op', 'ref', 'date', 'note', 'expect'];

export interface OperationKeys {
  readonly step?: Keys;
  /** Under `lines` or `rows`, whichever the operation has. */
  readonly line?: Keys;
  readonly list?: 'lines' | 'rows';
}

const onLines = (...line: Keys): OperationKeys => ({ list: 'lines', line });
const onRows = (...line: Keys): OperationKeys => ({ list: 'rows', line });

export const OPERATION_KEYS: Readonly<Record<string, OperationKeys>> = {
  receipt: onLines('item', 'wh', 'batch', 'state', 'qty', 'unit_cost', 'amount', 'expiry'),
  issue: onLines('item', 'wh', 'batch', 'state', 'qty', 'for', 'allow_expired'),
  transfer: onLines('item', 'from', 'to', 'batch', 'qty'),
  ship: onLines('item', 'from', 'to', 'batch', 'qty'),
  arrive: onLines('item', 'to', 'batch', 'qty'),
  state_change: onLines('item', 'wh', 'batch', 'qty', 'from_state', 'to_state'),
  customer_return: onLines('of', 'line', 'qty', 'wh', 'state'),
  supplier_return: onLines('of', 'line', 'qty'),
  count: onLines('item', 'wh', 'batch', 'state', 'counted', 'unit_cost'),
  revaluing_count: onRows('item', 'wh', 'batch', 'state', 'counted', 'unit_cost'),
  reversal: { step: ['of'] },
  landed_cost: { step: ['receipts', 'amount', 'basis'] },
  revalue_standard: { step: ['item', 'new_cost'] },
  reserve: onRows('item', 'wh', 'qty', 'for'),
  close_period: { step: ['through'] },
  recost: {},
};

const SHARES: Keys = ['services', 'costs', 'usage', 'scale'];

/** Keys of the input of each family but `stock`. */
export const INPUT_KEYS: Readonly<Record<string, Keys>> = {
  fefo_pick: ['lots', 'qty', 'date', 'min_remaining_days'],
  allocate: ['total', 'weights', 'scale'],
  step_down: ['order', 'costs', 'usage', 'scale'],
  direct: SHARES,
  reciprocal: SHARES,
  interchange: ['services', 'costs', 'usage', 'tail', 'rate_scale', 'scale'],
  bom_rollup: ['boms', 'prices', 'root'],
  production_order: [
    ...['output', 'completions', 'materials', 'labour', 'machine', 'overhead', 'byproduct_nrv'],
    ...['planned', 'good', 'normal_scrap', 'abnormal_scrap'],
  ],
  equivalent_units: [
    ...['material', 'conversion', 'finished', 'wip', 'material_degree', 'conversion_degree', 'scale'],
  ],
  overhead: ['pools', 'hours', 'scale'],
  mould_amortisation: ['cost', 'residual', 'life_runs', 'runs', 'reestimate', 'scale'],
  unit_cost_table: ['version_a', 'version_b'],
  period_average: ['opening', 'receipts', 'issues', 'scale'],
  stocktake_route: ['line_amounts', 'threshold', 'metric'],
  voucher: [
    ...['doc', 'lines', 'net', 'tax_rate', 'cost', 'reversal_style', 'loss', 'capitalised', 'expensed'],
  ],
};
