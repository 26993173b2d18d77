import type { ConditionTrace } from '@dougong/kernel/expression';

/** What a kept firing knows of its condition: which actions ran, and the condition on the record as it was written. */
export interface KeptCondition extends Partial<ConditionTrace> {
  /** The actions of `else` ran; left out when it was those of the rule. */
  readonly branch?: 'else';
}

/** What there is to keep; `null` when it is nothing. */
export function keptCondition(
  trace: ConditionTrace | undefined,
  branch: 'else' | undefined,
): KeptCondition | null {
  if (branch === undefined) return trace ?? null;
  return { ...trace, branch };
}

/** The explained condition, where it was kept. */
export function explained({ holds, root, deciding }: KeptCondition): ConditionTrace | undefined {
  return holds === undefined || root === undefined || deciding === undefined
    ? undefined
    : { holds, root, deciding };
}
