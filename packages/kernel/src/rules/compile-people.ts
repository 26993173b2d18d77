import { compileFormula, isFormulaError } from '../expression/index.js';
import type { CompiledFormula, EvaluationInput } from '../expression/index.js';
import { ok, pointer, refused } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import type { PeopleSource } from '../metadata/index.js';
import { scopeOf } from './action-part.js';
import type { ActionEnvironment } from './action-part.js';

/** People named by an action. */
export interface CompiledPeople {
  readonly reads: readonly string[];
  /** Replaces fields by the users that stand in them; roles and the starter are left to whoever knows them. */
  resolve(input: EvaluationInput): readonly PeopleSource[];
}

type Source = PeopleSource | CompiledFormula;

/** Compiles sources of people; a field that is not there is an issue. */
export function compilePeople(
  sources: readonly PeopleSource[],
  environment: ActionEnvironment,
  at: string,
): Result<CompiledPeople, readonly Issue[]> {
  const issues: Issue[] = [];
  const compiled = sources.flatMap((source, index): readonly Source[] => {
    if (!('field' in source)) return [source];
    const formula = compileFormula(source.field, scopeOf(environment));
    if (formula.ok) return [formula.value];
    issues.push(...formula.error.map((found) => ({ ...found, path: pointer(at, index, 'field') })));
    return [];
  });
  if (issues.length > 0) return refused(issues);
  return ok({
    reads: compiled.flatMap((source) => (isFormula(source) ? source.dependencies : [])),
    resolve: (input) => compiled.flatMap((source) => (isFormula(source) ? usersIn(source, input) : [source])),
  });
}

function isFormula(source: Source): source is CompiledFormula {
  return 'evaluate' in source;
}

function usersIn(formula: CompiledFormula, input: EvaluationInput): readonly PeopleSource[] {
  const value = formula.evaluate(input);
  if (isFormulaError(value)) return [];
  const found = Array.isArray(value) ? value : [value];
  const users = [...new Set(found.filter((id): id is string => typeof id === 'string' && id !== ''))];
  return users.length > 0 ? [{ users }] : [];
}
