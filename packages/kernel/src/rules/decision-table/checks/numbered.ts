/** Numbers for a list of things: those with equal keys have the same one. */
export function numbered<T>(things: Iterable<T> & ArrayLike<T>, keyOf: (thing: T) => unknown): Int32Array {
  const known = new Map<unknown, number>();
  return Int32Array.from(things, (thing) => {
    const key = keyOf(thing);
    const number = known.get(key) ?? known.size;
    known.set(key, number);
    return number;
  });
}

const PAIR = 2 ** 26;

/** Numbers for the places of several lists: two places have the same one where all lists have equal numbers. */
export function numberedTogether(lists: readonly Int32Array[], length: number): Int32Array {
  return lists.reduce<Int32Array>(
    (sofar, list) =>
      numbered(
        Float64Array.from(sofar, (number, at) => number * PAIR + (list[at] as number)),
        (key) => key,
      ),
    new Int32Array(length),
  );
}
