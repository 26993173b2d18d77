import type { RecordData } from '../../expression/index.js';
import type { MovementRule, PostingDefinition, RegisterDefinition } from '../../metadata/index.js';
import { documentOf, line } from '../posting/posting.fixtures.js';
import { HOLDINGS, VALUES } from '../registers.fixtures.js';
import { MemoryLedger } from './memory-ledger.fixtures.js';

/** Documents that name no lot: what leaves is picked. */

const named = (text: string) => ({ 'zh-CN': text, en: text });
const [ITEM, PLACE] = HOLDINGS.dimensions;
if (!ITEM || !PLACE) throw new Error('holdings have an item and a place');
const LOT = { id: 'lot', title: named('lot'), type: 'reference', form: 'batch', required: false } as const;

/** What lies where, lot by lot; free or held for somebody. */
export const SHELVES: RegisterDefinition = {
  ...HOLDINGS,
  key: 'shelves',
  dimensions: [ITEM, PLACE, LOT, { id: 'state', title: named('state'), type: 'text', required: true }],
};
/** What each lot is worth, wherever it lies. */
export const LOT_VALUES: RegisterDefinition = {
  ...VALUES,
  key: 'lot_values',
  dimensions: [ITEM, { ...LOT, required: true }],
  valuation: 'batch_actual',
};
/** What is held for whom. */
export const PROMISES: RegisterDefinition = {
  ...HOLDINGS,
  key: 'promises',
  dimensions: [{ id: 'demand', title: named('demand'), type: 'text', required: true }, ITEM, PLACE, LOT],
};

export const FREE = { item: 'lines.item', place: 'place', lot: 'lines.lot', state: '"free"' };
const qty = { qty: 'lines.qty' };
export const EXPIRES_FIRST: NonNullable<MovementRule['pick']> = {
  dimension: 'lot',
  order: 'first_expired',
  lastDay: 'good_through',
  received: 'came_on',
};

export function posting(key: string, ...movements: readonly MovementRule[]): PostingDefinition {
  return {
    ...{ kind: 'posting', format: 1, key, title: named(key), form: 'doc', businessDate: 'day' },
    movements: [...movements],
  };
}

export function shelved(rule: Partial<MovementRule>): MovementRule {
  return { id: 'shelf', register: 'shelves', foreach: 'lines', dimensions: FREE, resources: qty, ...rule };
}

/** Takes from what is promised to somebody, and the same lots from what is held. */
const PROMISED: MovementRule = {
  ...shelved({ id: 'promise', register: 'promises', direction: 'out' }),
  dimensions: { demand: 'lines.demand', item: 'lines.item', place: 'place' },
  pick: { dimension: 'lot', order: 'first_in' },
};
const HELD_PICKED = shelved({
  direction: 'out',
  dimensions: { ...FREE, lot: { picked: 'promise' }, state: '"held"' },
  resources: { qty: { movement: 'promise' } },
});

/** Promises the lots that the rule for the shelf takes, or that come back to it. */
export const PROMISE_OF_PICKED: MovementRule = {
  ...shelved({ id: 'promise', register: 'promises', direction: 'in' }),
  dimensions: {
    demand: 'lines.demand',
    item: 'lines.item',
    place: 'place',
    lot: { picked: 'shelf' },
  },
  resources: { qty: { movement: 'shelf' } },
};

