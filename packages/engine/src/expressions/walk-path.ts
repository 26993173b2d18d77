import { SYSTEM_VARIABLES } from '@dougong/kernel/expression';
import type { Scope, ValueType } from '@dougong/kernel/expression';
import { isShownBehind } from './sight.js';
import type { Sight } from './sight.js';

/** One step of a path through a reference: `place.rating` reads `rating` of the records that `place` names. */
export interface ReferenceStep {
  /** `place`, `lines.item`, `place.region`. */
  readonly prefix: string;
  readonly form: string;
  readonly field: string;
}

export interface WalkedPath {
  /** Something on the way is hidden. */
  readonly hidden: boolean;
  readonly steps: readonly ReferenceStep[];
}

const OCCASION: ReadonlySet<string> = new Set(['actor', 'now', 'today']);
const LINE_SYSTEM: ReadonlySet<string> = new Set(['id', 'line_no']);

/**
 * Goes along a path that some formula of the release or of the caller reads. The scope alone does not do: formulas of
 * the form itself were compiled with all names, and system fields are at hand without being declared.
 */
export function walkPath(sight: Sight, scope: Scope, path: string): WalkedPath {
  const steps: ReferenceStep[] = [];
  let fields = scope.fields;
  let type: ValueType | undefined;
  let prefix = '';
  for (const name of path.split('.')) {
    if (type?.kind === 'reference') {
      steps.push({ prefix, form: type.form, field: name });
      if (!isShownBehind(sight, type.form, name)) return { hidden: true, steps };
      fields = type.fields();
    } else if (type?.kind === 'table') fields = type.columns;
    const inLine = type?.kind === 'table';
    type = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!type && !isSystemName(sight, name, prefix, inLine)) return { hidden: true, steps };
    prefix = prefix === '' ? name : `${prefix}.${name}`;
  }
  return { hidden: false, steps };
}

function isSystemName({ hidden }: Sight, name: string, prefix: string, inLine: boolean): boolean {
  if (inLine) return LINE_SYSTEM.has(name);
  if (!Object.hasOwn(SYSTEM_VARIABLES, name)) return false;
  return prefix !== '' || name === 'id' || OCCASION.has(name) || !hidden.has(name);
}
