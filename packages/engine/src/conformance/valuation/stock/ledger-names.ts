import type { Names } from './booked-document.js';
import type { StockKey } from './documents.js';

/** What the records of a case are called, by id and back. */
export class LedgerNames implements Names {
  private readonly ids = new Map<string, string>();
  private readonly names = new Map<string, string>();

  constructor(private readonly scope: readonly string[]) {}

  item(name: string): string | undefined {
    return this.ids.get(`item ${name}`);
  }

  place(name: string): string | undefined {
    return this.ids.get(`place ${name}`);
  }

  lot(item: string, name: string): string | undefined {
    return this.ids.get(lotName(item, name));
  }

  addItem(name: string, id: string): string {
    return this.add(`item ${name}`, name, id);
  }

  addPlace(name: string, id: string): string {
    return this.add(`place ${name}`, name, id);
  }

  addLot(item: string, name: string, id: string): string {
    return this.add(lotName(item, name), name, id);
  }

  private add(key: string, name: string, id: string): string {
    this.ids.set(key, id);
    this.names.set(id, name);
    return id;
  }

  keyOf(register: string, values: readonly (string | null)[]): Partial<StockKey> {
    if (register === 'stock') return this.stockKey(values);
    const present = ['item', 'wh', 'batch'].filter((each) => this.scope.includes(each));
    const named = present.map((dimension, at) => [dimension, this.nameOf(values[at])]);
    const state = values[present.length];
    return { ...Object.fromEntries(named), ...(state != null && { state }) } as Partial<StockKey>;
  }

  private stockKey([item, place, lot, state]: readonly (string | null)[]): StockKey {
    return {
      item: this.nameOf(item) ?? '',
      wh: this.nameOf(place) ?? '',
      batch: this.nameOf(lot),
      state: state ?? '',
    };
  }

  private nameOf(id: string | null | undefined): string | null {
    return id == null ? null : (this.names.get(id) ?? id);
  }
}

function lotName(item: string, name: string): string {
  return `lot ${JSON.stringify([item, name])}`;
}
