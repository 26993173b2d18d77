import { performance } from 'node:perf_hooks';
import { compileFormula } from '@dougong/kernel/expression';
import type { BlankPolicy, RecordData, Scope } from '@dougong/kernel/expression';
import { isObject, judge, shown } from '../suite.js';
import type { CaseResult, JsonObject } from '../suite.js';
import { answerOf, errorKinds, matches, roundingOf, written } from './case-answers.js';
import type { Answer } from './case-answers.js';
import { buildValue, declaredTypes, sourceOf, typesOf } from './case-values.js';

const TIMING_ATTEMPTS_MAX = 3;

/** Runs one formula: compile, evaluate, compare. */
export function runFormulaCase(id: string, given: JsonObject): CaseResult {
  const expected = 'error' in given ? { error: given['error'] } : given['expect'];
  return judge(id, expected, () => {
    const vars = isObject(given['vars']) ? given['vars'] : {};
    const spellings = [given['expr'], ...spellingsOf(given['alt'])].map(sourceOf);
    const scope = { fields: typesOf(vars, declaredTypes(given['varTypes']), spellings) };
    const record = buildValue(vars) as RecordData;
    const answers = spellings.map((source) => () => evaluate(source, scope, record, blankOf(given)));
    const answer = answers[0]?.() ?? { kind: 'error', errors: [] };
    const passed = isExpected(answer, given) || answers.slice(1).some((other) => isExpected(other(), given));
    const slow = passed ? tooSlow(given['maxMs'], answers[0]) : undefined;
    return { passed: passed && slow === undefined, got: slow ?? describe(answer, given) };
  });
}

/** The blank policy that a case asks for; both are offered. */
function blankOf(given: JsonObject): BlankPolicy {
  return given['blank'] === 'zero' ? 'zero' : 'propagate';
}

function spellingsOf(alt: unknown): readonly unknown[] {
  if (alt === undefined) return [];
  return Array.isArray(alt) ? alt : [alt];
}

function evaluate(source: string, scope: Scope, record: RecordData, blank: BlankPolicy): Answer {
  const compiled = compileFormula(source, scope, { blank });
  if (!compiled.ok) return { kind: 'error', errors: errorKinds(compiled.error) };
  const { type } = compiled.value;
  return answerOf(compiled.value.evaluate({ record }), type.kind !== 'text');
}

function isExpected(answer: Answer, given: JsonObject): boolean {
  if ('error' in given) {
    const accepted = [given['error']].flat();
    return answer.kind === 'error' && answer.errors.some((kind) => accepted.includes(kind));
  }
  if (!('expect' in given)) return false;
  return answer.kind === 'value' && matches(answer.value, answer.isDate, given['expect'], roundingOf(given));
}

function describe(answer: Answer, given: JsonObject): string {
  return answer.kind === 'error'
    ? shown({ error: answer.errors })
    : shown(written(answer.value, roundingOf(given)));
}

/** The best of a few runs counts, because the machine may be busy with something else. */
function tooSlow(maxMs: unknown, run: (() => Answer) | undefined): string | undefined {
  if (typeof maxMs !== 'number' || run === undefined) return undefined;
  let best = Infinity;
  for (let attempt = 0; attempt < TIMING_ATTEMPTS_MAX && best > maxMs; attempt += 1) {
    const before = performance.now();
    run();
    best = Math.min(best, performance.now() - before);
  }
  return best > maxMs ? `${Math.round(best)} ms instead of at most ${maxMs}` : undefined;
}
