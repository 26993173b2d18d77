import type { Checked, Difference } from '../../../registers/seals/verify/difference.js';
import { TOLD_MAX } from '../../../registers/seals/verify/difference.js';
import type { LedgerCheck } from '../../../registers/seals/verify/ledger-check.js';

/** Every sealed entry says what it said when it was sealed; none is missing, none was slipped in. */

const ENTRIES_AT_ONCE = 20_000;
const LOWEST = '-9223372036854775808';
const HIGHEST = '9223372036854775807';

const ENDS = `
  SELECT coalesce(min(id), 0)::text AS first, coalesce(max(id), 0)::text AS last,
         (SELECT coalesce(max(to_entry), 0) FROM core.audit_seal)::text AS sealed
    FROM (SELECT id FROM core.audit_entry UNION ALL SELECT entry_id FROM core.audit_sealed_entry) e`;

const PAIRS = `
  WITH pair AS MATERIALIZED (
    SELECT coalesce(d.entry_id, s.entry_id) AS id, d.entry_id IS NOT NULL AS here, s.entry_id IS NOT NULL AS sealed, d.entry_hash = s.hash AS same
      FROM core.audit_entry_digests($1::bigint, $2::bigint) d
      FULL JOIN (SELECT * FROM core.audit_sealed_entry WHERE entry_id BETWEEN $1::bigint AND $2::bigint) s ON s.entry_id = d.entry_id)
  SELECT count(*) FILTER (WHERE here)::integer AS entries, count(*) FILTER (WHERE sealed)::integer AS sealed,
         (SELECT coalesce(json_agg(x), '[]') FROM (
           SELECT p.id::text AS entry, p.here, p.sealed, e.at, e.action, e.form, e.record_id AS "recordId"
             FROM pair p LEFT JOIN core.audit_entry e ON e.id = p.id
            WHERE NOT p.here OR (NOT p.sealed AND p.id <= $3::bigint) OR NOT p.same ORDER BY p.id LIMIT ${TOLD_MAX}) x) AS different
    FROM pair`;

interface Different {
  readonly entry: string;
  readonly here: boolean;
  readonly sealed: boolean;
  readonly at: string | null;
  readonly action: string | null;
  readonly form: string | null;
  readonly recordId: string | null;
}

export const checkEntries: LedgerCheck = {
  name: 'audit entries',
  async run({ client, progress }) {
    const { rows } = await client.query<{ first: string; last: string; sealed: string }>(ENDS);
    const { first, last, sealed } = rows[0] ?? { first: '0', last: '0', sealed: '0' };
    const found: Checked[] = [];
    for (const [from, to] of ranges(BigInt(first), BigInt(last))) {
      const read = await client.query<{ entries: number; sealed: number; different: Different[] }>(PAIRS, [
        from,
        to,
        sealed,
      ]);
      const { entries = 0, sealed: covered = 0, different = [] } = read.rows[0] ?? {};
      found.push({
        figures: { auditEntries: entries, sealedEntries: covered },
        differences: different.map(differenceOf),
      });
      progress(`audit entries up to ${to === HIGHEST ? last : to} of ${last}`);
    }
    return found.reduce(together);
  },
};

/** The outer ones reach further than there are entries: whatever was slipped in stands in one of them. */
function* ranges(first: bigint, last: bigint): Generator<readonly [string, string]> {
  let from = LOWEST;
  for (let at = first + BigInt(ENTRIES_AT_ONCE); at <= last; at += BigInt(ENTRIES_AT_ONCE)) {
    yield [from, String(at - 1n)];
    from = String(at);
  }
  yield [from, HIGHEST];
}

function together(one: Checked, other: Checked): Checked {
  const sum = (name: string) => (one.figures[name] ?? 0) + (other.figures[name] ?? 0);
  return {
    figures: { auditEntries: sum('auditEntries'), sealedEntries: sum('sealedEntries') },
    differences: [...one.differences, ...other.differences].slice(0, TOLD_MAX),
  };
}

function differenceOf({ entry, here, sealed, at, action, form, recordId }: Different): Difference {
  const told = { part: 'audit_entry', entry } as const;
  if (!here) return { ...told, what: 'gone', reason: 'it is not there any more' };
  const what = `${action ?? '?'} at ${at ?? '?'}`;
  const document = form !== null && recordId !== null ? { document: { form, id: recordId, code: null } } : {};
  const reason = sealed
    ? 'it does not say what it said when it was sealed'
    : 'it was not there when those around it were sealed';
  return { ...told, ...document, what: sealed ? 'changed' : 'added', reason: `${reason} (${what})` };
}
