/** The names that a condition asks, as they stand in it: `status`, `item.group`. */
export function namesAsked(condition: unknown): readonly string[] {
  if (Array.isArray(condition)) return condition.flatMap(namesAsked);
  if (typeof condition !== 'object' || condition === null) return [];
  return Object.entries(condition).flatMap(([operator, value]) =>
    operator === 'var' ? [String([value].flat()[0])] : namesAsked(value),
  );
}
