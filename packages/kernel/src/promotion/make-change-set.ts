import { sameJson } from '../foundation/index.js';
import type { JsonRecord } from '../foundation/index.js';
import type { Definition } from '../metadata/index.js';
import type { ChangedDefinition, ChangeSetContent } from './change-set.js';
import { connectionsOf } from './connections.js';

/** Definitions of a release. */
export interface ReleaseContent {
  readonly number: number;
  readonly definitions: readonly Definition[];
}

/**
 * The change set that makes one release of another; without a base, that makes any installation like the release.
 * Equal releases make equal sets: definitions stand in the order of their names, and no clock is asked.
 */
export function makeChangeSet(
  release: ReleaseContent,
  base: ReleaseContent | undefined,
  templates: ChangeSetContent['templates'],
): ChangeSetContent {
  const changed = base ? changesOver(base.definitions, release.definitions) : release.definitions.map(whole);
  const definitions = changed.sort(byName);
  return {
    kind: 'change-set',
    format: 1,
    from: { release: release.number, base: base?.number ?? null },
    templates: [...templates],
    definitions,
    needs: mutable(connectionsOf(definitions.map(({ after }) => after))),
  };
}

function changesOver(before: readonly Definition[], after: readonly Definition[]): ChangedDefinition[] {
  const [old, now] = [byAddress(before), byAddress(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((address) => {
    const [was, is] = [old.get(address), now.get(address)];
    const known = is ?? was;
    if (!known || sameJson(was, is)) return [];
    return [{ kind: known.kind, key: known.key, before: recordOf(was), after: recordOf(is) }];
  });
}

function whole(definition: Definition): ChangedDefinition {
  return { kind: definition.kind, key: definition.key, after: recordOf(definition) };
}

function recordOf(definition: Definition | undefined): Record<string, unknown> | null {
  return definition === undefined ? null : { ...(definition as unknown as JsonRecord) };
}

function byAddress(definitions: readonly Definition[]): ReadonlyMap<string, Definition> {
  return new Map(definitions.map((each) => [`${each.kind}/${each.key}`, each]));
}

function byName(one: ChangedDefinition, other: ChangedDefinition): number {
  const [a, b] = [`${one.kind}/${one.key}`, `${other.kind}/${other.key}`];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function mutable({ endpoints, hooks }: ReturnType<typeof connectionsOf>): ChangeSetContent['needs'] {
  return { endpoints: [...endpoints], hooks: [...hooks] };
}
