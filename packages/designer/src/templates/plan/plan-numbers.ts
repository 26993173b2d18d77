import type { DefinitionDiff, ReleaseDiff, TemplatePlan } from '@dougong/ui/api';

/** What a plan comes to. */
export interface PlanNumbers {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly errors: number;
  readonly warnings: number;
  readonly people: number;
  readonly records: number;
}

/** Counts what a plan would do. */
export function numbersOf({ changes, findings, seeds }: TemplatePlan): PlanNumbers {
  const count = (change: TemplatePlan['changes'][number]['change']) =>
    changes.filter((each) => each.change === change).length;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return {
    added: count('added'),
    changed: count('changed'),
    removed: count('removed'),
    errors,
    warnings: findings.length - errors,
    people: seeds?.people.length ?? 0,
    records: (seeds?.records ?? []).reduce((sum, each) => sum + each.count, 0),
  };
}

/** Whether nothing would be done at all. */
export function isIdle(plan: TemplatePlan): boolean {
  const { people, records } = numbersOf(plan);
  return plan.changes.length + plan.templates.length + people + records === 0;
}

/** The words of a plan in the shape in which differences are shown. */
export function planDiff({ base, diff = [] }: TemplatePlan): ReleaseDiff {
  const changes = diff.flatMap((each) => each.changes);
  const count = (kind: DefinitionDiff['changes'][number]['kind']) =>
    changes.filter((change) => change.kind === kind).length;
  return {
    from: { name: 'current', release: base },
    to: { name: base + 1, release: base + 1 },
    counts: {
      definitions: diff.length,
      changes: changes.length,
      added: count('added'),
      changed: count('changed'),
      removed: count('removed'),
      moved: count('moved'),
    },
    definitions: diff,
  };
}

/** Errors first: they refuse the change. */
export function sortedFindings(findings: TemplatePlan['findings']): TemplatePlan['findings'] {
  const isError = ({ severity }: TemplatePlan['findings'][number]) => severity === 'error';
  return [...findings.filter(isError), ...findings.filter((found) => !isError(found))];
}
