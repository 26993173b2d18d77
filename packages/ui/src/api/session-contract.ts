import type { Localized } from '@dougong/kernel/foundation';

/** Signing in, and who is. */

/** What the door may ask for beside login and password. */
export interface SignInMore {
  /** Of the second factor, or a recovery code. */
  readonly code?: string;
  /** Where the old password must be changed. */
  readonly newPassword?: string;
}

export interface SignedIn {
  readonly user: SessionUser;
  /** Shown once, when a second factor was confirmed just now. */
  readonly recoveryCodes?: readonly string[];
}

/** Where one can sign in elsewhere. */
export interface SignInProvider {
  readonly key: string;
  readonly title: Localized;
}

export interface SessionUser {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly post: Localized | null;
  readonly roles: readonly string[];
  readonly language?: string;
  readonly rights: {
    readonly design: boolean;
    readonly administer: boolean;
    readonly audit: boolean;
    readonly vouchers: boolean;
    readonly close_periods?: boolean;
    readonly reopen_periods?: boolean;
    readonly post_in_soft_closed?: boolean;
  };
  /** Who looks at the system as this user. */
  readonly viewer?: { readonly id: string; readonly name: string };
}
