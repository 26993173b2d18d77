import { Refused } from '../client.mjs';
import { booksOf, differencesOf, digestOf } from './books.mjs';
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

/**
 * The lots that were picked. What came in while a document waited for its locks came too late for it, so it would pick others when all
 * of it is there already.
 */
const PICKED = `
  SELECT p.source_code AS code, m.line_no AS line, k.s3 AS lot, abs(m.r1)::text AS qty
    FROM ledger.posting p JOIN ledger.movement m ON m.posting_id = p.id JOIN ledger.register_key k ON k.id = m.key_id
   WHERE p.purpose = 'picked_issue' AND m.rule_id = 'stock' ORDER BY m.posting_id, m.ord`;

/** Gives what differs, as lines; how many documents were played; and the hash of what the books say. */
export async function replay(world) {
  const again = await LedgerWorld.open(world.plan, { faulty: false, engines: 1 });
  try {
    const posted = await world.database.rows(POSTED);
    const refused = await playAll(world, again, posted);
    const codes = posted.map(({ code }) => code);
    const [first, second] = [await booksOf(world.database, codes), await booksOf(again.database, codes)];
    const broken = refused === undefined ? differencesOf(first, second) : [refused];
    if (broken.length === 0) await again.verify();
    return { broken, documents: posted.length, digest: digestOf(first) };
  } finally {
    await again.close();
  }
}

/** Gives what is refused, if anything is. */
async function playAll(world, again, posted) {
  const ids = mastersOf(world, again);
  const sent = new Map(world.journal.entries.map((entry) => [entry.code, entry]));
  const picked = await pickedIn(world);
  for (const { code, record } of posted) {
    const { form, values } = withLots(sent.get(code), picked.get(code));
    try {
      const { body } = await again.clerk.send('POST', `/forms/${form}/records`, withNewIds(values, ids));
      ids.set(record, body.record.id);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return `${form} ${code} is refused when it comes again: ${error.message}`;
    }
  }
  return undefined;
}

function mastersOf(world, again) {
  return new Map(
    ['items', 'places', 'lots'].flatMap((list) => world[list].map((id, at) => [id, again[list][at]])),
  );
}

async function pickedIn({ database }) {
  const picked = new Map();
  for (const { code, ...taken } of await database.rows(PICKED))
    picked.set(code, [...(picked.get(code) ?? []), taken]);
  return picked;
}

/** With a line for each lot that was picked, if any were. */
function withLots({ form, values }, picked) {
  if (!picked) return { form, values };
  const lines = picked.map(({ line, lot, qty }) => ({ ...values.lines[line - 1], ...(lot && { lot }), qty }));
  return { form: 'named_issue', values: { ...values, lines } };
}

function withNewIds(value, ids) {
  if (Array.isArray(value)) return value.map((each) => withNewIds(each, ids));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withNewIds(each, ids)]));
  return ids.get(value) ?? value;
}
