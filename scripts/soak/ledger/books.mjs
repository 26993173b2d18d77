import { createHash } from 'node:crypto';

/**
 * All that the books of a run say, in words that do not depend on the numbers that rows have in one database: codes stand for
 * records, places in their order for numbers of layers.
 */

const KEYS = `
  WITH master AS (
    SELECT id::text, code FROM data.item UNION ALL SELECT id::text, code FROM data.place UNION ALL SELECT id::text, code FROM data.lot
  ), key AS (
    SELECT k.id, k.register, k.register || '/' || (
      SELECT string_agg(coalesce(m.code, s.value, '-'), '/' ORDER BY s.at)
        FROM unnest(ARRAY[k.s1, k.s2, k.s3, k.s4]) WITH ORDINALITY s(value, at) LEFT JOIN master m ON m.id = s.value) AS name
      FROM ledger.register_key k)`;

const amounts = (alias, ...columns) =>
  columns.map((column) => `trim_scale(${alias}.${column})::text AS ${column}`).join(', ');

/** Documents that pick their lots name them when they come again, in more lines where one line took several. */
const PICKED = `purpose IN ('picked_issue', 'named_issue')`;
const OF_PICKED = `(p.${PICKED} OR EXISTS (SELECT FROM ledger.posting o WHERE o.id = ANY (p.reverses) AND o.${PICKED}))`;
/** Vouchers of what was valued anew name the posting that it belongs to. */
const VOUCHER_RULE = `regexp_replace(v.rule_id, '^named_', 'picked_')`;

const BOOKS = {
  booked: `${KEYS}
    SELECT p.source_code AS code, p.kind, key.name AS key, m.rule_id AS rule, CASE WHEN m.entry IS DISTINCT FROM 'recost' THEN m.line_no END AS line, m.entry, m.direction,
           ${amounts('m', 'r1', 'r2', 'after1', 'after2')}, m.details -> 'variances' AS variances, m.details ->> 'credit' AS credit,
           (SELECT jsonb_agg(a ->> 'amount') FROM jsonb_array_elements(m.details -> 'allocated') a) AS allocated
      FROM ledger.movement m JOIN ledger.posting p ON p.id = m.posting_id JOIN key ON key.id = m.key_id
     WHERE p.source_code LIKE 'w%' AND NOT ${OF_PICKED} AND NOT (m.entry = 'revalue' AND m.r2 = 0)
     ORDER BY p.source_code, CASE WHEN m.entry IN ('recost', 'revalue') THEN key.name END, m.ord, m.seq`,
  'booked of picked lots': `${KEYS}
    SELECT p.source_code AS code, p.kind, key.name AS key, m.rule_id AS rule, m.entry, m.direction,
           trim_scale(sum(m.r1))::text AS r1, trim_scale(sum(m.r2))::text AS r2
      FROM ledger.movement m JOIN ledger.posting p ON p.id = m.posting_id JOIN key ON key.id = m.key_id
     WHERE p.source_code LIKE 'w%' AND ${OF_PICKED} GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 3, 4, 5, 6`,
  'on the accounts': `
    SELECT p.source_code AS code, ${VOUCHER_RULE} AS rule, row_number() OVER (PARTITION BY v.posting_id, v.rule_id ORDER BY v.id, l.line_no) AS at,
           l.side, l.role, l.account, ${amounts('l', 'amount')}
      FROM ledger.voucher v JOIN ledger.voucher_line l ON l.voucher_id = v.id JOIN ledger.posting p ON p.id = v.posting_id
     WHERE p.source_code LIKE 'w%' ORDER BY p.source_code, 2, v.id, l.line_no`,
  held: `${KEYS}
    SELECT key.name AS key, ${amounts('b', 'r1', 'r2', 'last_quantity', 'last_amount')}
      FROM ledger.balance b JOIN key ON key.id = b.key_id
     WHERE key.register NOT LIKE 'handled%' AND (b.r1 <> 0 OR b.r2 <> 0 OR b.last_quantity IS NOT NULL) ORDER BY key.name`,
  'in layers': `${KEYS}
    SELECT key.name AS key, l.acquired::text, row_number() OVER (PARTITION BY l.key_id ORDER BY l.acquired, l.ord, l.source_seq) AS at,
           ${amounts('l', 'received', 'quantity', 'amount')}
      FROM ledger.layer l JOIN key ON key.id = l.key_id WHERE l.open ORDER BY key.name, l.acquired, l.ord, l.source_seq`,
};

/**
 * What the books say, part by part, line by line.
 * @param codes of the documents in the order in which they were played: the first one that differs made others differ.
 */
export async function booksOf(database, codes) {
  const placeOf = new Map(codes.map((code, at) => [code, at]));
  const inOrder = (one, other) => (placeOf.get(one.code) ?? 0) - (placeOf.get(other.code) ?? 0);
  const books = new Map();
  for (const [part, question] of Object.entries(BOOKS)) {
    const lines = await database.rows(question);
    books.set(
      part,
      lines.toSorted(inOrder).map((line) => JSON.stringify(line)),
    );
  }
  return books;
}

/** The first difference of each part, as lines. */
export function differencesOf(first, second) {
  return [...first].flatMap(([part, lines]) => {
    const others = second.get(part);
    const length = Math.max(lines.length, others.length);
    const at = Array.from({ length }, (_, index) => index).find((index) => lines[index] !== others[index]);
    return at === undefined ? [] : [`${part} ${lines[at]}, when played again ${others[at]}`];
  });
}

/** One hash over all of it. */
export function digestOf(books) {
  return createHash('sha256')
    .update(JSON.stringify([...books]))
    .digest('hex');
}
