/** Names that no field may have: the platform writes or gives them, or the host language means something by them. */
export const RESERVED_FIELD_NAMES: ReadonlySet<string> = new Set([
  'id',
  'version',
  'status',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
  'line_no',
  'record_id',
  'actor',
  'now',
  'today',
  'constructor',
  'prototype',
]);

/** Own properties of these names reach into prototypes when somebody copies an object carelessly. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
