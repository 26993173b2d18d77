import { fail, FormulaFailure } from '../formula-error.js';
import type { FormulaError } from '../formula-error.js';
import type { Typed } from '../frame.js';
import { resolvePath } from '../path.js';
import type { PathName } from '../path.js';
import type { BlankPolicy, Scope } from '../types.js';
import type { Node } from './ast.js';

/** What the compilation of one formula knows and collects. */
export interface CompileContext {
  readonly scope: Scope;
  readonly blank: BlankPolicy;
  /** Inside an aggregate: arithmetic between columns goes line by line. */
  readonly linewise?: boolean;
  readonly dependencies: Set<string>;
  /** All mistakes found so far, so that an editor can mark every one at once. */
  readonly errors: FormulaError[];
  /** Compiles a node; handed down so that calls and operators need not know the rest of the language. */
  readonly compile: (node: Node, context: CompileContext) => Typed;
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

/** Compiles `a.b.c`; `wholeColumns` is for arguments of aggregates. */
export function compilePath(node: Node, context: CompileContext, wholeColumns: boolean): Typed {
  const resolved = resolvePath(namesOf(node), { scope: context.scope, wholeColumns });
  context.dependencies.add(resolved.path);
  return resolved;
}

function namesOf(node: Node): readonly PathName[] {
  const names: PathName[] = [];
  let at = node;
  while (at.kind === 'member') {
    names.push({ name: at.name, span: { start: at.span.end - at.name.length, end: at.span.end } });
    at = at.object;
  }
  if (at.kind !== 'name') return fail('TYPE', at.span, { name: '', expected: 'record' });
  return [...names, { name: at.name, span: at.span }].reverse();
}
