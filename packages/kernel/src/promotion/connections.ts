import { isJsonRecord } from '../foundation/index.js';

/** What definitions name but do not hold: addresses with secrets, and addresses of ours that outside systems call. */
export interface Connections {
  /** Keys of endpoints that rules and flows call. */
  readonly endpoints: readonly string[];
  /** Keys of webhooks that rules wait for. */
  readonly hooks: readonly string[];
}

/** Finds the connections that definitions name; keys in order, each once. */
export function connectionsOf(definitions: readonly unknown[]): Connections {
  const endpoints = new Set<string>();
  const hooks = new Set<string>();
  for (const definition of definitions) {
    for (const { endpoint } of recordsIn(definition))
      if (typeof endpoint === 'string') endpoints.add(endpoint);
    const hook = hookOf(definition);
    if (hook !== undefined) hooks.add(hook);
  }
  return { endpoints: [...endpoints].sort(), hooks: [...hooks].sort() };
}

/** Keys that the wanted connections have and the present ones lack. */
export function missingConnections(wanted: Connections, present: Connections): Connections {
  const lacking = (keys: readonly string[], here: readonly string[]) =>
    keys.filter((key) => !here.includes(key));
  return {
    endpoints: lacking(wanted.endpoints, present.endpoints),
    hooks: lacking(wanted.hooks, present.hooks),
  };
}

/** The configurations of actions that call somebody, wherever they stand. */
function* recordsIn(value: unknown): Generator<Readonly<Record<string, unknown>>> {
  if (Array.isArray(value)) for (const each of value) yield* recordsIn(each);
  if (!isJsonRecord(value)) return;
  if ('endpoint' in value && 'type' in value) yield value;
  for (const each of Object.values(value)) yield* recordsIn(each);
}

function hookOf(definition: unknown): string | undefined {
  if (!isJsonRecord(definition) || definition['kind'] !== 'rule') return undefined;
  const trigger = definition['trigger'];
  const webhook = isJsonRecord(trigger) ? trigger['webhook'] : undefined;
  const key = isJsonRecord(webhook) ? webhook['key'] : undefined;
  return typeof key === 'string' ? key : undefined;
}
