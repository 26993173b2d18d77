import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import { SCENARIO_STEP_NEEDS } from '../scenario.js';
import type { ScenarioFile, ScenarioStep } from '../scenario.js';

/** Deeds of which the answer names a record. */
const GIVES_RECORD: ReadonlySet<string> = new Set(['create', 'find']);

/** Steps say what their deeds need, and speak of records that an earlier step has made or found. */
export function checkScenarioSteps({ steps }: ScenarioFile): readonly Issue[] {
  const named = new Set<string>();
  return steps.flatMap((step, at) => {
    const base = pointer('/steps', at);
    const found = [...missing(step, base), ...misplacedName(step, base)];
    found.push(...unknownNames({ ...step, expect: undefined }, base, named));
    if (step.as !== undefined) named.add(step.as);
    if (step.expect) found.push(...unknownNames(step.expect, `${base}/expect`, named));
    return found;
  });
}

function missing(step: ScenarioStep, base: string): readonly Issue[] {
  return SCENARIO_STEP_NEEDS[step.do]
    .filter((name) => step[name] === undefined)
    .map((name) => issue('keyword_missing', pointer(base, name), { name }));
}

function misplacedName(step: ScenarioStep, base: string): readonly Issue[] {
  if (step.as === undefined || GIVES_RECORD.has(step.do)) return [];
  return [issue('scenario_name_misplaced', `${base}/as`, { name: step.as, deed: step.do })];
}

/** Names in any text of a value, wherever it stands. */
function unknownNames(value: unknown, path: string, named: ReadonlySet<string>): Issue[] {
  if (typeof value === 'string') {
    const name = /^@([a-z][A-Za-z0-9_]*)(\.|$)/.exec(value)?.[1];
    return name === undefined || named.has(name)
      ? []
      : [issue('scenario_name_unknown', path, { name: value })];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => unknownNames(each, pointer(path, key), named));
}
