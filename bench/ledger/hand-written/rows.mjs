import { createHash, randomUUID } from 'node:crypto';
import { nextId } from '../../ceiling/identifiers.mjs';
import { title } from '../../flows/template/title.mjs';

/** The rows of a document of 10 lines that goes out at average cost, as somebody writes them who knows that one document only. */

const json = JSON.stringify;
const SUMMARY = json(title('issued'));
const VOUCHER_LINES = [
  { line_no: 1, side: 'debit', role: 'other', account: '1901', title: title('other') },
  { line_no: 2, side: 'credit', role: 'goods', account: '1405', title: title('goods') },
];
const LITERAL = { holds: true, value: 'true', operands: [], operator: 'literal' };
const CONDITION = json({ holds: true, root: LITERAL, deciding: LITERAL });

/**
 * Whoever posts says so, or a month could be closed and sealed while he is at it: docs/adr/0024. No program that writes into this ledger
 * may leave that out, whoever wrote it.
 */
export const ENTER = {
  name: 'enter',
  text: 'SELECT closed_through::text FROM ledger.enter_periods()',
};

/** @param entered the answer to `ENTER`. */
export function assertOpen({ day }, { rows: [{ closed_through: closedThrough }] }) {
  if (closedThrough !== null && day <= closedThrough) throw new Error(`${day} is closed`);
}

/** Money in hundredths, quantities in millionths: what anybody takes who wants them exact and fast. */
export const units = (text, scale) => {
  const [whole, fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(scale, '0').slice(0, scale));
};

export function text(value, scale) {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

const QUANTITY_SCALE = 6;
const AMOUNT_SCALE = 2;

/** Half up, away from nothing: `amount * share / whole`. */
function shareOf(amount, share, whole) {
  return (2n * amount * share + whole) / (2n * whole);
}

/** What the document says before any balance is known. */
export function documentOf(note, { keyOf, actor, release }) {
  const id = nextId();
  const at = new Date().toISOString();
  const lines = note.lines.map(({ item, qty, price }, index) => ({
    id: nextId(),
    line_no: index + 1,
    item,
    qty,
    price,
    amount: text((units(qty, QUANTITY_SCALE) * units(price, AMOUNT_SCALE)) / 1_000_000n, AMOUNT_SCALE),
    key: keyOf(item, note.place),
  }));
  const gross = lines.reduce((sum, { amount }) => sum + units(amount, AMOUNT_SCALE), 0n);
  const day = at.slice(0, 10);
  return {
    id,
    at,
    day,
    period: `${day.slice(0, 8)}01`,
    actor,
    release,
    note,
    lines,
    gross: text(gross, AMOUNT_SCALE),
  };
}

/** The movement of a line out of its balance, and what it leaves there. */
export function movementOf({ line_no, id, key, qty }, balance) {
  const [held, worth] = [units(balance.r1, QUANTITY_SCALE), units(balance.r2, AMOUNT_SCALE)];
  const quantity = units(qty, QUANTITY_SCALE);
  if (quantity > held) throw new Error(`${key} has too little`);
  const amount = quantity === held ? worth : shareOf(worth, quantity, held);
  return {
    ord: line_no - 1,
    key_id: key,
    line_no,
    line_id: id,
    r1: text(-quantity, QUANTITY_SCALE),
    r2: text(-amount, AMOUNT_SCALE),
    after1: text(held - quantity, QUANTITY_SCALE),
    after2: text(worth - amount, AMOUNT_SCALE),
  };
}

/** Total of the movements, without its sign. */
export function totalOf(movements) {
  return text(-movements.reduce((sum, { r2 }) => sum + signed(r2), 0n), AMOUNT_SCALE);
}

const signed = (value) =>
  value.startsWith('-') ? -units(value.slice(1), AMOUNT_SCALE) : units(value, AMOUNT_SCALE);

/** Parameters that stand beside the lines and movements, by their names. */
export function surroundings({ id, at, actor, release, note, gross, day, period, lines }, movements) {
  const { way, place, subject, reason, contact, urgent, note: remark } = note;
  const payload = { data: {}, type: 'average_note.created.v1', subject: `average_note/${id}` };
  const request = randomUUID();
  const hash = createHash('sha256')
    .update(json([day, movements ?? lines]))
    .digest();
  return {
    header: json({ way, place, subject, reason, contact, urgent, note: remark, gross, day }),
    id,
    at,
    actor,
    release,
    request,
    event: { id: nextId(), key: `average_note.created/${id}/${request}/0`, payload: json(payload) },
    condition: CONDITION,
    summary: SUMMARY,
    voucherLines: VOUCHER_LINES,
    day,
    period,
    hash,
  };
}
