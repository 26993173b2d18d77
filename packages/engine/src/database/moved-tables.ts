/** What PostgreSQL says when a statement was made for tables as they were before a publish. */
const MOVED: ReadonlySet<string> = new Set([
  '42703', // undefined_column
  '42P01', // undefined_table
  '42804', // datatype_mismatch
  '42883', // undefined_function: an operator that the new type does not have
]);

/**
 * Whether a statement may have failed only because a publish changed a table under it: with the definitions in force now it may go.
 */
export function isOfMovedTables(error: unknown): boolean {
  return MOVED.has(codeOf(error)) || isOfOldPlan(error);
}

/** A connection had prepared the statement before the type of a column changed; it never forgets that by itself. */
export function isOfOldPlan(error: unknown): boolean {
  return codeOf(error) === '0A000' && error instanceof Error && error.message.includes('cached plan');
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | null)?.code);
}
