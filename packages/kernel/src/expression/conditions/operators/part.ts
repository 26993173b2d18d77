import type { ConditionContext } from '../context.js';
import { below } from '../context.js';
import type { ConditionNode } from '../node.js';

/** An operator of conditions. What is not in the index does not exist. */
export interface OperatorPart {
  readonly code: string;
  readonly minimum: number;
  readonly maximum?: number;
  readonly compile: (args: readonly unknown[], context: ConditionContext) => ConditionNode;
}

/** Compiles all arguments in place. */
export function compileAll(args: readonly unknown[], context: ConditionContext): readonly ConditionNode[] {
  return args.map((arg, index) => context.compile(arg, below(context, index)));
}
