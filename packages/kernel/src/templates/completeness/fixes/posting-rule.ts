import type { Definition, PostingDefinition, RuleAction, RuleDefinition } from '../../../metadata/index.js';
import type { Process } from '../process.js';

const KEY_LENGTH_MAX = 40;
const TRIES_MAX = 100;

/** A rule that asks for a posting when its document comes into a state. */
export function postingRule(
  process: Process,
  { key, title, form }: PostingDefinition,
  name: string,
  state: string,
): RuleDefinition {
  const action: RuleAction & { readonly posting: string } = { id: 'post', type: 'post', posting: key };
  return {
    kind: 'rule',
    format: 1,
    key: freshKey(process, 'rule', name),
    title,
    form,
    enabled: true,
    trigger: { on: ['state'], states: [state] },
    phase: 'afterSave',
    priority: 100,
    condition: true,
    actions: [action],
  };
}

/** A key that no other definition of the kind has. */
export function freshKey(process: Process, kind: Definition['kind'], wanted: string): string {
  const short = wanted.slice(0, KEY_LENGTH_MAX);
  if (!process.has(kind, short)) return short;
  for (let number = 2; number < TRIES_MAX; number += 1) {
    const suffix = `_${number}`;
    const key = short.slice(0, KEY_LENGTH_MAX - suffix.length) + suffix;
    if (!process.has(kind, key)) return key;
  }
  throw new Error(`a hundred definitions are called like ${wanted}`);
}
