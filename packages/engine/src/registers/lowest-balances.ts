import { balanceKey } from '@dougong/kernel/registers';
import type { LowestNeed } from '@dougong/kernel/registers';
import { ask, grouped, registerOf, slotOf } from './ledger-question.js';
import type { LedgerPlace } from './ledger-question.js';

/** The balance is taken back movement by movement, the last business date first: the least it was on the way. */
const lowestText = (slot: string) => `
  SELECT x.id, (b.${slot} - greatest(0, l.since))::text AS lowest
    FROM unnest($1::text[], $2::bigint[], $3::date[]) x(id, key_id, after)
    JOIN ledger.balance b ON b.key_id = x.key_id AND b.shard = 0 CROSS JOIN LATERAL (
      SELECT max(s.since) AS since FROM (
        SELECT sum(m.${slot}) OVER (ORDER BY m.business_date DESC, m.seq DESC) AS since FROM ledger.movement m
         WHERE m.key_id = x.key_id AND m.period >= date_trunc('month', x.after::timestamp)::date AND m.business_date > x.after) s) l`;

/** The lowest balances after a day. */
export async function readLowest(
  { session, registers, keyIds }: LedgerPlace,
  needs: readonly LowestNeed[],
): Promise<ReadonlyMap<string, string>> {
  const numberOf = ({ register, key }: LowestNeed) => keyIds.get(balanceKey(register, key));
  const slot = ({ register, resource }: LowestNeed) => slotOf(registerOf(registers, register), resource);
  const known = needs.filter((need) => numberOf(need) !== undefined);
  const answers = await Promise.all(
    grouped(known, slot).map((alike) =>
      ask<{ readonly id: string; readonly lowest: string }>(session, lowestText(slot(alike[0])), [
        alike.map(({ id }) => id),
        alike.map(numberOf),
        alike.map(({ after }) => after),
      ]),
    ),
  );
  return new Map(answers.flat().map(({ id, lowest }) => [id, lowest]));
}
