import { documentOf } from './documents.mjs';

/**
 * The engine and the ceiling as the bench drives them: each turns the same documents into requests. Between the steps both
 * read from the database what the next step is about, so that a slice is nothing but its requests.
 */

const FORM = '/api/v1/forms/transfer_note/records';

export const OPERATIONS = ['create', 'submit', 'approve'];

export function engineContestant(server, people, masters) {
  return {
    name: 'engine',
    server,
    requests: {
      create: (n) => ({ path: FORM, key: people.clerk.key, body: documentOf(masters, n) }),
      submit: ({ record }) => ({ path: `${FORM}/${record}/actions/submit`, key: people.clerk.key, body: {} }),
      approve: ({ task }) => ({
        path: `/api/v1/tasks/${task}/actions/approve`,
        key: people.supervisor.key,
        body: {},
      }),
    },
  };
}

export function ceilingContestant(server, people, masters) {
  return {
    name: 'ceiling',
    server,
    requests: {
      create: (n) => ({ path: '/create', body: workedOut(documentOf(masters, n)) }),
      submit: ({ record, code, gross, title }) => ({
        path: '/submit',
        body: { record, code, gross, title, supervisor: people.supervisor.id },
      }),
      approve: ({ record, code, instance, task, date, lines }) => ({
        path: '/approve',
        body: {
          record,
          code,
          instance,
          task,
          date,
          lines,
          starter: people.clerk.id,
          bookkeeper: people.bookkeeper.id,
        },
      }),
    },
  };
}

/** What the engine works out itself, the ceiling is handed: quantities here are small whole numbers and the cost is 12.50. */
function workedOut({ lines, ...header }) {
  const rows = lines.map((line) => {
    const amount = Number.parseInt(line.qty, 10) * 12.5;
    return { ...line, name: 'Entry', spec: '25 kg', unit: 'bag', amount, gross: Math.abs(amount) };
  });
  const gross = rows.reduce((sum, row) => sum + row.gross, 0);
  const net = rows.reduce((sum, row) => sum + row.amount, 0);
  const totals = {
    gross_amount: gross,
    net_amount: net,
    gain_amount: (gross + net) / 2,
    loss_amount: (gross - net) / 2,
  };
  return { ...header, business_date: new Date().toISOString().slice(0, 10), ...totals, lines: rows };
}

const NEXT_STEP = `
  SELECT r.id AS record, r.no AS code, r.gross_amount::text AS gross, r.title, r.business_date::text AS date, t.instance_id AS instance, t.id AS task,
    (SELECT json_agg(json_build_object('id', l.id, 'no', l.line_no, 'qty', l.qty, 'stock', s.id, 'value', v.id) ORDER BY l.line_no)
       FROM data.transfer_note__lines l
       JOIN ledger.register_key s ON s.register = 'place_stock' AND s.s1 = l.entry::text AND s.s2 = r.place::text
       JOIN ledger.register_key v ON v.register = 'place_value' AND v.s1 = l.entry::text AND v.s2 = r.place::text
      WHERE l.record_id = r.id) AS lines
    FROM data.transfer_note r LEFT JOIN core.task t ON t.form = 'transfer_note' AND t.record_id = r.id AND t.kind = 'approve' AND t.state = 'open'
   WHERE r.id = ANY ($1::uuid[])`;

/** What the next step of these records is about, in the order of `records`. */
export async function nextStep({ owner }, records) {
  const { rows } = await owner.query(NEXT_STEP, [records]);
  const byRecord = new Map(rows.map((row) => [row.record, row]));
  return records.map((id) => byRecord.get(id));
}
