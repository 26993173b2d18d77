import { Refusal } from '../../../http/refusal.js';
import { LedgerClosing } from '../../../registers/periods/ledger-closing.js';
import type { ValuationHouse } from './valuation-house.js';

const CLOSED_FURTHER = 'period_closed_already';

/** Closes the books through a day; what is closed further already stays so. */
export async function closePeriod({ engine, subject }: ValuationHouse, through: string): Promise<void> {
  try {
    await engine
      .get(LedgerClosing)
      .close({ actor: subject.id, channel: 'api' }, { through, state: 'closed' });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== CLOSED_FURTHER) throw error;
  }
}
