import type { FormDefinition } from '@dougong/kernel/metadata';

/** What every form may be granted for, beside the actions of its own lifecycle. */
export const COMMON_ACTIONS = [
  'read',
  'create',
  'update',
  'delete',
  'import',
  'export',
  'print',
  'share',
] as const;

/** Stands for the form's own actions together: submitting, approving, closing, whatever it has. No action may be called so. */
export const OWN_ACTIONS = '+';

/** What the grid gives and takes: the common actions, and a form's own ones at once. */
export const GRID_ACTIONS = ['read', 'create', 'update', 'delete', OWN_ACTIONS, ...COMMON_ACTIONS.slice(4)];

/** The actions that one of the grid means on a form. */
export function actionsBehind({ lifecycle }: FormDefinition, action: string): readonly string[] {
  return action === OWN_ACTIONS ? (lifecycle?.actions ?? []).map(({ id }) => id) : [action];
}

/** The word of a grid action in the texts. */
export function wordOf(action: string): string {
  return action === OWN_ACTIONS ? 'own' : action;
}
