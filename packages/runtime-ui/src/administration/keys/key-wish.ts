import type { KeyScope, NewKey } from './key-wire.js';

/** What somebody wants of a key, as the dialog asks for it. */
export interface KeyWish {
  readonly account: string;
  readonly name: string;
  readonly reach: 'forms' | 'scim' | 'everything';
  /** None: all of them. */
  readonly forms: readonly string[];
  readonly readOnly: boolean;
  /** One address or network a line. */
  readonly addresses: string;
  /** 0: without an end. */
  readonly days: number;
}

export const LIFETIMES = [30, 90, 365, 0] as const;

/** A key that only reads and ends by itself is where everybody begins. */
export const EMPTY_WISH: KeyWish = {
  account: '',
  name: '',
  reach: 'forms',
  forms: [],
  readOnly: true,
  addresses: '',
  days: 90,
};

const MS_PER_DAY = 86_400_000;
const ALL = '*';

function scopeOf({ reach, forms, readOnly }: KeyWish): KeyScope | null {
  if (reach === 'everything') return null;
  if (reach === 'scim') return { scim: true };
  const named = forms.length === 0 ? [ALL] : forms;
  return {
    forms: named.map((form) => ({ form, actions: [ALL] })),
    ...(forms.length === 0 ? { registers: [ALL] } : {}),
    ...(readOnly ? { readOnly } : {}),
  };
}

/** The wish as the engine takes it. */
export function newKeyOf(wish: KeyWish, now: string): NewKey {
  const addresses = wish.addresses.split(/[\s,，;；]+/).filter((each) => each !== '');
  const expiresAt = wish.days === 0 ? null : new Date(Date.parse(now) + wish.days * MS_PER_DAY).toISOString();
  return { name: wish.name.trim(), scope: scopeOf(wish), addresses, expiresAt };
}
