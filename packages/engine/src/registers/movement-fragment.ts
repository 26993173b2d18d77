import type { SettledPosting } from '@dougong/kernel/commands';
import type { Movement } from '@dougong/kernel/registers';
import type { Parameters } from '../database/sql-text.js';
import { isInOnePlace } from './balance-modes.js';
import { RESOURCE_SLOTS } from './ledger-columns.js';
import { keyIdOf, POSTED, rowsOfPostings } from './ledger-fragment.js';
import type { LedgerFragment } from './ledger-fragment.js';
import type { PreparedLedger } from './ledger-store.js';
import { HASHED_COLUMNS } from './seals/seals.migration.js';

const AFTER = RESOURCE_SLOTS.map((slot) => slot.replace('r', 'after'));

const MOVEMENT_COLUMNS = [
  ...[
    'ord integer',
    'key_id bigint',
    'line_no integer',
    'line_id uuid',
    'rule_id text',
    'direction smallint',
  ],
  ...['entry text', 'link_seq bigint', 'details jsonb'],
  ...[...RESOURCE_SLOTS, ...AFTER].map((slot) => `${slot} numeric`),
];
const MOVEMENT_NAMES = MOVEMENT_COLUMNS.map((column) => column.split(' ', 1)[0]);

/** Layers name the movement that brought them, so those numbers are drawn before; others are drawn in the order of posting. */
const SEQ = `coalesce(x.seq, nextval('ledger.movement_seq_seq'))`;

/** The movements of postings. */
export function movementFragment(
  written: readonly SettledPosting[],
  ledger: PreparedLedger,
  parameters: Parameters,
): LedgerFragment[] {
  const rows = rowsOfPostings(written, ({ settlement }) =>
    settlement.movements.map((movement, ord) => movementRow(movement, ord, ledger)),
  );
  if (rows.length === 0) return [];
  const sql =
    `INSERT INTO ledger.movement (seq, posting_id, business_date, period, ${MOVEMENT_NAMES.join(', ')}, row_hash) OVERRIDING SYSTEM VALUE ` +
    `SELECT ${SEQ}, p.id, p.business_date, p.period, ${MOVEMENT_NAMES.map((name) => `x.${name}`).join(', ')}, ${HASH} ` +
    `FROM ${POSTED} p JOIN jsonb_to_recordset(${parameters.json(rows)}) ` +
    `AS x(posting integer, seq bigint, ${MOVEMENT_COLUMNS.join(', ')}) ON x.posting = p.n ORDER BY x.posting, x.ord`;
  return [{ name: 'ledger_movement', sql }];
}

/** Of the posting, not of the movement. */
const GIVEN: Readonly<Record<string, string>> = {
  posting_id: 'p.id',
  business_date: 'p.business_date',
  period: 'p.period',
};

/** What the row says, in the order in which it is hashed. */
const HASH = `ledger.movement_hash(${HASHED_COLUMNS.map((name) => GIVEN[name] ?? `x.${name}`).join(', ')})`;

function movementRow(movement: Movement, ord: number, ledger: PreparedLedger): Record<string, unknown> {
  const register = ledger.registers.get(movement.register);
  const after = register && isInOnePlace(register) ? movement.balanceAfter : undefined;
  const row: Record<string, unknown> = {
    seq: movement.seq,
    ord,
    key_id: keyIdOf(movement, ledger),
    line_no: movement.line?.no,
    line_id: movement.line?.id || undefined,
    rule_id: movement.ruleId,
    direction: movement.direction === 'in' ? 1 : -1,
    entry: movement.entry,
    link_seq: movement.linkSeq,
    details: detailsOf(movement),
  };
  for (const { id, slot } of register?.resources ?? []) {
    row[slot] = movement.resources[id];
    row[slot.replace('r', 'after')] = after?.[id];
  }
  return row;
}

/** What is told of a movement beside its figures; nothing of most. */
function detailsOf({ pieces, variances, credit, allocated, terms, of }: Movement): object | undefined {
  const told = Object.entries({ pieces, variances, credit, allocated, terms, of }).filter(
    ([, part]) => part !== undefined && !(Array.isArray(part) && part.length === 0),
  );
  return told.length === 0 ? undefined : Object.fromEntries(told);
}
