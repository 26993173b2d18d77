import { isJsonRecord, ok, pointer, refused, sameJson } from '../../foundation/index.js';
import type { Issue, JsonRecord, Result } from '../../foundation/index.js';
import { applyChanges } from './apply.js';
import { treeChanges } from './changes.js';
import type { Bundle, ConflictChoices, MergedLayers } from './conflict.js';
import { TreeMerge } from './merge-tree.js';
import type { Operation } from './operation.js';
import { fromTree, toTree } from './tree.js';

/** What a definition is called within a bundle. */
export interface DefinitionAddress {
  readonly kind: string;
  readonly key: string;
}

/** The pointer of a definition in a bundle: `/form/item`; the way inside follows: `/form/item/title/en`. */
export function definitionPath({ kind, key }: DefinitionAddress): string {
  return pointer('', kind, key);
}

/**
 * The operations that make one bundle of another. Definitions are found by kind and key; one that comes or goes is one
 * operation. The order of a bundle says nothing.
 */
export function bundleChanges(before: Bundle, after: Bundle): readonly Operation[] {
  const [one, other] = [byPath(before), byPath(after)];
  return pathsOf(one, other).flatMap((path) => {
    const [was, is] = [one.get(path), other.get(path)];
    if (sameJson(was, is)) return [];
    return treeChanges(path, was && toTree(was), is && toTree(is));
  });
}

/** Carries operations of {@link bundleChanges} out; issues name the way through the bundle. */
export function applyBundleChanges(
  bundle: Bundle,
  operations: readonly Operation[],
): Result<Bundle, readonly Issue[]> {
  const kinds: Record<string, JsonRecord> = Object.fromEntries(
    [...bundle, ...operations.map(({ path }) => addressOf(path))].map(({ kind }) => [String(kind), {}]),
  );
  for (const definition of bundle)
    kinds[String(definition['kind'])] = {
      ...kinds[String(definition['kind'])],
      [String(definition['key'])]: definition,
    };
  const changed = applyChanges(kinds, operations);
  if (!changed.ok) return refused(changed.error);
  const groups = isJsonRecord(changed.value) ? Object.values(changed.value) : [];
  return ok(
    groups.flatMap((group) => (isJsonRecord(group) ? Object.values(group).filter(isJsonRecord) : [])),
  );
}

/** Merges bundles: definitions that come and go, and what is inside of those that both sides have. */
export function mergeBundles(
  base: Bundle,
  mine: Bundle,
  theirs: Bundle,
  choices: ConflictChoices = {},
): MergedLayers<Bundle> {
  const layers = [byPath(base), byPath(mine), byPath(theirs)] as const;
  const merge = new TreeMerge(choices);
  const value = pathsOf(layers[1], layers[2], layers[0]).flatMap((path) => {
    const [before, one, other] = layers.map((layer) => layer.get(path));
    if (one !== undefined && (one === other || sameJson(one, other))) return [one];
    const three = {
      base: before && toTree(before),
      mine: one && toTree(one),
      theirs: other && toTree(other),
    };
    const merged = merge.at(path, three);
    return merged === undefined ? [] : [fromTree(merged) as JsonRecord];
  });
  return { value, conflicts: merge.conflicts };
}

/** Kind and key of the definition that the pointer of an operation or a conflict is about. */
export function addressOf(path: string): DefinitionAddress {
  const [, kind = '', key = ''] = path.split('/');
  return { kind, key };
}

/** Where inside its definition a pointer into a bundle leads. */
export function pathInside(path: string): string {
  return path
    .split('/')
    .slice(3)
    .reduce((inside, name) => `${inside}/${name}`, '');
}

/** The operations of a bundle on one definition, with pointers that begin in it. */
export function changesOf(
  operations: readonly Operation[],
  address: DefinitionAddress,
): readonly Operation[] {
  const path = definitionPath(address);
  return operations
    .filter((operation) => operation.path === path || operation.path.startsWith(`${path}/`))
    .map((operation) => ({ ...operation, path: operation.path.slice(path.length) }));
}

function byPath(bundle: Bundle): ReadonlyMap<string, JsonRecord> {
  return new Map(
    bundle.map((definition) => [
      definitionPath({ kind: String(definition['kind']), key: String(definition['key']) }),
      definition,
    ]),
  );
}

function pathsOf(...layers: readonly ReadonlyMap<string, unknown>[]): readonly string[] {
  return [...new Set(layers.flatMap((layer) => [...layer.keys()]))];
}
