const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An identifier in its one form, lower case; `null` when the value is none. */
export function canonicalUuid(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  if (UUID.test(value)) return value;
  const text = value.trim().toLowerCase();
  return UUID.test(text) ? text : null;
}
