/** What the list of accounts looks for; it stands in the address, so that it can be sent to somebody. */
export const ACCOUNT_STATES = [
  'active',
  'signedIn',
  'blocked',
  'invited',
  'noFactor',
  'never',
  'left',
] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

export interface AccountFilter {
  readonly q?: string;
  readonly state?: AccountState;
  readonly role?: string;
  readonly department?: string;
}

/** The filter that an address names; a state that nobody knows is none. */
export function filterOf(search: URLSearchParams): AccountFilter {
  const named = (['q', 'role', 'department'] as const).flatMap((name) => {
    const value = search.get(name) ?? '';
    return value === '' ? [] : [[name, value] as const];
  });
  const state = ACCOUNT_STATES.find((each) => each === search.get('state'));
  return { ...Object.fromEntries(named), ...(state === undefined ? {} : { state }) };
}

/** A filter with something changed; what is blank falls away. */
export function changedFilter(
  filter: AccountFilter,
  change: Readonly<Partial<Record<keyof AccountFilter, string | undefined>>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ ...filter, ...change }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
    ),
  );
}
