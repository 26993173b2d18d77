import { issue } from '@dougong/kernel/foundation';
import { checkDefinition } from '@dougong/kernel/metadata';
import type { RuleDefinition } from '@dougong/kernel/metadata';
import type { RuleIssue } from '@dougong/kernel/rules';
import { invalid } from '../http/refusal.js';

/**
 * Reads a rule as it stands in an editor.
 * @param at where it stands in the request.
 */
export function readRule(value: unknown, at: string): RuleDefinition {
  const checked = checkDefinition(value);
  if (!checked.ok) throw invalid(checked.error.map((found) => ({ ...found, path: at + found.path })));
  const definition = checked.value;
  if (definition.kind === 'rule') return definition;
  throw invalid([issue('unknown_kind', `${at}/kind`, { kind: definition.kind, known: ['rule'] })]);
}

/** Mistakes in rules, each with its place in the request; what is about published rules stands at the whole. */
export function refuseMistakes(
  issues: readonly RuleIssue[],
  placeOf: (rule: string) => { readonly at: string; readonly given: boolean },
): never {
  throw invalid(
    issues.map(({ rule, ...found }) => {
      const { at, given } = placeOf(rule);
      return { ...found, path: given ? at + found.path : at, params: { ...found.params, rule } };
    }),
  );
}
