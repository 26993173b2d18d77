/** A map of names to formulas, places or whatever else, edited as rows. */
export type Entries<V> = readonly (readonly [name: string, value: V])[];

export function entriesOf<V>(map: Readonly<Record<string, V>> | undefined): Entries<V> {
  return Object.entries(map ?? {});
}

/** The map with one entry changed; two of a name would be one, so the later one is told apart. */
export function withEntry<V>(
  map: Readonly<Record<string, V>>,
  index: number,
  name: string,
  value: V,
): Readonly<Record<string, V>> {
  const others = new Set(entriesOf(map).flatMap(([other], at) => (at === index ? [] : [other])));
  const free = others.has(name) ? (entriesOf(map)[index]?.[0] ?? name) : name;
  return Object.fromEntries(entriesOf(map).map((entry, at) => (at === index ? [free, value] : entry)));
}

export function withoutEntry<V>(
  map: Readonly<Record<string, V>>,
  index: number,
): Readonly<Record<string, V>> {
  return Object.fromEntries(entriesOf(map).filter((_, at) => at !== index));
}

const TRIES_MAX = 1000;

/** One more, under a name that is free. */
export function withNewEntry<V>(
  map: Readonly<Record<string, V>>,
  wish: string,
  value: V,
): Readonly<Record<string, V>> {
  if (!Object.hasOwn(map, wish)) return { ...map, [wish]: value };
  for (let count = 2; count < TRIES_MAX; count += 1)
    if (!Object.hasOwn(map, `${wish}_${count}`)) return { ...map, [`${wish}_${count}`]: value };
  return map;
}

/** A list with one element changed, or with `undefined` taken out. */
export function withItem<T>(list: readonly T[], index: number, next: T | undefined): T[] {
  return list.flatMap((each, at) => (at !== index ? [each] : next === undefined ? [] : [next]));
}

/** One place up or down. */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const next = [...list];
  const [one, other] = [next[index], next[index + by]];
  if (one === undefined || other === undefined) return next;
  next[index] = other;
  next[index + by] = one;
  return next;
}

/** The object with a property, or without it when it is blank. */
export function withProperty<T extends object, K extends keyof T>(
  of: T,
  name: K,
  value: T[K] | undefined,
): T {
  const { [name]: _before, ...others } = of;
  return (value === undefined || value === '' ? others : { ...others, [name]: value }) as T;
}

/** A free id for a new element. */
export function freeId(list: readonly { readonly id: string }[], wish: string): string {
  const taken = Object.fromEntries(list.map(({ id }) => [id, true]));
  return Object.keys(withNewEntry(taken, wish, true)).at(-1) ?? wish;
}
