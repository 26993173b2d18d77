import type { Issue } from '../foundation/index.js';
import type { Definition } from '../metadata/index.js';
import { compileReconciliation } from '../reconciliation/index.js';
import type { CompiledReconciliation, SourceSurroundings } from '../reconciliation/index.js';
import { nextDue } from '../rules/index.js';

export interface CompiledReconciliations {
  readonly reconciliations: ReadonlyMap<string, CompiledReconciliation>;
  readonly issues: readonly (Issue & { readonly reconciliation: string })[];
}

/** A schedule that is never due after it is none. */
const SOME_MINUTE = '2000-01-01T00:00';

/** Compiles the reconciliations of a release once its forms and registers are. */
export function compileReconciliations(
  definitions: readonly Definition[],
  { models, registers }: SourceSurroundings,
): CompiledReconciliations {
  const isSchedule = (cron: string) => nextDue({ cron }, SOME_MINUTE) !== undefined;
  const roles = new Set(definitions.flatMap(({ kind, key }) => (kind === 'role' ? [key] : [])));
  const surroundings = { models, registers, roles, isSchedule };
  const reconciliations = new Map<string, CompiledReconciliation>();
  const issues = definitions.flatMap((definition) => {
    if (definition.kind !== 'reconciliation') return [];
    const compiled = compileReconciliation(definition, surroundings);
    if (!compiled.ok) return compiled.error.map((each) => ({ ...each, reconciliation: definition.key }));
    reconciliations.set(definition.key, compiled.value);
    return [];
  });
  return { reconciliations, issues };
}
