/** The order in which people read a rule; the store keeps none. */
const ORDER: readonly string[] = [
  'kind',
  'format',
  'key',
  'id',
  'type',
  'name',
  'title',
  'zh-CN',
  'en',
  'description',
  'form',
  'enabled',
  'trigger',
  'phase',
  'priority',
  'foreach',
  'reentry',
  'condition',
  'actions',
  'else',
  'tests',
  'record',
  'fires',
  'sets',
];

function rank(name: string): number {
  const at = ORDER.indexOf(name);
  return at < 0 ? ORDER.length : at;
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const sorted = Object.entries(value).sort(([a], [b]) => rank(a) - rank(b));
  return Object.fromEntries(sorted.map(([name, part]) => [name, inOrder(part)]));
}

/** A rule as text, its properties in the order in which they are read. */
export function ruleJson(rule: unknown): string {
  return JSON.stringify(inOrder(rule), null, 2);
}
