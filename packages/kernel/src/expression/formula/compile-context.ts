import { fail, FormulaFailure } from '../formula-error.js';
import type { FormulaError } from '../formula-error.js';
import type { Typed } from '../frame.js';
import { FORBIDDEN_NAMES, OCCASION_VARIABLES, own } from '../names.js';
import { nearest } from '../nearest.js';
import { failingWith, resolvePath } from '../path.js';
import type { PathName } from '../path.js';
import type { BlankPolicy, Scope, ValueType } from '../types.js';
import type { Node } from './ast.js';

/** What the compilation of one formula knows and collects. */
export interface CompileContext {
  readonly scope: Scope;
  readonly blank: BlankPolicy;
  /** Inside an aggregate: arithmetic between columns goes line by line. */
  readonly linewise?: boolean;
  /** A column that stands directly as an argument of an aggregate is the whole column. */
  readonly wholeColumns?: boolean;
  /** In a named formula: its parameters, the only names besides `actor`, `now` and `today`. */
  readonly parameters?: ReadonlyMap<string, Parameter>;
  readonly dependencies: Set<string>;
  /** Codes of functions of the release. */
  readonly calls: Set<string>;
  /** How many names read the current row so far. */
  readonly row: { reads: number };
  /** All mistakes found so far, so that an editor can mark every one at once. */
  readonly errors: FormulaError[];
  /** Compiles a node; handed down so that calls and operators need not know the rest of the language. */
  readonly compile: (node: Node, context: CompileContext) => Typed;
  /** Stands between each node and its work, to tell afterwards what it gave. */
  readonly watch?: (node: Node, typed: Typed) => Typed;
}

/** One parameter of a named formula. */
export interface Parameter {
  readonly index: number;
  readonly type: ValueType;
}

const UNKNOWN: Typed = { type: { kind: 'any' }, run: () => null };

/** Does a piece of the work; a mistake is noted and the node counts as unknown, so that it is not reported again above. */
export function noting(context: CompileContext, work: () => Typed): Typed {
  try {
    return work();
  } catch (thrown) {
    if (!(thrown instanceof FormulaFailure)) throw thrown;
    context.errors.push(thrown.error);
    return UNKNOWN;
  }
}

/** Compiles `a.b.c`. */
export function compilePath(node: Node, context: CompileContext): Typed {
  const { scope, wholeColumns = false, parameters } = context;
  const names = namesOf(node);
  const parameter = parameters && parameterOf(names, parameters, scope);
  if (parameter) return { type: parameter.type, run: (frame) => frame.args?.[parameter.index] ?? null };
  const resolved = resolvePath(names, { scope, wholeColumns });
  context.dependencies.add(resolved.path);
  const inRow = scope.row !== undefined && !wholeColumns && resolved.path.startsWith(`${scope.row}.`);
  if (inRow) context.row.reads += 1;
  return failingWith(resolved, node.span, !inRow);
}

/** A named formula knows nothing of the record where it is called: it reads what it is given, and the occasion. */
function parameterOf(
  names: readonly PathName[],
  parameters: ReadonlyMap<string, Parameter>,
  { titles }: Scope,
): Parameter | undefined {
  const [{ name, span }] = names as readonly [PathName];
  const parameter = parameters.get(name) ?? parameters.get(own(titles ?? {}, name) ?? '');
  if (parameter && names.length === 1) return parameter;
  if (parameter) return fail('TYPE', span, { name, expected: 'record', given: parameter.type.kind });
  if (OCCASION_VARIABLES.has(name) || FORBIDDEN_NAMES.has(name)) return undefined;
  return fail('UNKNOWN_VARIABLE', span, { name, ...nearest(name, [...parameters.keys()]) });
}

function namesOf(node: Node): readonly PathName[] {
  const names: PathName[] = [];
  let at = node;
  while (at.kind === 'member') {
    names.push({ name: at.name, span: at.nameSpan });
    at = at.object;
  }
  if (at.kind !== 'name') return fail('TYPE', at.span, { name: '', expected: 'record' });
  return [...names, { name: at.name, span: at.span }].reverse();
}
