import { buildFormModel } from '../../forms/index.js';
import type { FormModel } from '../../forms/index.js';
import { ZERO } from '../../foundation/index.js';
import type { Issue, Result, Decimal } from '../../foundation/index.js';
import { checkDefinition } from '../../metadata/index.js';
import type { AllocationDefinition, FormDefinition, RegisterDefinition } from '../../metadata/index.js';
import { compileRegister } from '../../registers/index.js';
import type { CompiledRegister } from '../../registers/index.js';
import { compileAllocation } from './compile-allocation.js';
import type { CompiledAllocation } from './compile-allocation.js';
import type { ReadRecord } from './cost-books.js';
import type { CostInputs, RunParameters, SourceRow } from './cost-inputs.js';
import { runAllocation } from './run-allocation.js';
import type { CostRun } from './run-allocation.js';

/** An example of two services and two products, as rows that a run reads. */

const title = (text: string) => ({ 'zh-CN': text, en: text });
const head = { format: 1, title: title('x') } as const;
const text = { type: 'string', 'x-title': title('t') };
const decimal = (scale: number) => ({ ...text, format: 'decimal', 'x-scale': scale });

function register(
  key: string,
  dimensions: readonly string[],
  resources: readonly string[],
): RegisterDefinition {
  return {
    ...head,
    kind: 'register',
    key,
    type: 'turnover',
    dimensions: dimensions.map((id) => ({ id, title: title(id), type: 'text', required: false })),
    resources: resources.map((id) => ({
      id,
      title: title(id),
      scale: 4,
      role: id === 'amount' ? 'amount' : 'quantity',
    })),
    negative: 'allow',
    valuation: 'none',
  };
}

const REGISTERS = [
  register('costs', ['pool', 'product'], ['amount']),
  register('hours', ['product', 'centre'], ['labour', 'machine']),
  register('service', ['from_pool', 'to_pool'], ['units']),
  register('tool_runs', ['tool', 'product'], ['runs']),
];

const COUNT = {
  ...head,
  kind: 'form',
  key: 'count',
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      product: text,
      day: { ...text, format: 'date' },
      good: decimal(2),
      lost: decimal(2),
      usual: decimal(2),
      open: decimal(2),
      degree: decimal(4),
      beside: text,
      beside_quantity: decimal(2),
      worth: decimal(2),
    },
    additionalProperties: false,
  },
  ui: {
    order: [
      'product',
      'day',
      'good',
      'lost',
      'usual',
      'open',
      'degree',
      'beside',
      'beside_quantity',
      'worth',
    ],
  },
  lists: [{ id: 'all', title: title('All'), columns: ['product'], sort: ['-created_at'] }],
} as unknown as FormDefinition;

export const EXAMPLE: AllocationDefinition = {
  ...head,
  kind: 'allocation',
  key: 'example',
  scale: 2,
  receiver: { title: title('product') },
  elements: ['material', 'labour', 'overhead'].map((id) => ({ id, title: title(id) })),
  sources: [
    { id: 'costs', register: 'costs', take: 'in' },
    { id: 'hours', register: 'hours', take: 'in' },
    { id: 'service', register: 'service', take: 'in' },
    { id: 'runs', register: 'tool_runs', take: 'in' },
    { id: 'counts', form: 'count', date: 'day' },
  ],
  direct: [
    {
      id: 'materials',
      element: 'material',
      source: 'costs',
      where: { '==': [{ var: 'pool' }, 'material'] },
      receiver: 'product',
      amount: 'amount',
    },
  ],
  pools: (['wages', 'rent', 'power', 'repair'] as const).map((id) => ({
    id,
    title: title(id),
    element: id === 'wages' ? 'labour' : 'overhead',
    source: 'costs',
    where: { '==': [{ var: 'pool' }, id] },
    amount: 'amount',
    ...(id === 'wages' && { driver: 'labour' }),
    ...(id === 'rent' && { driver: 'machine' }),
  })),
  drivers: (['labour', 'machine'] as const).map((id) => ({
    id,
    title: title(id),
    source: 'hours',
    receiver: 'product',
    quantity: id,
  })),
  services: {
    method: 'reciprocal',
    pools: ['power', 'repair'],
    usage: [{ id: 'use', source: 'service', from: 'from_pool', to: 'to_pool', quantity: 'units' }],
    tail: 'rent',
    rateScale: 4,
  },
  output: { source: 'counts', receiver: 'product', quantity: 'good' },
  scrap: {
    abnormal: { source: 'counts', receiver: 'product', quantity: 'lost' },
    normal: { source: 'counts', receiver: 'product', quantity: 'usual' },
  },
  inProcess: {
    source: 'counts',
    receiver: 'product',
    quantity: 'open',
    degrees: [{ elements: ['labour', 'overhead'], degree: 'degree' }],
  },
};

