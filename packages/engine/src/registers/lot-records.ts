import type { FormModel } from '@dougong/kernel/forms';
import { balanceKey } from '@dougong/kernel/registers';
import type { DimensionValues, LotFact, LotsNeed } from '@dougong/kernel/registers';
import { identifier } from '../database/sql-text.js';
import { recordTables } from '../records/record-table.js';
import { ask, grouped, registerOf } from './ledger-question.js';
import type { LedgerPlace } from './ledger-question.js';

/** What the records of lots say, and since when lots lie where they are. */

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** SQL of the day of the first movement of a balance. */
export const firstDay = (keyId: string): string =>
  `(SELECT f.business_date FROM ledger.movement f WHERE f.key_id = ${keyId} ORDER BY f.period, f.seq LIMIT 1)`;

/** Which dates of a lot's record are asked for. */
export type LotDates = Pick<LotsNeed, 'lastDay' | 'received'>;

/** SQL of what the record `r` of the lot in the balance `keyId` says: `code`, `last_day` and `received`; without records the last alone. */
export function lotColumns(model: FormModel | undefined, dates: LotDates, keyId: string): string {
  const column = (field: string | undefined) =>
    field !== undefined && model?.field(field) ? `r.${identifier(field)}` : undefined;
  const code = column(model?.definition.ui.codeField);
  const received = column(dates.received);
  const first = firstDay(keyId);
  return (
    `${code ?? 'NULL'}::text AS code, ${column(dates.lastDay) ?? 'NULL'}::text AS last_day, ` +
    `${received ? `coalesce(${received}, ${first})` : first}::text AS received`
  );
}

/** Reads what is asked of lots: one statement for all that ask the same dates of the same form. */
export async function readLots(
  place: LedgerPlace,
  needs: readonly LotsNeed[],
): Promise<ReadonlyMap<string, readonly LotFact[]>> {
  const shapeOf = ({ register, dimension, lastDay, received }: LotsNeed) =>
    JSON.stringify([register, dimension, lastDay, received]);
  const answers = await Promise.all(
    grouped(needs, shapeOf).map(async (alike) => {
      const facts = new Map((await readAlike(place, alike)).map((fact) => [fact.key, fact]));
      return alike.map(({ id, keys }) => [id, keys.flatMap((key) => facts.get(key) ?? [])] as const);
    }),
  );
  return new Map(answers.flat());
}

interface LotRow {
  readonly key_id: string;
  readonly code: string | null;
  readonly last_day: string | null;
  readonly received: string | null;
}

async function readAlike(
  { session, registers, keyIds, formOf }: LedgerPlace,
  needs: readonly [LotsNeed, ...LotsNeed[]],
): Promise<readonly LotFact[]> {
  const [{ register: name, dimension, ...dates }] = needs;
  const keys = needs.flatMap((need) => need.keys);
  const register = registerOf(registers, name);
  const at = register.dimensions.findIndex(({ id }) => id === dimension);
  const form = register.dimensions[at]?.form;
  const model = form === undefined ? undefined : formOf?.(form);
  const byNumber = new Map(keys.map((key) => [keyIds.get(balanceKey(name, key)), key]));
  if (byNumber.size === 0) return [];
  const records = model ? `LEFT JOIN ${recordTables(model).header.name} r ON r.id = x.lot` : '';
  const text =
    `SELECT x.key_id::text, ${lotColumns(model, dates, 'x.key_id')} ` +
    `FROM unnest($1::bigint[], $2::uuid[]) x(key_id, lot) ${records}`;
  const lots = [...byNumber.values()].map((key) => recordOf(key[at]));
  const rows = await ask<LotRow>(session, text, [[...byNumber.keys()], lots]);
  return rows.map((row) => lotFact(byNumber.get(row.key_id) ?? [], row));
}

/** A blank lot has no record, nor has one that is just a text. */
function recordOf(lot: string | null | undefined): string | null {
  return lot != null && UUID.test(lot) ? lot : null;
}

function lotFact(key: DimensionValues, { code, last_day: lastDay, received }: LotRow): LotFact {
  return {
    key,
    ...(code !== null && { code }),
    ...(lastDay !== null && { lastDay }),
    ...(received !== null && { received }),
  };
}