export const LOT_POSTINGS: readonly PostingDefinition[] = [
  posting('bring', shelved({ direction: 'in' }), {
    ...shelved({ id: 'value', register: 'lot_values', direction: 'in' }),
    dimensions: { item: 'lines.item', lot: 'lines.lot' },
    resources: { ...qty, amount: 'lines.amount' },
  }),
  posting('bring_loose', shelved({ direction: 'in' })),
  posting(
    'give',
    shelved({
      direction: 'out',
      pick: EXPIRES_FIRST,
      guard: {
        available: [
          {
            register: 'shelves',
            dimensions: { item: 'lines.item', place: 'place', state: '"free"' },
            sign: 'plus',
          },
          { register: 'promises', dimensions: { item: 'lines.item', place: 'place' }, sign: 'minus' },
        ],
        later: true,
      },
    }),
    {
      ...shelved({ id: 'value', register: 'lot_values', direction: 'out' }),
      dimensions: { item: 'lines.item', lot: { picked: 'shelf' } },
      resources: { qty: { movement: 'shelf' } },
    },
  ),
  posting('give_first_in', shelved({ direction: 'out', pick: { dimension: 'lot', order: 'first_in' } })),
  posting(
    'give_lasting',
    shelved({
      direction: 'out',
      pick: { ...EXPIRES_FIRST, goodThrough: 'lines.expiry', minimumDays: 'lines.weight' },
    }),
  ),
  posting('give_some', shelved({ direction: 'out', capped: true, pick: EXPIRES_FIRST })),
  posting('carry', shelved({ direction: 'move', to: { place: 'to_place' }, pick: EXPIRES_FIRST })),
  posting('scrap', shelved({ direction: 'out' })),
  posting(
    'promise',
    shelved({ direction: 'move', to: { state: '"held"' }, pick: EXPIRES_FIRST }),
    PROMISE_OF_PICKED,
  ),
  posting('hand_over', PROMISED, HELD_PICKED),
  posting(
    'free_rest',
    { ...PROMISED, capped: true },
    { ...HELD_PICKED, direction: 'move', to: { state: '"free"' } },
  ),
  posting('claim', {
    ...shelved({ id: 'promise', register: 'promises', direction: 'in' }),
    dimensions: { demand: 'lines.demand', item: 'lines.item', place: 'place' },
  }),
  posting(
    'bring_back',
    {
      ...shelved({ id: 'value', register: 'lot_values', direction: 'in', entry: 'return' }),
      dimensions: {},
      link: { postings: ['give'], movement: 'value', document: 'lines.of', line: 'lines.of_line' },
    },
    shelved({
      direction: 'in',
      dimensions: { ...FREE, lot: { picked: 'value' } },
      resources: { qty: { movement: 'value' } },
    }),
  ),
  posting(
    'bring_back_counted',
    shelved({
      ...{ direction: 'in', entry: 'return', dimensions: { place: 'place' } },
      link: { postings: ['give_first_in'], movement: 'shelf', document: 'lines.of', line: 'lines.of_line' },
    }),
  ),
  {
    ...posting('undo'),
    reverses: {
      postings: ['promise', 'give', 'give_first_in', 'carry', 'bring_back_counted'],
      document: 'of',
    },
  },
];

export const LOT_REGISTERS = [SHELVES, LOT_VALUES, PROMISES];

/** A house with lots. */
export class LotStore {
  readonly ledger: MemoryLedger;
  private count = 0;

  /** @param more postings beside those that every house has. */
  constructor(more: readonly PostingDefinition[] = [], registers = LOT_REGISTERS) {
    this.ledger = new MemoryLedger(registers, [...LOT_POSTINGS, ...more]);
  }

  /** Posts a document and says its id, or the codes of the refusal. */
  post(key: string, lines: readonly RecordData[], header: RecordData = {}): string {
    const settled = this.settle(key, lines, header);
    return settled.ok ? `d${this.count}` : settled.error.map(({ code }) => code).join();
  }

  settle(key: string, lines: readonly RecordData[], header: RecordData = {}) {
    const id = `d${(this.count += 1)}`;
    const rows = lines.map((each, at) => line(at + 1, each));
    return this.ledger.post(key, documentOf(rows, { id, ...header }), String(header['day'] ?? '2026-03-05'));
  }

  /** A lot with its record, free to be taken. */
  bring(lot: string, quantity: string, record: RecordData = {}, header: RecordData = {}): void {
    this.ledger.records.set(lot, { code: lot, ...record });
    this.post('bring', [{ lot, qty: quantity, amount: '1.00' }], header);
  }

  /** What the last document moved in a register: `lot quantity`. */
  moved(register = 'shelves'): readonly string[] {
    const { movements = [] } = this.ledger.kept.at(-1) ?? {};
    const at = this.ledger.registers.get(register)?.dimensions.findIndex(({ id }) => id === 'lot') ?? 0;
    return movements
      .filter((each) => each.register === register)
      .map(({ key, resources }) => `${key[at] ?? '-'} ${(resources['qty'] ?? '').replace(/\.?0+$/, '')}`);
  }
}