type Values = Readonly<Record<string, string>>;

const row = (values: Values, before?: Values): SourceRow => ({
  id: Object.values(values).join('/'),
  record: values,
  ...(before && { before }),
});

export interface ExampleRows {
  readonly costs?: readonly Values[];
  readonly hours?: readonly Values[];
  readonly service?: readonly Values[];
  readonly runs?: readonly { readonly now: Values; readonly before?: Values }[];
  readonly counts?: readonly Values[];
}

const MONTH: ExampleRows = {
  costs: [
    { pool: 'material', product: 'cup', amount: '1000' },
    { pool: 'material', product: 'bowl', amount: '500.55' },
    { pool: 'wages', amount: '300' },
    { pool: 'rent', amount: '100' },
    { pool: 'power', amount: '60' },
    { pool: 'repair', amount: '40' },
  ],
  hours: [
    { product: 'cup', labour: '20', machine: '1' },
    { product: 'bowl', labour: '10', machine: '2' },
  ],
  service: [
    { from_pool: 'power', to_pool: 'repair', units: '20' },
    { from_pool: 'power', to_pool: 'rent', units: '80' },
    { from_pool: 'repair', to_pool: 'power', units: '10' },
    { from_pool: 'repair', to_pool: 'wages', units: '40' },
    { from_pool: 'repair', to_pool: 'rent', units: '50' },
  ],
  counts: [
    { product: 'cup', good: '80', open: '20', degree: '0.5' },
    { product: 'bowl', good: '95', lost: '3', usual: '2' },
  ],
};

export function inputsOf(rows: ExampleRows = {}, parameters: RunParameters = {}): CostInputs {
  const { costs = [], hours = [], service = [], runs = [], counts = [] } = { ...MONTH, ...rows };
  const sources = {
    costs: costs.map((each) => row(each)),
    hours: hours.map((each) => row(each)),
    service: service.map((each) => row(each)),
    runs: runs.map(({ now, before }) => row(now, before)),
    counts: counts.map((each) => row(each)),
  };
  return { from: '2026-11-01', to: '2026-11-30', parameters, sources };
}

const registers = new Map<string, CompiledRegister>(
  REGISTERS.map((definition) => [definition.key, need(compileRegister(definition))]),
);
const count: FormModel = need(buildFormModel(COUNT, () => undefined));

export function compiled(definition: AllocationDefinition): Result<CompiledAllocation, readonly Issue[]> {
  const checked = checkDefinition(definition);
  if (!checked.ok) return checked;
  return compileAllocation(definition, {
    register: (key) => registers.get(key),
    model: (form) => (form === 'count' ? count : undefined),
    posting: () => undefined,
    functions: [],
  });
}

const NOBODY: ReadRecord = () => undefined;

/** A run of the example; `changes` replace parts of its allocation. */
export function runOf(
  rows: ExampleRows = {},
  changes: Partial<AllocationDefinition> = {},
  parameters: RunParameters = {},
): Result<CostRun, readonly Issue[]> {
  return runAllocation(need(compiled({ ...EXAMPLE, ...changes })), inputsOf(rows, parameters), NOBODY);
}

/** Sums of a run, by receiver and part: `cup finished`. */
export function sumsOf({ figures }: CostRun): Record<string, string> {
  const sums = new Map<string, Decimal>();
  for (const { receiver, part, amount } of figures) {
    const name = `${receiver} ${part}`;
    sums.set(name, (sums.get(name) ?? ZERO).plus(amount));
  }
  return Object.fromEntries([...sums].map(([name, sum]) => [name, sum.toString()]));
}

export function totalOf({ figures }: CostRun): Decimal {
  return figures.reduce((sum, { amount }) => sum.plus(amount), ZERO);
}

export function need<T>(result: Result<T, readonly Issue[]>): T {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error));
}
