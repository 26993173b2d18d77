import type { ReleaseFinding } from '@dougong/kernel/commands';
import { isError } from '@dougong/kernel/foundation';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { checkCompleteness } from '@dougong/kernel/templates';
import type { CompletenessFinding, CompletenessWish } from '@dougong/kernel/templates';

/**
 * The gaps as findings of a publish check, where a template asks for completeness. A place that another check names already is not
 * named twice, unless it is an error now and was none.
 */
export function completenessFindings(
  definitions: readonly unknown[],
  wishes: readonly CompletenessWish[],
  said: readonly ReleaseFinding[],
): readonly ReleaseFinding[] {
  if (wishes.length === 0) return [];
  const known = new Map(said.map((found) => [placeOf(found), found]));
  const document = firstDocument(definitions);
  return checkCompleteness(definitions, wishes).flatMap((gap) => {
    const found = asFinding(gap, document);
    const earlier = found && known.get(placeOf(found));
    const isWorse = found && isError(found) && earlier !== undefined && !isError(earlier);
    return found && (earlier === undefined || isWorse) ? [found] : [];
  });
}

/**
 * A manifest is nothing that a designer could open. What it asks for is said by some document, so the first that there is stands for
 * all of them.
 */
function asFinding(
  { definition, code, path, params, severity }: CompletenessFinding,
  document: ReleaseFinding['definition'] | undefined,
): ReleaseFinding | undefined {
  const { kind, key } = definition;
  const said = { code, ...(params ? { params } : {}), ...(severity ? { severity } : {}) };
  if (kind !== 'template') return { ...said, path, definition: { kind, key } };
  return document && { ...said, path: '/reverses', definition: document };
}

function firstDocument(definitions: readonly unknown[]): ReleaseFinding['definition'] | undefined {
  const keys = (definitions as readonly Partial<FormDefinition>[])
    .filter((each) => each?.kind === 'form' && each.usage === 'document')
    .map(({ key = '' }) => key)
    .sort();
  const [key] = keys;
  return key === undefined ? undefined : { kind: 'form', key };
}

/** A finding of one place that took the place of another. */
export function isInsteadOf(found: ReleaseFinding, earlier: ReleaseFinding): boolean {
  return placeOf(found) === placeOf(earlier);
}

function placeOf({ definition: { kind, key }, path }: ReleaseFinding): string {
  return `${kind}/${key}${path}`;
}
