import type { FormModel } from '@dougong/kernel/forms';
import type { RuleDefinition } from '@dougong/kernel/metadata';
import { clientRules, compileRules, type RuleSet } from '@dougong/kernel/rules';

type Models = ReadonlyMap<string, FormModel>;

function compiles(definition: RuleDefinition, models: Models): boolean {
  return compileRules([definition], { models }).ok;
}

/** Whether a rule calls a formula of the release that the models do not have. */
export function callsUnknown(definitions: readonly RuleDefinition[], models: Models): boolean {
  const compiled = compileRules(clientRules(definitions), { models });
  return !compiled.ok && compiled.error.some(({ code }) => code === 'formula_unknown_function');
}

/**
 * The rules of a form ready to run while it is filled in; null where there are none. A rule that reads what this person
 * may not is left to the server.
 */
export function ruleSetOf(definitions: readonly RuleDefinition[], models: Models): RuleSet | null {
  const own = clientRules(definitions);
  if (own.length === 0) return null;
  const whole = compileRules(own, { models });
  if (whole.ok) return whole.value;
  const some = compileRules(
    own.filter((definition) => compiles(definition, models)),
    { models },
  );
  return some.ok && some.value.rules.length > 0 ? some.value : null;
}
