/** What must hold in the ledger at every moment, whoever died when. Each question gives the rows that break it. */

/** Together with what is folded into them later. */
const BALANCES = `
  SELECT key_id, sum(r1) r1, sum(r2) r2 FROM (
    SELECT key_id, r1, r2 FROM ledger.balance
    UNION ALL SELECT m.key_id, m.r1, m.r2 FROM ledger.unfolded u
      JOIN ledger.movement m ON m.period = u.period AND m.posting_id = u.posting_id
      JOIN ledger.register_key k ON k.id = m.key_id AND k.register = u.register) held GROUP BY key_id`;
const SUMS = `SELECT key_id, coalesce(sum(r1), 0) r1, coalesce(sum(r2), 0) r2 FROM ledger.movement GROUP BY key_id`;
const VALUE = `ledger.movement m JOIN ledger.register_key k ON k.id = m.key_id AND k.register = 'stock_value'`;

const LAWS = {
  'a balance is the sum of its movements': `
    SELECT key_id, b.r1, s.r1 AS sum1, b.r2, s.r2 AS sum2 FROM (${BALANCES}) b FULL JOIN (${SUMS}) s USING (key_id)
     WHERE coalesce(b.r1, 0) <> coalesce(s.r1, 0) OR coalesce(b.r2, 0) <> coalesce(s.r2, 0)`,
  'nothing is below zero where that is refused': `
    SELECT k.register, b.* FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id WHERE b.r1 < 0 AND k.register NOT LIKE 'handled%'`,
  'nothing is worth nothing': `
    SELECT b.* FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id
     WHERE k.register = 'stock_value' AND b.r1 = 0 AND b.r2 <> 0`,
  'the layers of a pool are what it holds': `
    SELECT b.key_id, b.r1, b.r2, l.quantity, l.amount FROM ledger.balance b
      JOIN (SELECT key_id, sum(quantity) FILTER (WHERE open) quantity, sum(amount) FILTER (WHERE open) amount
              FROM ledger.layer GROUP BY key_id) l USING (key_id)
     WHERE b.r1 <> coalesce(l.quantity, 0) OR b.r2 <> coalesce(l.amount, 0)`,
  'what moves loses nothing on the way but what its variance tells': `
    SELECT m.posting_id, m.rule_id, m.line_no, sum(m.r1), sum(m.r2) FROM ${VALUE} WHERE m.entry = 'move'
     GROUP BY 1, 2, 3 HAVING sum(m.r1) <> 0 OR sum(m.r2) + coalesce(sum((SELECT sum((v ->> 'amount')::numeric)
       FROM jsonb_array_elements(m.details -> 'variances') v)), 0) <> 0`,
  'a voucher balances': `
    SELECT v.id FROM ledger.voucher v JOIN ledger.voucher_line l ON l.voucher_id = v.id GROUP BY v.id, v.total
    HAVING coalesce(sum(l.amount) FILTER (WHERE l.side = 'debit'), 0) <> coalesce(sum(l.amount) FILTER (WHERE l.side = 'credit'), 0)`,
  'the goods are worth what the books say, posting by posting': `
    SELECT posting_id, p.purpose, p.source_code, coalesce(g.amount, 0) AS goods, coalesce(v.amount, 0) AS books
      FROM (SELECT m.posting_id, sum(m.r2) AS amount FROM ${VALUE} GROUP BY 1) g
      FULL JOIN (SELECT v.posting_id, sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END) AS amount
                   FROM ledger.voucher v JOIN ledger.voucher_line l ON l.voucher_id = v.id WHERE l.role = 'inventory' GROUP BY 1) v
           USING (posting_id) JOIN ledger.posting p ON p.id = posting_id
     WHERE coalesce(g.amount, 0) <> coalesce(v.amount, 0)`,
  'no more comes back than went': `
    SELECT o.seq, o.r1, sum(m.r1) FROM ledger.movement m JOIN ledger.movement o ON o.seq = m.link_seq
     WHERE m.entry IN ('return_in', 'return_out')
       AND NOT EXISTS (SELECT FROM ledger.movement u WHERE u.link_seq = m.seq AND u.entry = 'mirror')
     GROUP BY o.seq, o.r1 HAVING abs(sum(m.r1)) > abs(o.r1)`,
  'a movement is undone once': `
    SELECT link_seq, count(*) FROM ledger.movement WHERE entry = 'mirror' GROUP BY 1 HAVING count(*) > 1`,
  'a document is posted once': `
    SELECT source_id, purpose FROM ledger.posting GROUP BY 1, 2 HAVING count(*) > 1`,
  'what is reserved is the sum of who reserved it': `
    SELECT item, place, sum(reserved), sum(reservation) FROM (
      SELECT k.s1 AS item, k.s2 AS place, b.r1 AS reserved, 0 AS reservation FROM ledger.balance b
        JOIN ledger.register_key k ON k.id = b.key_id WHERE k.register = 'reserved'
      UNION ALL SELECT k.s2, k.s3, 0, b.r1 FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id
       WHERE k.register = 'reservation') x GROUP BY 1, 2 HAVING sum(reserved) <> sum(reservation)`,
  'however balances are kept, they tell the same': `
    SELECT item, count(*), array_agg(DISTINCT handled) FROM (
      SELECT k.s1 AS item, k.register, sum(b.r1) AS handled FROM (${BALANCES}) b JOIN ledger.register_key k ON k.id = b.key_id
       WHERE k.register LIKE 'handled%' GROUP BY 1, 2) x GROUP BY item HAVING count(DISTINCT handled) > 1`,
  'quantities and values tell of the same goods': `
    SELECT item, place, sum(q), sum(v) FROM (
      SELECT k.s1 AS item, k.s2 AS place, b.r1 AS q, 0 AS v FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id
       WHERE k.register = 'stock'
      UNION ALL SELECT k.s1, k.s2, 0, b.r1 FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id
       WHERE k.register = 'stock_value') x GROUP BY 1, 2 HAVING sum(q) <> sum(v)`,
};

