/** What must hold in the ledger at every moment, whoever died when. Each question gives the rows that break it. */

/** Balances together with what is folded into them later. */
export const BALANCES = `
  SELECT key_id, sum(r1) r1, sum(r2) r2 FROM (
    SELECT key_id, r1, r2 FROM ledger.balance
    UNION ALL SELECT m.key_id, m.r1, m.r2 FROM ledger.unfolded u
      JOIN ledger.movement m ON m.period = u.period AND m.posting_id = u.posting_id
      JOIN ledger.register_key k ON k.id = m.key_id AND k.register = u.register) held GROUP BY key_id`;
const SUMS = `SELECT key_id, coalesce(sum(r1), 0) r1, coalesce(sum(r2), 0) r2 FROM ledger.movement GROUP BY key_id`;
const VALUE = `ledger.movement m JOIN ledger.register_key k ON k.id = m.key_id AND k.register = 'stock_value'`;
const variancesOf = (movement) => `coalesce((SELECT sum((v ->> 'amount')::numeric)
  FROM jsonb_array_elements(${movement}.details -> 'variances') v), 0)`;

export const LAWS = {
  'a balance is the sum of its movements': `
    SELECT key_id, b.r1, s.r1 AS sum1, b.r2, s.r2 AS sum2 FROM (${BALANCES}) b FULL JOIN (${SUMS}) s USING (key_id)
     WHERE coalesce(b.r1, 0) <> coalesce(s.r1, 0) OR coalesce(b.r2, 0) <> coalesce(s.r2, 0)`,
  'nothing is below zero where that is refused': `
    SELECT k.register, b.* FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id
     WHERE (b.r1 < 0 OR b.r2 < 0) AND k.register NOT LIKE 'handled%'`,
  'nothing was ever below zero where that is refused': `
    SELECT m.* FROM ledger.movement m JOIN ledger.register_key k ON k.id = m.key_id
     WHERE (m.after1 < 0 OR m.after2 < 0) AND m.entry IS DISTINCT FROM 'recost' AND k.register NOT LIKE 'handled%'`,
  'nothing is worth nothing': `
    SELECT b.* FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id
     WHERE k.register = 'stock_value' AND b.r1 = 0 AND b.r2 <> 0`,
  'what has a standard cost is worth it': `
    SELECT k.s1 AS item, b.key_id, b.r1, b.r2, c.quantity, c.amount FROM ledger.balance b
      JOIN ledger.register_key k ON k.id = b.key_id AND k.register = 'stock_value'
      CROSS JOIN LATERAL (SELECT quantity, amount FROM ledger.standard_cost WHERE s1 = k.s1 ORDER BY id DESC LIMIT 1) c
     WHERE b.r2 <> round(b.r1 * c.amount / c.quantity, 2)`,
  'the layers of a pool are what it holds': `
    SELECT b.key_id, b.r1, b.r2, l.quantity, l.amount FROM ledger.balance b
      JOIN (SELECT key_id, sum(quantity) FILTER (WHERE open) quantity, sum(amount) FILTER (WHERE open) amount
              FROM ledger.layer GROUP BY key_id) l USING (key_id)
     WHERE b.r1 <> coalesce(l.quantity, 0) OR b.r2 <> coalesce(l.amount, 0)`,
  'what moves loses nothing on the way but what its variance tells': `
    SELECT m.posting_id, m.rule_id, m.line_no, sum(m.r1), sum(m.r2) FROM ${VALUE} WHERE m.entry = 'move'
     GROUP BY 1, 2, 3 HAVING sum(m.r1) <> 0 OR sum(m.r2) + sum(${variancesOf('m')}) <> 0`,
  'what is undone leaves nothing but what its variance tells': `
    SELECT o.posting_id, m.posting_id AS undone_by, sum(o.r1 + m.r1), sum(coalesce(o.r2, 0) + coalesce(m.r2, 0)), sum(${variancesOf('m')})
      FROM ledger.movement m JOIN ledger.movement o ON o.seq = m.link_seq WHERE m.entry = 'mirror'
     GROUP BY 1, 2 HAVING sum(o.r1 + m.r1) <> 0 OR sum(coalesce(o.r2, 0) + coalesce(m.r2, 0)) + sum(${variancesOf('m')}) <> 0`,
  'a voucher balances': `
    SELECT v.id, v.total FROM ledger.voucher v LEFT JOIN ledger.voucher_line l ON l.voucher_id = v.id GROUP BY v.id, v.total
    HAVING coalesce(sum(l.amount) FILTER (WHERE l.side = 'debit'), 0) <> v.total
        OR coalesce(sum(l.amount) FILTER (WHERE l.side = 'credit'), 0) <> v.total`,
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
    SELECT item, place, lot, sum(q), sum(v) FROM (
      SELECT k.s1 AS item, k.s2 AS place, k.s3 AS lot, b.r1 AS q, 0 AS v FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id
       WHERE k.register = 'stock'
      UNION ALL SELECT k.s1, k.s2, k.s3, 0, b.r1 FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id
       WHERE k.register = 'stock_value') x GROUP BY 1, 2, 3 HAVING sum(q) <> sum(v)`,
  'nobody waits for each other': `
    SELECT deadlocks FROM pg_stat_database WHERE datname = current_database() AND deadlocks > 0`,
};

/** What must hold besides when nobody posts any longer and all days are closed. */
export const LAST_LAWS = {
  'everything is sealed': `
    SELECT id, source_code FROM ledger.posting WHERE id > (SELECT coalesce(max(to_posting), 0) FROM ledger.seal)`,
  'everything is folded': `SELECT * FROM ledger.unfolded`,
};
