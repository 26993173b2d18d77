/** Values of the dimensions in the order of the definition; a blank dimension is `null`. */
export type DimensionValues = readonly (string | null)[];

interface KnownKey {
  readonly register: string;
  readonly text: string;
}

const known = new WeakMap<DimensionValues, KnownKey>();

/**
 * Canonical text of a balance's key. Blank dimensions at the end are left out, so a register that gains a dimension
 * keeps the keys that it has.
 */
export function balanceKey(register: string, values: DimensionValues): string {
  // A movement is asked for its key at every step from its lock to its row.
  const before = known.get(values);
  if (before?.register === register) return before.text;
  const text = keyText(register, values);
  known.set(values, { register, text });
  return text;
}

function keyText(register: string, values: DimensionValues): string {
  let end = values.length;
  while (end > 0 && values[end - 1] === null) end -= 1;
  return JSON.stringify([register, ...values.slice(0, end)]);
}
