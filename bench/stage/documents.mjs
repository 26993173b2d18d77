/** A document to create: 10 lines out of the entries of one place, some in, some out, as a count finds them. */
export function documentOf({ entries, places }, n, lineCount = 10, qty = 2) {
  return {
    place: places[n % places.length].id,
    title: `Transfer ${n}`,
    reason: 'count',
    contact: 'Shift B',
    note: 'Found while counting.',
    lines: Array.from({ length: lineCount }, (_, at) => ({
      entry: entries[(n + at) % entries.length].id,
      lot: 'L-1',
      qty: at % 3 === 0 ? String(qty) : `-${qty}`,
      unit_cost: '12.50',
    })),
  };
}