const FORMS = [
  ...['receipt', 'issue', 'transfer', 'ship', 'arrive', 'state_change', 'customer_return'],
  ...['supplier_return', 'count', 'late_cost', 'reserve', 'reversal'],
];
const MADE = FORMS.map(
  (form) => `SELECT code, count(*)::int AS n FROM data.${form} WHERE code LIKE 'w%' GROUP BY 1`,
).join(' UNION ALL ');

/** Postings on days that were closed when they drew their number. */
const POSTED_WHEN_CLOSED = `
  SELECT p.id, p.source_code, p.business_date::text, c.* FROM unnest($1::date[], $2::bigint[], $3::bigint[]) c (through, after, upto)
    JOIN ledger.posting p ON p.id > c.after AND p.id <= c.upto AND p.business_date <= c.through`;

async function findPostedWhenClosed(rows, closings) {
  const over = closings.filter(({ to }) => to !== Infinity);
  const columns = ['through', 'from', 'to'].map((name) => over.map((closing) => closing[name]));
  const found = await rows(POSTED_WHEN_CLOSED, columns);
  return found.length === 0
    ? []
    : [`nobody posts on a day that is closed: ${JSON.stringify(found.slice(0, 3))}`];
}

/** Everything that is broken, as lines. All questions see one moment. */
export function findBroken({ database, journal, closings }) {
  return database.atOneMoment(async (rows) => {
    const before = journal.entries;
    await rows('SELECT 1');
    const asked = journal.entries;
    const broken = [];
    for (const [law, question] of Object.entries(LAWS)) {
      const found = await rows(question);
      if (found.length > 0) broken.push(`${law}: ${JSON.stringify(found.slice(0, 3))}`);
    }
    broken.push(...(await findPostedWhenClosed(rows, closings)));
    const made = new Map((await rows(MADE)).map(({ code, n }) => [code, n]));
    for (const { code, state } of before)
      if (state === 'done' && made.get(code) !== 1)
        broken.push(`${code} was acknowledged and is there ${made.get(code) ?? 0} times`);
    for (const { code, state } of asked)
      if ((made.get(code) ?? 0) > (state === 'refused' ? 0 : 1))
        broken.push(`${code} (${state}) is there ${made.get(code)} times`);
    return broken;
  });
}
