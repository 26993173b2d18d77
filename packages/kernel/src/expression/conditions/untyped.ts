import { issue } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import { CONDITION_DEPTH_MAX, CONDITION_NODES_MAX, EVALUATION_STEPS_MAX } from '../limits.js';
import { LAZY, STRICT } from './untyped-operators.js';
import type { Step, UntypedFrame } from './untyped-operators.js';

/** Logic that is refused: an unknown operator, or more of it than an honest rule has. */
export class UntypedLogicError extends Error {
  constructor(readonly issue: Issue) {
    super(issue.code);
  }
}

function refuse(code: string, params: Record<string, unknown>): never {
  throw new UntypedLogicError(issue(code, '', params));
}

/**
 * Compiles plain JsonLogic, with the loose values of the original: for conformance and for logic that comes from
 * elsewhere. Conditions of this platform are compiled with types instead. Own properties only, and within bounds.
 * @throws UntypedLogicError here or when the result is called.
 */
export function compileUntyped(logic: unknown): (data: unknown) => unknown {
  const step = compile(logic, { nodes: 0 }, 0);
  return (data) => {
    let spent = 0;
    const spend = (steps: number): void => {
      spent += steps;
      if (spent > EVALUATION_STEPS_MAX)
        refuse('condition_limit', { what: 'steps', max: EVALUATION_STEPS_MAX });
    };
    return step({ data, spend });
  };
}

function compile(logic: unknown, count: { nodes: number }, depth: number): Step {
  count.nodes += 1;
  if (depth > CONDITION_DEPTH_MAX) refuse('condition_limit', { what: 'depth', max: CONDITION_DEPTH_MAX });
  if (count.nodes > CONDITION_NODES_MAX)
    refuse('condition_limit', { what: 'nodes', max: CONDITION_NODES_MAX });
  if (Array.isArray(logic)) return compileList(logic, count, depth);
  if (typeof logic !== 'object' || logic === null || Object.keys(logic).length !== 1) return () => logic;
  const [code, value] = Object.entries(logic)[0] as [string, unknown];
  const args = (Array.isArray(value) ? (value as unknown[]) : [value]).map((arg) =>
    compile(arg, count, depth + 1),
  );
  return compileOperation(code, args);
}

function compileList(items: readonly unknown[], count: { nodes: number }, depth: number): Step {
  const steps = items.map((item) => compile(item, count, depth + 1));
  return (frame) => steps.map((step) => step(frame));
}

function compileOperation(code: string, args: readonly Step[]): Step {
  const lazy = LAZY.get(code);
  if (lazy !== undefined) return counted((frame) => lazy(args, frame));
  const strict = STRICT.get(code);
  if (strict === undefined) return refuse('condition_unknown_operator', { name: code.slice(0, 40) });
  return counted((frame) =>
    strict(
      args.map((arg) => arg(frame)),
      frame,
    ),
  );
}

function counted(step: Step): Step {
  return (frame: UntypedFrame) => {
    frame.spend(1);
    return step(frame);
  };
}
