import { isEverything, isPathHidden } from '@dougong/kernel/access';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { FieldModel, FormModel } from '@dougong/kernel/forms';
import type { CompiledRule } from '@dougong/kernel/rules';
import { computedBehind } from '../expressions/given-record.js';
import { isName, visibleScope } from '../expressions/sight.js';
import type { Sight } from '../expressions/sight.js';
import { isDesigner } from '../expressions/usable-functions.js';
import { walkPath } from '../expressions/walk-path.js';
import { noRight } from '../http/refusal.js';
import type { Subject } from '../identity/subject.js';
import { formOf, grantOf } from '../records/form-grant.js';

/** What the occasion brings, and the record that an update is for: neither is a field of the form. */
const OCCASION: ReadonlySet<string> = new Set(['payload', 'balance', 'target']);

/** Sight on values of the caller's own: designers may try rules out on forms whose records they do not read. */
export function sightOnGiven(release: CompiledRelease, subject: Subject, model: FormModel): Sight {
  const grants = ['read', 'create'].map((action) => grantOf(release, subject, model.key, action));
  const grant = grants.find(({ allowed }) => allowed);
  if (!grant && !isDesigner(release, subject)) throw noRight({ form: model.title, action: 'read' });
  return { release, subject, model, hidden: grant?.hidden ?? new Set(), names: false };
}

/** Sight on whatever record a rule met: of those who may open every record of the form, and nobody else. */
export function sightOnAll(release: CompiledRelease, subject: Subject, form: string): Sight | undefined {
  const { allowed, rows, hidden } = grantOf(release, subject, form, 'read');
  if (!allowed || !isEverything(rows)) return undefined;
  return { release, subject, model: formOf(release, form), hidden, names: true };
}

/**
 * The same sight without computed fields that were worked out from something hidden. Stored they are shown on the
 * record's page; worked out anew from values that the caller chooses, they would tell him what is hidden.
 */
export function withoutTelling(sight: Sight): Sight {
  const telling = computedFields(sight.model).filter((field) => !isToldSafely(sight, field));
  if (telling.length === 0) return sight;
  return { ...sight, hidden: new Set([...sight.hidden, ...telling.map(({ path }) => path)]) };
}

/**
 * Whether a rule may be told to the subject: all that it reads and writes is shown to him. Rules that may not be told
 * are not even asked for him, so nothing of their values reaches him through what they would have done.
 */
export function isTold(sight: Sight, { dependencies, writes }: CompiledRule): boolean {
  return (
    dependencies.every((path) => isShown(sight, path)) && [...writes].every((path) => isWritable(sight, path))
  );
}

/** The same for a rule that leaves the server as a definition: it names fields, it shows no values. */
export function isNamed(sight: Sight, { dependencies, writes }: CompiledRule): boolean {
  const scope = visibleScope(sight);
  const isHidden = (path: string) => !isOfOccasion(path) && walkPath(sight, scope, path).hidden;
  return !dependencies.some(isHidden) && [...writes].every((path) => isWritable(sight, path));
}

function isWritable({ hidden }: Sight, path: string): boolean {
  return !isPathHidden(hidden, path);
}

function isShown(sight: Sight, path: string): boolean {
  if (isOfOccasion(path)) return true;
  const { hidden, steps } = walkPath(sight, visibleScope(sight), path);
  return !hidden && steps.every(({ form, field }) => isReadAll(sight, form, field));
}

function isOfOccasion(path: string): boolean {
  return OCCASION.has(path.split('.', 1)[0] ?? path);
}

/** Which record a reference names is not known beforehand, so all of them must be open to the subject. */
function isReadAll(sight: Sight, form: string, field: string): boolean {
  const { allowed, rows } = grantOf(sight.release, sight.subject, form, 'read');
  return (allowed && isEverything(rows)) || isName(sight, form, field);
}

function computedFields({ fields, lines }: FormModel): readonly FieldModel[] {
  return [...fields, ...lines.flatMap((line) => line.fields)].filter(({ formula }) => formula !== undefined);
}

function isToldSafely(sight: Sight, field: FieldModel): boolean {
  const behind = [field, ...computedBehind(sight.model, field.formula?.dependencies ?? [])];
  return behind.every(({ formula }) => (formula?.dependencies ?? []).every((path) => isShown(sight, path)));
}
