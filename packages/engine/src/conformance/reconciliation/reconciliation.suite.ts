import type { Reconciliation } from '@dougong/kernel/reconciliation';
import { differenceOf } from '../compare-answers.js';
import { isObject, judgeError, UnreadableCases } from '../suite.js';
import type { CaseResult, ConformanceSuite } from '../suite.js';
import { nameOfCase, reconciliationCaseOf, tellReconciliation } from './reconciliation-case.js';
import type { ReconciliationCase } from './reconciliation-case.js';

/** Where the cases of a run are compared. */
export interface CaseHouse {
  reconcile(one: ReconciliationCase): Promise<Reconciliation>;
  close(): Promise<void>;
}

/** Reconciliation cases, compared by the engine's statements on a database of their own. */
export const reconciliationSuite: ConformanceSuite = {
  name: 'reconciliation',
  run: (content, say) =>
    reconcileAll(content, async () => {
      // A terminal that only asks for help needs no database.
      const { CountingHouse } = await import('./counting-house.js');
      return CountingHouse.open(say);
    }),
};

/** Compares every case of a file in a house that is opened with the first case. */
export function reconcileAll(
  content: unknown,
  openHouse: () => Promise<CaseHouse>,
): AsyncIterable<CaseResult> {
  const cases = isObject(content) ? content['cases'] : undefined;
  if (!Array.isArray(cases)) throw new UnreadableCases('there is no list of cases');
  return resultsOf(cases, openHouse);
}

async function* resultsOf(
  cases: readonly unknown[],
  openHouse: () => Promise<CaseHouse>,
): AsyncIterable<CaseResult> {
  let house: CaseHouse | undefined;
  try {
    for (const [at, given] of cases.entries()) {
      const id = nameOfCase(given, at);
      try {
        if (!isObject(given) || !isObject(given['expect'])) throw new Error('a case expects something');
        const one = reconciliationCaseOf(given);
        house ??= await openHouse();
        const found = differenceOf(given['expect'], tellReconciliation(await house.reconcile(one)));
        yield found ? { id, outcome: 'failed', ...found } : { id, outcome: 'passed' };
      } catch (error) {
        yield judgeError(id, 'a case that can be compared', error);
      }
    }
  } finally {
    await house?.close();
  }
}
