import type { Issue } from '@dougong/kernel/foundation';
import { issueSentence } from '@dougong/ui/i18n';
import type { Names } from './names.js';

type NameOf = (names: Names, key: string) => string;

/** Parameters of issues that are keys, and who knows what they are called. */
const NAMED: Readonly<Record<string, NameOf>> = {
  field: (names, key) => names.field(key),
  role: (names, key) => names.role(key),
  user: (names, key) => names.user(key),
  form: (names, key) => names.formTitle(key),
  posting: (names, key) => names.posting(key),
  state: (names, key) => names.state(key),
  rule: (names, key) => names.rule(key),
  rules: (names, key) => names.rule(key),
  other: (names, key) => names.rule(key),
};

/** The sentence of a finding, with names where it has keys. */
export function findingSentence(found: Pick<Issue, 'code' | 'params'>, names: Names): string {
  const params = Object.fromEntries(
    Object.entries(found.params ?? {}).map(([name, value]) => [name, named(name, value, names)]),
  );
  return issueSentence({ code: found.code, params }, names.language);
}

function named(name: string, value: unknown, names: Names): unknown {
  if (Array.isArray(value))
    return name === 'ring' ? ringText(value, names) : value.map((one) => named(name, one, names));
  const nameOf = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
  return typeof value === 'string' && nameOf !== undefined ? nameOf(names, value) : value;
}

/** A ring of fields is read as a way that comes back; that of rules comes told. */
function ringText(ring: readonly unknown[], names: Names): string {
  return ring.map((key) => `“${names.field(String(key))}”`).join(' › ');
}
