import { isFormulaError } from '../expression/index.js';
import type { EvaluationInput, RecordData, WireValue } from '../expression/index.js';
import { Decimal } from '../foundation/index.js';
import type { RuleThreshold } from '../metadata/index.js';
import type { CompiledRule } from './compiled-rule.js';

/** Balances that cross a limit. A rule fires when a balance comes onto the side that it waits for, once each time. */

/** `inside`: the comparison holds. */
export type ThresholdSide = 'inside' | 'outside';

export type Limit = Pick<RuleThreshold, 'comparison'> & { readonly value: Decimal };

const HOLDS: Readonly<Record<RuleThreshold['comparison'], (balance: Decimal, limit: Decimal) => boolean>> = {
  '<': (balance, limit) => balance.lt(limit),
  '<=': (balance, limit) => balance.lte(limit),
  '>': (balance, limit) => balance.gt(limit),
  '>=': (balance, limit) => balance.gte(limit),
};

/** The side of a limit on which a balance stands. */
export function sideOf(balance: string, { comparison, value }: Limit): ThresholdSide {
  return HOLDS[comparison](new Decimal(balance), value) ? 'inside' : 'outside';
}

/** Whether a balance that goes from one value to another crosses onto the side that is waited for. */
export function crossing(before: string, after: string, limit: Limit): boolean {
  return sideOf(before, limit) === 'outside' && sideOf(after, limit) === 'inside';
}

export interface Crossing {
  readonly side: ThresholdSide;
  readonly fired: boolean;
}

/**
 * The same against the side that was remembered, which also sees a limit that moved under a balance that did not.
 * Whoever asks keeps `side` for the next time; a balance seen for the first time comes from outside.
 */
export function crossFrom(last: ThresholdSide | undefined, balance: string, limit: Limit): Crossing {
  const side = sideOf(balance, limit);
  return { side, fired: side === 'inside' && last !== 'inside' };
}

/** A balance as the ledger has it: dimension and resource values by their keys. */
export type BalanceValues = Readonly<Record<string, string | null>>;

/** Whether a balance is one that the rule watches: of its register and with the values that it names. */
export function watchesBalance(rule: CompiledRule, register: string, balance: BalanceValues): boolean {
  const { threshold } = rule.definition.trigger;
  if (threshold?.register !== register) return false;
  return Object.entries(threshold.where ?? {}).every(([dimension, value]) => balance[dimension] === value);
}

/** The id of the record that the rule is asked for; `undefined` when it is about none. */
export function recordOfBalance(rule: CompiledRule, balance: BalanceValues): string | undefined {
  const dimension = rule.definition.trigger.threshold?.record;
  return dimension === undefined ? undefined : (balance[dimension] ?? undefined);
}

/** The limit for a record and a balance; a blank one, or one that cannot be worked out, is never crossed. */
export function limitOf(
  rule: CompiledRule,
  record: RecordData,
  balance: BalanceValues,
  context: Omit<EvaluationInput, 'record'>,
): Limit | undefined {
  const { threshold } = rule.definition.trigger;
  const variables = { ...context.variables, balance: balance as Readonly<Record<string, WireValue>> };
  const value = rule.limit?.evaluate({ ...context, record, variables });
  if (!threshold || value === undefined || isFormulaError(value) || !Decimal.isDecimal(value))
    return undefined;
  return { comparison: threshold.comparison, value: value as Decimal };
}
