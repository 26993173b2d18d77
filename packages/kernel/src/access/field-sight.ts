import type { FieldMask, FormGrant } from '../metadata/index.js';
import { isPathHidden } from './mask.js';

/** What grants say about fields. */
export interface FieldSight {
  /** Fields that must not be told in any way, those of which the ends may be shown among them. */
  readonly hidden: ReadonlySet<string>;
  /** Those of the hidden of which a record's page and lists show the ends. */
  readonly masked: ReadonlyMap<string, FieldMask>;
  /** Fields that are seen and not written. */
  readonly readOnly: ReadonlySet<string>;
}

export const WHOLE_SIGHT: FieldSight = { hidden: new Set(), masked: new Map(), readOnly: new Set() };

/** What is left of a sight where more is hidden than grants hide; of that nothing is told, not even its ends. */
export function narrowedSight(sight: FieldSight, hidden: ReadonlySet<string>): FieldSight {
  if (hidden.size === 0) return sight;
  const isLeft = (path: string) => !isPathHidden(hidden, path);
  return {
    hidden: new Set([...sight.hidden, ...hidden]),
    masked: new Map([...sight.masked].filter(([path]) => isLeft(path))),
    readOnly: new Set([...sight.readOnly].filter(isLeft)),
  };
}

/**
 * What groups of grants show together: in a group the grant that shows most counts, among the groups the one that shows
 * least. Each group stands for the same records, so a wide grant never borrows the sight of a narrow one.
 */
export function sightOf(groups: readonly (readonly FormGrant[])[]): FieldSight {
  const all = groups.flat();
  if (all.every(({ hidden, masked, readOnly }) => !hidden && !masked && !readOnly)) return WHOLE_SIGHT;
  const hidden = new Set<string>();
  const masked = new Map<string, FieldMask>();
  for (const path of pathsOf(all)) {
    const sights = groups.map((grants) => grants.map((grant) => shownBy(grant, path)));
    const least = sights.map(most).reduce(less, 'whole');
    if (least === 'whole') continue;
    hidden.add(path);
    if (least !== 'nothing') masked.set(path, least);
  }
  return { hidden, masked, readOnly: readOnlyIn(groups) };
}

type Shown = 'nothing' | FieldMask | 'whole';

function pathsOf(grants: readonly FormGrant[]): ReadonlySet<string> {
  return new Set(
    grants.flatMap(({ hidden = [], masked = [] }) => [...hidden, ...masked.map(({ field }) => field)]),
  );
}

function shownBy({ hidden = [], masked = [] }: FormGrant, path: string): Shown {
  if (isPathHidden(new Set(hidden), path)) return 'nothing';
  return masked.find(({ field }) => isPathHidden(new Set([field]), path)) ?? 'whole';
}

function most(shown: readonly Shown[]): Shown {
  return shown.reduce((best, each) => (weightOf(each) > weightOf(best) ? each : best), 'nothing');
}

function less(one: Shown, other: Shown): Shown {
  return weightOf(other) < weightOf(one) ? other : one;
}

/** How much is shown; a mask shows more the longer its ends are. */
function weightOf(shown: Shown): number {
  if (shown === 'nothing') return 0;
  return shown === 'whole' ? 100 : 1 + (shown.first ?? 0) + (shown.last ?? 0);
}

function readOnlyIn(groups: readonly (readonly FormGrant[])[]): ReadonlySet<string> {
  return new Set(
    groups.flatMap((grants) =>
      grants
        .flatMap(({ readOnly = [] }) => readOnly)
        .filter((path) => grants.every(({ readOnly = [] }) => isPathHidden(new Set(readOnly), path))),
    ),
  );
}
