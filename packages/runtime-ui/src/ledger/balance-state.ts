/** What a balances page shows, as its address says it: filters by dimension, the page, the number that is asked about. */
export interface BalanceState {
  readonly key: Readonly<Record<string, string>>;
  readonly after?: string;
  /** The balance whose movements are shown. */
  readonly asked?: string;
}

const RESERVED: ReadonlySet<string> = new Set(['after', 'why']);

/** Reads the address of a balances page; every name that is no other parameter is a dimension. */
export function readBalanceState(search: URLSearchParams, dimensions: readonly string[]): BalanceState {
  const key = Object.fromEntries(
    [...search].filter(([name, value]) => dimensions.includes(name) && !RESERVED.has(name) && value !== ''),
  );
  const after = search.get('after') ?? undefined;
  const asked = search.get('why') ?? undefined;
  return { key, ...(after === undefined ? {} : { after }), ...(asked === undefined ? {} : { asked }) };
}

/** Writes the address of a balances page. */
export function writeBalanceState({ key, after, asked }: BalanceState): URLSearchParams {
  const search = new URLSearchParams(Object.entries(key).filter(([, value]) => value !== ''));
  if (after !== undefined) search.set('after', after);
  if (asked !== undefined) search.set('why', asked);
  return search;
}

/** The state with one dimension filtered, or no longer; it starts at the first page again. */
export function withDimension(
  state: BalanceState,
  dimension: string,
  value: string | undefined,
): BalanceState {
  const { [dimension]: _gone, ...others } = state.key;
  return { key: value === undefined ? others : { ...others, [dimension]: value } };
}
