import { decimalText } from '@dougong/kernel/foundation';
import type { ReconciliationTerms } from '@dougong/kernel/reconciliation';
import type { Parameters } from '../../database/sql-text.js';

/** By which rules a statement compares, as placeholders of its parameters. */
export interface TermsInSql {
  readonly runDate: string;
  readonly cutoff: string;
  readonly alertShare: string;
  readonly redAmount: string;
  readonly quantityTolerance: string;
  readonly amountTolerance: string;
  readonly graceDays: string;
  readonly yellowDays: string;
  readonly greenDays: string;
  readonly businessTypes: string;
  /** The first day of the period; entries of days before only serve as counterparts. */
  readonly start: string;
}

/** Terms of a run of a period; without a first day every entry counts. */
export interface RunTerms extends ReconciliationTerms {
  readonly start?: string;
}

/** Hands out only the parameters that a statement reads: PostgreSQL refuses those whose type nothing tells. */
export function termsInSql(terms: RunTerms, parameters: Parameters): TermsInSql {
  const given = {
    runDate: () => `${parameters.add(terms.runDate)}::date`,
    cutoff: () => `${parameters.add(terms.cutoff ?? null)}::date`,
    start: () => `${parameters.add(terms.start ?? null)}::date`,
    alertShare: () => `${parameters.add(decimalText(terms.alertShare))}::numeric`,
    redAmount: () => `${parameters.add(decimalText(terms.redAmount))}::numeric`,
    quantityTolerance: () => `${parameters.add(decimalText(terms.quantityTolerance))}::numeric`,
    amountTolerance: () => `${parameters.add(decimalText(terms.amountTolerance))}::numeric`,
    graceDays: () => `${parameters.add(terms.graceDays)}::int`,
    yellowDays: () => `${parameters.add(terms.yellowDays)}::int`,
    greenDays: () => `${parameters.add(terms.greenDays)}::int`,
    businessTypes: () => parameters.json(Object.fromEntries(terms.businessTypes)),
  };
  return onDemand(given);
}

/** An object whose properties are made when they are first read. */
function onDemand<T extends Record<string, () => string>>(makers: T): { readonly [K in keyof T]: string } {
  const made = {} as { [K in keyof T]: string };
  for (const name of Object.keys(makers) as (keyof T)[]) {
    Object.defineProperty(made, name, {
      configurable: true,
      get: () => {
        const value = makers[name]?.() ?? '';
        Object.defineProperty(made, name, { value });
        return value;
      },
    });
  }
  return made;
}
