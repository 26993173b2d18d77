import { isObject, judge, optional, UnreadableCases } from '../suite.js';
import type { CaseResult, ConformanceSuite, JsonObject } from '../suite.js';
import { runFormulaCase } from './formula-case.js';
import { runGraphCase } from './formula-graph.js';

/** Formulas one by one, and graphs of formulas that need each other. Both blank policies are offered. */
export const formulasSuite: ConformanceSuite = { name: 'formulas', run };

const BLANK_POLICIES: readonly unknown[] = [undefined, 'propagate', 'zero'];

function* run(content: unknown): Iterable<CaseResult> {
  const { cases, graphs } = readFile(content);
  for (const [at, each] of cases.entries()) yield runEach(each, `case-${at}`, 'id', runFormulaCase);
  for (const [at, each] of graphs.entries()) yield runEach(each, `graph-${at}`, 'name', runGraphCase);
}

function readFile(content: unknown): { cases: readonly unknown[]; graphs: readonly unknown[] } {
  if (Array.isArray(content)) return { cases: content, graphs: [] };
  if (!isObject(content)) throw new UnreadableCases('there is no list of cases');
  const { cases = [], graphs = [] } = content;
  if (!Array.isArray(cases) || !Array.isArray(graphs) || (!('cases' in content) && !('graphs' in content)))
    throw new UnreadableCases('there is no list of cases');
  return { cases, graphs };
}

function runEach(
  given: unknown,
  place: string,
  key: 'id' | 'name',
  runCase: (id: string, given: JsonObject) => CaseResult,
): CaseResult {
  if (!isObject(given)) return judge(place, 'a case', () => ({ passed: false, got: 'something else' }));
  const id = String(given[key] ?? given['id'] ?? given['name'] ?? place);
  if (!BLANK_POLICIES.includes(given['blank'])) return { id, outcome: 'skipped' };
  const family = given['family'] ?? given['op'];
  if (family !== undefined && !('expr' in given) && !('fields' in given))
    return judge(id, given['expect'], () => ({
      passed: false,
      got: `unknown kind of case ${String(family)}`,
    }));
  const result = runCase(id, given);
  return given['optional'] === true ? optional(result) : result;
}
