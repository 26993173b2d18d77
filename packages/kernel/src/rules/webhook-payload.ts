import type { RecordData, WireValue } from '../expression/index.js';
import { isDecimalText, issue, ok, pointer, refused, TEXT_LENGTH_MAX } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import type { RuleWebhook } from '../metadata/index.js';

type PayloadType = NonNullable<RuleWebhook['payload']>[string];

const READERS: Readonly<Record<PayloadType, (value: unknown) => WireValue | undefined>> = {
  text: (value) => (typeof value === 'string' && value.length <= TEXT_LENGTH_MAX ? value : undefined),
  number: numberText,
  boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  date: (value) => matching(value, /^\d{4}-\d{2}-\d{2}$/),
  datetime: (value) =>
    matching(value, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$/),
};

/** What a webhook sent, as formulas read it: the names that the rule declares, each of its type; the rest is left out. */
export function readPayload(
  { payload = {} }: RuleWebhook,
  body: unknown,
): Result<RecordData, readonly Issue[]> {
  const sent = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
  const read = Object.entries(payload).map(([name, type]) => {
    const value = Object.hasOwn(sent, name) ? (sent as Readonly<Record<string, unknown>>)[name] : null;
    return { name, type, value: value === null || value === '' ? null : READERS[type](value) };
  });
  const issues = read.flatMap(({ name, type, value }) =>
    value === undefined ? [issue('payload_type', pointer('', name), { field: name, expected: type })] : [],
  );
  if (issues.length > 0) return refused(issues);
  return ok(Object.fromEntries(read.map(({ name, value }) => [name, value ?? null])));
}

/** Numbers travel as text; a JSON integer is taken too as long as nothing was lost reading it. */
function numberText(value: unknown): string | undefined {
  if (typeof value === 'string') return isDecimalText(value) ? value : undefined;
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined;
}

function matching(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === 'string' && pattern.test(value) ? value : undefined;
}
