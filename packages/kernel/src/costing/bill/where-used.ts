import type { BillOfMaterials, Bills } from './bill-of-materials.js';

/** A bill that an item stands in, directly or inside of another. */
export interface Use {
  /** The item that is made. */
  readonly item: string;
  /** The part of it that holds the item, or the item itself. */
  readonly through: string;
  /** 1 is the bill that the item itself stands in. */
  readonly level: number;
}

/** Every bill that would change with an item, the nearest first. A ring of bills is walked once. */
export function whereUsed(bills: Bills, item: string): readonly Use[] {
  const holders = holdersOf(bills);
  const uses: Use[] = [];
  const seen = new Set([item]);
  let level = 1;
  for (let parts = [item]; parts.length > 0; level += 1) {
    const found = parts.flatMap((part) =>
      (holders.get(part) ?? []).map((made) => ({ item: made, through: part, level })),
    );
    uses.push(...found);
    parts = [...new Set(found.map((use) => use.item))].filter((made) => !seen.has(made));
    for (const made of parts) seen.add(made);
  }
  return uses;
}

function holdersOf(bills: Bills): ReadonlyMap<string, readonly string[]> {
  const holders = new Map<string, string[]>();
  const add = (made: string, { lines }: BillOfMaterials) => {
    for (const part of new Set(lines.map((line) => line.item)))
      holders.set(part, [...(holders.get(part) ?? []), made]);
  };
  for (const [made, bill] of bills) add(made, bill);
  return holders;
}
