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
  /** Replaces fields by the users that stand in them, formulas by the roles that they name; the rest is left to whoever knows it. */
  resolve(input: EvaluationInput): readonly PeopleSource[];
}

/** A formula, and what its texts are: ids of users or keys of roles. */
interface Reader {
  readonly formula: CompiledFormula;
  readonly names: 'users' | 'roles';
}

type Source = PeopleSource | Reader;

/** Compiles sources of people; a field that is not there is an issue. */
export function compilePeople(
  sources: readonly PeopleSource[],
  environment: ActionEnvironment,
  at: string,
): Result<CompiledPeople, readonly Issue[]> {
  const issues: Issue[] = [];
  const compiled = sources.flatMap((source, index): readonly Source[] => {
    const read = (text: string, names: Reader['names'], path: string): readonly Source[] => {
      const formula = compileFormula(text, scopeOf(environment));
      if (formula.ok) return [{ formula: formula.value, names }];
      issues.push(...formula.error.map((found) => ({ ...found, path })));
      return [];
    };
    if ('field' in source) return read(source.field, 'users', pointer(at, index, 'field'));
    if ('roleBy' in source) return read(source.roleBy, 'roles', pointer(at, index, 'roleBy'));
    return [source];
  });
  if (issues.length > 0) return refused(issues);
  return ok({
    reads: compiled.flatMap((source) => (isReader(source) ? source.formula.dependencies : [])),
    resolve: (input) => compiled.flatMap((source) => (isReader(source) ? named(source, input) : [source])),
  });
}

function isReader(source: Source): source is Reader {
  return 'formula' in source;
}

function named({ formula, names }: Reader, input: EvaluationInput): readonly PeopleSource[] {
  const value = formula.evaluate(input);
  if (isFormulaError(value)) return [];
  const found = Array.isArray(value) ? value : [value];
  const texts = [...new Set(found.filter((text): text is string => typeof text === 'string' && text !== ''))];
  if (names === 'roles') return texts.map((role) => ({ role }));
  return texts.length > 0 ? [{ users: texts }] : [];
}
