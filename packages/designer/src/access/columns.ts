import type { RoleDefinition } from '@dougong/kernel/metadata';
import { GRID_ACTIONS } from './actions.js';

/** A column of the matrix: all that a role may, or one action of the only role that is looked at. */
export interface MatrixColumn {
  readonly key: string;
  readonly role: RoleDefinition;
  /** What Space gives and takes; the column of whole grants has none. */
  readonly action?: string;
  /** Shows the whole grant in few words. */
  readonly isWhole: boolean;
}

/** Several roles stand beside each other, each with all that it may; one alone is taken apart into its actions. */
export function columnsOf(roles: readonly RoleDefinition[], action: string): readonly MatrixColumn[] {
  const [only, ...others] = roles;
  if (only === undefined || others.length > 0)
    return roles.map((role) => ({ key: role.key, role, action, isWhole: true }));
  return [
    ...GRID_ACTIONS.map((each) => ({ key: each, role: only, action: each, isWhole: false })),
    { key: 'whole', role: only, isWhole: true },
  ];
}
