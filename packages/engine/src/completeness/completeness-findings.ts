import type { ReleaseFinding } from '@dougong/kernel/commands';
import { isError } from '@dougong/kernel/foundation';
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
  return checkCompleteness(definitions, wishes).flatMap((gap) => {
    const found = asFinding(gap);
    const earlier = found && known.get(placeOf(found));
    const isWorse = found && isError(found) && earlier !== undefined && !isError(earlier);
    return found && (earlier === undefined || isWorse) ? [found] : [];
  });
}

/** What a manifest asks for is nothing that a designer could open. */
function asFinding({
  definition,
  code,
  path,
  params,
  severity,
}: CompletenessFinding): ReleaseFinding | undefined {
  const { kind, key } = definition;
  if (kind === 'template') return undefined;
  return {
    code,
    path,
    ...(params ? { params } : {}),
    ...(severity ? { severity } : {}),
    definition: { kind, key },
  };
}

/** A finding of one place that took the place of another. */
export function isInsteadOf(found: ReleaseFinding, earlier: ReleaseFinding): boolean {
  return placeOf(found) === placeOf(earlier);
}

function placeOf({ definition: { kind, key }, path }: ReleaseFinding): string {
  return `${kind}/${key}${path}`;
}
