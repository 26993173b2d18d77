/** Names under which answers tell what is shown only once. */
const SECRET_NAMES: ReadonlySet<string> = new Set([
  'secret',
  'token',
  'password',
  'recoveryCodes',
  'key',
  'link',
  'uri',
  'apiKey',
]);
/** What a key or a token looks like; words that a person reads are shorter. */
const LONG_SECRET = /^\S{20,}$/;
const ALWAYS: ReadonlySet<string> = new Set(['secret', 'token', 'password', 'recoveryCodes', 'apiKey']);

/** Whether an answer holds something that nobody may read again later; such an answer is never kept. */
export function tellsSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(tellsSecret);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, each]) => isSecret(name, each) || tellsSecret(each));
}

function isSecret(name: string, value: unknown): boolean {
  if (value === null || value === undefined || !SECRET_NAMES.has(name)) return false;
  return ALWAYS.has(name) || (typeof value === 'string' && LONG_SECRET.test(value));
}
