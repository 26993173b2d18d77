import type { SealTone } from '@dougong/ui/shell';
import type { AccountState } from './account-filter.js';
import type { Account } from './account-wire.js';

/** The one thing about an account that somebody should know first, and how it looks. */
export function sealOf(account: Account): { readonly state: AccountState; readonly tone: SealTone } {
  const { active, blockedUntil, invitedUntil, hasPassword, factorDue } = account;
  if (!active) return { state: 'left', tone: 'draft' };
  if (blockedUntil !== null) return { state: 'blocked', tone: 'warning' };
  if (invitedUntil !== null && !hasPassword) return { state: 'invited', tone: 'waiting' };
  if (factorDue) return { state: 'noFactor', tone: 'warning' };
  return { state: 'active', tone: 'done' };
}
