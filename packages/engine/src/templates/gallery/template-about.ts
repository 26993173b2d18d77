import type { Localized } from '@dougong/kernel/foundation';
import type { Definition } from '@dougong/kernel/metadata';
import { checkCompleteness } from '@dougong/kernel/templates';
import type { ComposedTemplates } from '@dougong/kernel/templates';
import { wishesOf } from '../../completeness/completeness-wishes.js';
import type { TemplatePackage } from '../../releases/read-template.js';

/** How much of a kind a template brings. */
export interface ContentCount {
  readonly kind: string;
  readonly count: number;
}

/** A way back that a template asks of itself, and whether a document is one. */
export interface WayBack {
  readonly kind: string;
  readonly title: Localized;
  readonly present: boolean;
  /** Why it needs none. */
  readonly notNeeded?: Localized;
}

/** What is in a template, and what its processes lack. */
export interface TemplateAbout {
  readonly contents: readonly ContentCount[];
  readonly scenarios: number;
  /** Whether there is sample data that can be loaded. */
  readonly hasSamples: boolean;
  readonly ways: readonly WayBack[];
  readonly gaps: { readonly errors: number; readonly warnings: number };
}

/** Tells what a template brings. `composed` are the templates that it stands on and itself, or the application it is part of. */
export function aboutTemplate(
  template: TemplatePackage,
  composed: Pick<ComposedTemplates, 'definitions' | 'owners'>,
): TemplateAbout {
  const { manifest, definitions, seeds, scenarios } = template;
  const { key } = manifest;
  const found = checkCompleteness(composed.definitions, wishesOf(manifest)).filter(({ definition }) =>
    definition.kind === 'template'
      ? definition.key === key
      : composed.owners.get(`${definition.kind}/${definition.key}`) === key,
  );
  const errors = found.filter(({ severity }) => severity === 'error').length;
  return {
    contents: countsOf(definitions),
    scenarios: scenarios.length,
    hasSamples: (manifest.seeds ?? seeds).some(({ demo }) => demo === true),
    ways: waysOf(template, composed.definitions),
    gaps: { errors, warnings: found.length - errors },
  };
}

/** By kind, the kind with the most first. */
export function countsOf(definitions: readonly Pick<Definition, 'kind'>[]): readonly ContentCount[] {
  const counts = new Map<string, number>();
  for (const { kind } of definitions) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts]
    .map(([kind, count]) => ({ kind, count }))
    .sort((one, other) => other.count - one.count || (one.kind < other.kind ? -1 : 1));
}

function waysOf({ manifest }: TemplatePackage, definitions: readonly Definition[]): readonly WayBack[] {
  const kept = new Set(
    definitions.flatMap((each) =>
      each.kind === 'form' ? (each.reverses ?? []).map((way) => way.kind as string) : [],
    ),
  );
  return (manifest.completeness?.reverseFlows ?? []).map(({ kind, title, notNeeded }) => ({
    kind,
    title,
    present: kept.has(kind),
    ...(notNeeded ? { notNeeded } : {}),
  }));
}
