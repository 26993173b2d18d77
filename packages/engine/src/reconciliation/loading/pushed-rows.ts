import type { LoadPlace, RawRows } from './raw-rows.js';

/** Rows that somebody pushed for this side; a side for which nothing was pushed has none. */
export function pushedRows({ parameters, set }: LoadPlace): RawRows {
  return {
    columns: {
      ord: 'd.ord',
      document: 'd.document',
      line: 'd.line',
      type: 'd.type',
      date: 'd.date',
      item: 'd.item',
      place: 'd.place',
      lot: 'd.lot',
      unit: 'd.unit',
      quantity: 'd.quantity',
      amount: 'd.amount',
      origin_form: 'NULL',
      origin_record: 'NULL',
    },
    from: `reconciliation.data_row d WHERE d.set_id = ${parameters.add(set ?? null)}::uuid`,
    isSplit: false,
  };
}
