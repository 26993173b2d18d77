import type { CompiledRelease } from '@dougong/kernel/commands';
import type { Scope } from '@dougong/kernel/expression';
import type { FormModel } from '@dougong/kernel/forms';
import type { CompiledDecisionTable } from '@dougong/kernel/rules';
import { noRight, notFound } from '../http/refusal.js';
import type { Subject } from '../identity/subject.js';
import { grantOf } from '../records/form-grant.js';
import { visibleScope } from './sight.js';
import { isDesigner, usableFunctions } from './usable-functions.js';
import { walkPath } from './walk-path.js';

/** What the inputs of a table may read: the fields of its form, or nothing but functions. */
export function scopeOfTable(release: CompiledRelease, form: string | undefined): Scope {
  const model = form === undefined ? undefined : release.models.get(form);
  return model?.scope ?? { fields: {}, functions: release.functions };
}

/** A table that the subject may ask, or the refusal that says why not. */
export function usableTable(release: CompiledRelease, subject: Subject, key: string): CompiledDecisionTable {
  const table = release.tables.get(key);
  if (!table) throw notFound();
  const usable =
    isDesigner(release, subject) ||
    usableFunctions(release, subject).some(({ code }) => code === key) ||
    readsWhatIsShown(release, subject, table);
  if (!usable) throw noRight({ kind: 'decision-table', key });
  return table;
}

/** Whoever is shown all that a table reads on its form may ask it with values of his own, too. */
function readsWhatIsShown(
  release: CompiledRelease,
  subject: Subject,
  { definition, dependencies }: CompiledDecisionTable,
): boolean {
  const model = definition.form === undefined ? undefined : release.models.get(definition.form);
  return model !== undefined && isShown(release, subject, model, dependencies);
}

function isShown(
  release: CompiledRelease,
  subject: Subject,
  model: FormModel,
  paths: readonly string[],
): boolean {
  const { allowed, hidden } = grantOf(release, subject, model.key, 'read');
  if (!allowed) return false;
  const sight = { release, subject, model, hidden, names: true };
  const scope = visibleScope(sight);
  return paths.every((path) => !walkPath(sight, scope, path).hidden);
}
