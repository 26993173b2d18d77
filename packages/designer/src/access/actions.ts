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
