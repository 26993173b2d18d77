import type { Entry, Holding, Reconciliation, Side } from '@dougong/kernel/reconciliation';
import type { SqlSession } from '../../database/sql-session.js';
import { compareEntries } from './compare-entries.js';
import { compareHoldings } from './compare-holdings.js';
import { readFound } from './read-found.js';
import { countStaging, openStaging, stageEntries, stageHoldings, stageStandards } from './staging.js';
import type { RunTerms } from './terms-in-sql.js';

/** What is compared, when it is at hand. */
export interface Compared {
  readonly terms: RunTerms;
  readonly entries: Readonly<Record<Side, readonly Entry[]>>;
  readonly holdings: Readonly<Record<Side, readonly Holding[]>>;
}

const SIDES = ['operation', 'books'] as const;

/** Compares rows that are at hand in the database; in a transaction, of which nothing stays. */
export async function compareAll(
  session: SqlSession,
  { terms, entries, holdings }: Compared,
): Promise<Reconciliation> {
  await openStaging(session);
  for (const side of SIDES) {
    await stageEntries(session, side, entries[side]);
    await stageHoldings(session, side, holdings[side]);
  }
  await stageStandards(session, terms.standardCosts);
  await countStaging(session);
  const matched = (await compareEntries(session, terms)) + (await compareHoldings(session, terms));
  return { differences: await readFound(session), matched };
}
