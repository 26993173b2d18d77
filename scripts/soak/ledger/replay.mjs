import { Refused } from '../client.mjs';
import { LedgerWorld } from './world.mjs';

/**
 * Plays all postings of a run again, one after another, into an empty database: the books must come out the same. The order is that
 * of their movements: layers of one day go by it, also where two that came to different places at once meet later. What moved
 * nothing comes after what was posted before it.
 */

const POSTED = `
  SELECT code, record FROM (
    SELECT p.id, p.source_code AS code, p.source_id AS record, m.seq AS own, max(m.seq) OVER (ORDER BY p.id) AS before
      FROM ledger.posting p LEFT JOIN LATERAL (
        SELECT min(seq) AS seq FROM ledger.movement WHERE period = p.period AND posting_id = p.id) m ON true
     WHERE p.source_code LIKE 'w%') x
   ORDER BY coalesce(own, before, 0), own IS NULL, id`;

const BOOKS = `
  SELECT p.source_code AS code, k.register, m.rule_id AS rule, m.line_no AS line, m.entry, m.r1::text, m.r2::text,
         coalesce((SELECT code FROM data.item WHERE id::text IN (k.s1, k.s2)), '') || '/' ||
         coalesce((SELECT code FROM data.place WHERE id::text IN (k.s2, k.s3)), '') AS key
    FROM ledger.movement m JOIN ledger.posting p ON p.id = m.posting_id JOIN ledger.register_key k ON k.id = m.key_id
   WHERE p.source_code LIKE 'w%' ORDER BY p.source_code, m.ord, m.seq`;

/** Gives what differs, as lines; and how many documents were played. */
export async function replay(world) {
  const again = await LedgerWorld.open(world.plan, { faulty: false, engines: 1 });
  try {
    const broken = [];
    const ids = await mastersOf(world, again);
    const posted = await world.database.rows(POSTED);
    const sent = new Map(world.journal.entries.map((entry) => [entry.code, entry]));
    for (const { code, record } of posted) {
      const { form, values: original } = sent.get(code);
      const values = withNewIds(original, ids);
      try {
        const { body } = await again.clerk.send('POST', `/forms/${form}/records`, values);
        ids.set(record, body.record.id);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        broken.push(`${form} ${values.code} is refused when it comes again: ${error.message}`);
        break;
      }
    }
    const [first, second] = [await world.database.rows(BOOKS), await again.database.rows(BOOKS)];
    const differs = first.findIndex((row, at) => JSON.stringify(row) !== JSON.stringify(second[at]));
    if (broken.length === 0 && (differs >= 0 || first.length !== second.length))
      broken.push(
        `booked ${JSON.stringify(first[differs])}, when played again ${JSON.stringify(second[differs])}`,
      );
    return { broken, documents: posted.length };
  } finally {
    await again.close();
  }
}

async function mastersOf(world, again) {
  const ids = new Map();
  for (const list of ['items', 'places'])
    for (const [at, id] of world[list].entries()) ids.set(id, again[list][at]);
  return ids;
}

function withNewIds(value, ids) {
  if (Array.isArray(value)) return value.map((each) => withNewIds(each, ids));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withNewIds(each, ids)]));
  return ids.get(value) ?? value;
}
