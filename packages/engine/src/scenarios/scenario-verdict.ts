import { Refusal } from '../http/refusal.js';
import type { ScenarioOutcome } from './scenario-bundle.js';

/** Refuses where a scenario failed: names every failure with its place, `/scenario/<key>/steps/<n>/...`. */
export function refuseFailed(outcomes: readonly ScenarioOutcome[]): void {
  const failed = outcomes.filter(({ passed }) => !passed);
  if (failed.length === 0) return;
  const issues = failed.flatMap(({ scenario, failures }) =>
    failures.map((found) => ({
      ...found,
      path: `/scenario/${scenario}${found.path}`,
      params: { ...found.params, scenario },
    })),
  );
  throw new Refusal(422, 'scenarios_failed', issues, {
    params: { scenarios: failed.map(({ scenario }) => scenario) },
  });
}

/** What is kept of scenarios with a release: null where there were none, or nobody asked for them. */
export type ScenariosNoted = 'passed' | 'skipped' | null;

/** What is kept of scenarios that were played and did not refuse. */
export function notedOf(outcomes: readonly ScenarioOutcome[]): ScenariosNoted {
  return outcomes.length > 0 ? 'passed' : null;
}

/** What an audit entry says beside its other changes. */
export function auditedScenarios(
  scenarios: ScenariosNoted,
): readonly { readonly path: string; readonly new: string }[] {
  return scenarios === null ? [] : [{ path: '/scenarios', new: scenarios }];
}
