import { issue, orderByDependency } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { FieldModel, LineModel } from './field-model.js';

/** The computed fields of a form in the order in which they are computed, with what each of them reads. */
export interface ComputeGraph {
  readonly order: readonly FieldModel[];
  /** Computed field -> paths that it reads: `qty`, `lines.qty`, `lines` (which rows there are). */
  readonly reads: ReadonlyMap<string, ReadonlySet<string>>;
  /** Computed fields whose formulas call functions of the release. */
  readonly calling: readonly FieldModel[];
}

/**
 * Cuts what a formula reads to the fields of this form: `place.leader` depends on `place`, `lines.item.name` on
 * `lines.item`. A column depends on the rows of its table too.
 */
export function ownPaths(
  dependencies: Iterable<string>,
  lines: ReadonlyMap<string, LineModel>,
): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const dependency of dependencies) {
    const [head = '', column] = dependency.split('.');
    const isTable = lines.has(head);
    if (isTable) paths.add(head);
    if (!isTable || column !== undefined) paths.add(isTable ? `${head}.${column}` : head);
  }
  return paths;
}

function reads(field: FieldModel, lines: ReadonlyMap<string, LineModel>): ReadonlySet<string> {
  const paths = new Set(ownPaths(field.formula?.dependencies ?? [], lines));
  if (field.line !== undefined) paths.add(field.line);
  return paths;
}

/** Orders computed fields; a ring of formulas is an issue that names its members. */
export function buildComputeGraph(
  fields: readonly FieldModel[],
  lines: ReadonlyMap<string, LineModel>,
): { readonly graph: ComputeGraph; readonly issues: readonly Issue[] } {
  const computed = new Map(fields.filter((field) => field.formula).map((field) => [field.path, field]));
  const readsOf = new Map([...computed].map(([path, field]) => [path, reads(field, lines)]));
  const { order, rings } = orderByDependency([...computed.keys()], (path) => readsOf.get(path) ?? []);
  const sorted = order.flatMap((path) => computed.get(path) ?? []);
  const calling = sorted.filter((field) => (field.formula?.calls.length ?? 0) > 0);
  return {
    graph: { order: sorted, reads: readsOf, calling },
    issues: rings.map((ring) => issue('cycle', formulaPointer(computed.get(ring[0] ?? '')), { ring })),
  };
}

function formulaPointer(field: FieldModel | undefined): string {
  return field === undefined ? '' : `${fieldPointer(field)}/x-formula`;
}

/** Where a field's definition stands in the definition of its form. */
export function fieldPointer(field: { readonly key: string; readonly line?: string }): string {
  const base = '/schema/properties';
  return field.line === undefined
    ? `${base}/${field.key}`
    : `${base}/${field.line}/items/properties/${field.key}`;
}

/** The paths that change when these change, computed fields included. */
export function affectedPaths(graph: ComputeGraph, changed: Iterable<string>): ReadonlySet<string> {
  const affected = new Set(changed);
  for (const field of graph.order) {
    if ([...(graph.reads.get(field.path) ?? [])].some((path) => affected.has(path))) affected.add(field.path);
  }
  return affected;
}
