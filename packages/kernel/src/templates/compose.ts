import { issue, orderByDependency, sameJson } from '../foundation/index.js';
import { applyChanges } from '../metadata/index.js';
import type { Definition, OverlayFile } from '../metadata/index.js';
import { answered } from './parameters.js';
import { definitionFile, MANIFEST_FILE, overlayFile } from './template-layer.js';
import type { TemplateIssue, TemplateLayer, TemplateSeed } from './template-layer.js';
import { satisfiesRange } from './version.js';

/** What templates are together. */
export interface ComposedTemplates {
  /** The effective definitions, before any local change. */
  readonly definitions: readonly Definition[];
  /** Keys of the templates, each behind those that it stands on. */
  readonly order: readonly string[];
  /** Seeds of each template, with the answers written in. */
  readonly seeds: ReadonlyMap<string, readonly TemplateSeed[]>;
  /** The template that brought each definition, by `kind/key`. */
  readonly owners: ReadonlyMap<string, string>;
  readonly issues: readonly TemplateIssue[];
}

interface Composition {
  readonly definitions: Map<string, Definition>;
  readonly owners: Map<string, string>;
  readonly issues: TemplateIssue[];
}

/**
 * Puts templates on top of each other: answers are written in, definitions of each are added behind those of its
 * dependencies, then its overlays change what the dependencies define. Every fault is an issue with file and pointer:
 * `dependency_missing`, `dependency_version`, `dependency_ring`, `platform_version`, `definition_taken`, `overlay_target_missing`, those of {@link applyChanges}.
 * @param platform version of the platform; not compared when left out.
 */
export function composeTemplates(layers: readonly TemplateLayer[], platform?: string): ComposedTemplates {
  const byKey = new Map(layers.map((layer) => [layer.manifest.key, layer]));
  const { order, rings } = orderByDependency([...byKey.keys()], (key) => dependenciesOf(byKey.get(key)));
  const composition: Composition = { definitions: new Map(), owners: new Map(), issues: [] };
  for (const layer of layers) composition.issues.push(...manifestIssues(layer, byKey, platform));
  for (const ring of rings)
    composition.issues.push(
      inManifest(ring[0] ?? '', 'dependency_ring', '/dependencies', { templates: ring }),
    );
  const seeds = new Map<string, readonly TemplateSeed[]>();
  for (const key of order) {
    const layer = byKey.get(key)!;
    const written = answered(layer);
    composition.issues.push(...written.issues);
    seeds.set(key, written.seeds);
    addDefinitions(composition, key, written.definitions);
    for (const overlay of layer.overlays) applyOverlay(composition, key, overlay, below(key, byKey));
  }
  return { definitions: [...composition.definitions.values()], order, seeds, ...rest(composition) };
}

function rest({ owners, issues }: Composition) {
  return { owners, issues };
}

function dependenciesOf(layer: TemplateLayer | undefined): readonly string[] {
  return layer?.manifest.dependencies?.map(({ key }) => key) ?? [];
}

/** Everything that a template stands on, over however many steps. */
function below(key: string, byKey: ReadonlyMap<string, TemplateLayer>): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...dependenciesOf(byKey.get(key))];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...dependenciesOf(byKey.get(next)));
  }
  return found;
}

function inManifest(
  template: string,
  code: string,
  path: string,
  params: Record<string, unknown>,
): TemplateIssue {
  return { ...issue(code, path, params), template, file: MANIFEST_FILE };
}

function manifestIssues(
  { manifest }: TemplateLayer,
  byKey: ReadonlyMap<string, TemplateLayer>,
  platform: string | undefined,
): readonly TemplateIssue[] {
  const needs = manifest.platform ?? '*';
  const unfit =
    platform !== undefined && !satisfiesRange(platform, needs)
      ? [inManifest(manifest.key, 'platform_version', '/platform', { range: needs, version: platform })]
      : [];
  const dependencies = (manifest.dependencies ?? []).flatMap(({ key, version: range }, at) => {
    const version = byKey.get(key)?.manifest.version;
    const place = `/dependencies/${at}`;
    if (version === undefined)
      return [inManifest(manifest.key, 'dependency_missing', place, { template: key, range })];
    if (satisfiesRange(version, range)) return [];
    return [
      inManifest(manifest.key, 'dependency_version', `${place}/version`, { template: key, range, version }),
    ];
  });
  return [...unfit, ...dependencies];
}

/** Two templates may bring the same definition only if it says the same. */
function addDefinitions(
  { definitions, owners, issues }: Composition,
  template: string,
  added: readonly Definition[],
): void {
  for (const definition of added) {
    const name = `${definition.kind}/${definition.key}`;
    const present = definitions.get(name);
    if (present === undefined) {
      definitions.set(name, definition);
      owners.set(name, template);
    } else if (!sameJson(present, definition)) {
      issues.push({
        ...issue('definition_taken', '/key', { name, template: owners.get(name) }),
        template,
        file: definitionFile(definition),
      });
    }
  }
}

function applyOverlay(
  { definitions, owners, issues }: Composition,
  template: string,
  overlay: OverlayFile,
  reachable: ReadonlySet<string>,
): void {
  const name = `${overlay.target.kind}/${overlay.target.key}`;
  const place = { template, file: overlayFile(overlay) };
  const target = definitions.get(name);
  if (target === undefined || !reachable.has(owners.get(name) ?? '')) {
    issues.push({ ...issue('overlay_target_missing', '/target', { name }), ...place });
    return;
  }
  // One after another, so that a fault names its operation.
  let current: unknown = target;
  for (const [at, operation] of overlay.operations.entries()) {
    const changed = applyChanges(current, [operation]);
    if (changed.ok) current = changed.value;
    else issues.push(...changed.error.map((found) => ({ ...found, path: `/operations/${at}`, ...place })));
  }
  definitions.set(name, current as Definition);
}
