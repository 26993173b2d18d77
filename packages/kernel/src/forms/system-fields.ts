/** Fields that every record has and only the platform writes. */
export const SYSTEM_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'version',
  'status',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
]);
