import { hundredRules, oneRule, tenThousandRules } from './conditions.mjs';
import { oneDecision } from './decision.mjs';
import { compilation, evaluation } from './formulas.mjs';
import { oneFieldOfHundred, oneFieldOfTenThousand, trace } from './rule-sets.mjs';
import { firstHit } from '../tables.mjs';
import { validation } from './validation.mjs';

/** Everything that is measured, in the order of the report. */
export const contests = [
  oneRule,
  hundredRules,
  oneFieldOfHundred,
  tenThousandRules,
  oneFieldOfTenThousand,
  oneDecision,
  trace,
  evaluation,
  compilation,
  firstHit,
  validation,
];
