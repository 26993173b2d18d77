import { flowsSuite } from './flows/flows.suite.js';
import { formulasSuite } from './formulas/formulas.suite.js';
import { jsonLogicSuite } from './jsonlogic/jsonlogic.suite.js';
import { reconciliationSuite } from './reconciliation/reconciliation.suite.js';
import type { ConformanceSuite } from './suite.js';
import { valuationSuite } from './valuation/valuation.suite.js';

export { UnreadableCases } from './suite.js';
export type { CaseResult, ConformanceSuite } from './suite.js';

/** Every suite that this version offers, one line each. */
export const CONFORMANCE_SUITES: readonly ConformanceSuite[] = [
  flowsSuite,
  formulasSuite,
  jsonLogicSuite,
  reconciliationSuite,
  valuationSuite,
];
