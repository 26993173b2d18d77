import { definitionName } from '../../metadata/index.js';
import { isError } from '../../foundation/index.js';
import type { Localized } from '../../foundation/index.js';
import type { Definition, DefinitionKind, FormDefinition } from '../../metadata/index.js';
import { checkRelease } from '../compile-release.js';
import type { ReleaseFinding } from '../compile-release.js';
import type { DefinitionName } from '../lost-definitions.js';
import { withoutField, withoutPlaces } from './cut.js';

/** A definition, or a field of a form: `qty`, `rows`, `rows.qty`. */
export interface UsedPart {
  readonly kind: DefinitionKind;
  readonly key: string;
  readonly field?: string;
}

/** A place that would say nothing any more if a part were not there. */
export interface PartUse {
  readonly kind: DefinitionKind;
  readonly key: string;
  readonly title: Localized;
  readonly path: string;
  /** What a check would say of the place. */
  readonly code: string;
}

/** Each round finds what was hidden behind what the round before has found. */
const ROUNDS_MAX = 12;

/**
 * The places that use a definition or a field. They are what the publish check would miss if it were gone, so that whatever a check
 * knows to look for is found, in every kind of definition and through references; a form's own layout is no use.
 */
export function usesOf(definitions: readonly Definition[], part: UsedPart): readonly PartUse[] {
  const known = new Set(checkRelease(1, definitions).findings.map(placeOf));
  const titles = new Map(definitions.map((each) => [definitionName(each), each.title]));
  const lost: DefinitionName[] = [];
  const uses = new Map<string, PartUse>();
  let left = without(definitions, part);
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const found = checkRelease(1, left, lost).findings.filter(
      (each) => isError(each) && !known.has(placeOf(each)) && !isItself(each, part),
    );
    if (found.length === 0) break;
    for (const {
      definition: { kind, key },
      path,
      code,
    } of found) {
      const use = { kind, key, title: titles.get(`${kind}/${key}`) ?? { 'zh-CN': key, en: key }, path, code };
      // Places shift when others are cut out; a place of a form is told as it stood when it was first found.
      if (!uses.has(placeOf(use))) uses.set(placeOf(use), use);
    }
    left = left.flatMap((each) => withoutFound(each, found, lost));
  }
  return [...uses.values(), ...roleUses(definitions, part)];
}

/** A role may name a field that is not there without harm, so no check speaks of it. */
function roleUses(definitions: readonly Definition[], { kind, key, field }: UsedPart): readonly PartUse[] {
  if (kind !== 'form' || field === undefined) return [];
  return definitions.flatMap((role) => {
    if (role.kind !== 'role') return [];
    return role.forms.flatMap((grant, at) =>
      grant.form === key
        ? namedIn(grant, field).map((place) => ({
            kind: role.kind,
            key: role.key,
            title: role.title,
            path: `/forms/${at}/${place}`,
            code: 'unknown_field',
          }))
        : [],
    );
  });
}

function namedIn(grant: Readonly<Record<string, unknown>>, field: string): readonly string[] {
  return Object.entries(grant).flatMap(([property, value]) =>
    Array.isArray(value) && property !== 'actions'
      ? value.flatMap((name: unknown, at) =>
          name === field || String(name).startsWith(`${field}.`) ? [`${property}/${at}`] : [],
        )
      : [],
  );
}

function without(definitions: readonly Definition[], { kind, key, field }: UsedPart): readonly Definition[] {
  return definitions.flatMap((each) => {
    if (each.kind !== kind || each.key !== key) return [each];
    return field === undefined || each.kind !== 'form' ? [] : [withoutField(each, field)];
  });
}

/** A form without what was found in it; anything else as a whole is none of the rest's fault any more. */
function withoutFound(
  definition: Definition,
  found: readonly ReleaseFinding[],
  lost: DefinitionName[],
): readonly Definition[] {
  const places = found
    .filter((each) => each.definition.kind === definition.kind && each.definition.key === definition.key)
    .map(({ path }) => path);
  if (places.length === 0) return [definition];
  const rest = definition.kind === 'form' ? withoutPlaces(definition as FormDefinition, places) : undefined;
  if (rest) return [rest];
  lost.push({ kind: definition.kind, key: definition.key, title: definition.title });
  return [];
}

/** The definition that is looked for is not there; what is said of itself is no use. */
function isItself({ definition }: ReleaseFinding, { kind, key, field }: UsedPart): boolean {
  return field === undefined && definition.kind === kind && definition.key === key;
}

function placeOf(
  found: { readonly code: string; readonly path: string } & (
    DefinitionName | { readonly definition: DefinitionName }
  ),
): string {
  const name = 'definition' in found ? found.definition : found;
  return `${name.kind}/${name.key}${found.path} ${found.code}`;
}
