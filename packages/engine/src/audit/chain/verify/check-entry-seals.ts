import type { Difference } from '../../../registers/seals/verify/difference.js';
import { TOLD_MAX } from '../../../registers/seals/verify/difference.js';
import type { LedgerCheck } from '../../../registers/seals/verify/ledger-check.js';
import { entrySealItself, FIRST_ROOT } from '../seal-entries.js';

/** The seals of the audit form one chain without a gap, and each root is what its entries were sealed with. */

const BROKEN = `
  SELECT s.id::text AS seal, s.from_entry::text AS first, s.to_entry::text AS last,
         s.previous_hash <> s.root_before AS unlinked, s.from_entry <> s.end_before + 1 AS gap,
         s.root_hash IS DISTINCT FROM sha256(s.previous_hash || e.content || ${entrySealItself('s.format', 's.sealed_at')})
           OR s.to_entry <> e.last OR s.from_entry > e.first OR s.entries IS DISTINCT FROM e.entries AS "otherRoot"
    FROM (SELECT *, lag(root_hash, 1, ${FIRST_ROOT}) OVER w AS root_before, lag(to_entry, 1, 0::bigint) OVER w AS end_before
            FROM core.audit_seal WINDOW w AS (ORDER BY id)) s
    LEFT JOIN (SELECT seal_id, count(*)::integer AS entries, min(entry_id) AS first, max(entry_id) AS last,
                      string_agg(hash, '' ORDER BY entry_id) AS content
                 FROM core.audit_sealed_entry GROUP BY seal_id) e ON e.seal_id = s.id`;

const DIFFERENT = `
  SELECT * FROM (${BROKEN}) b WHERE unlinked OR gap OR "otherRoot" IS DISTINCT FROM false ORDER BY seal::bigint LIMIT ${TOLD_MAX}`;

const COUNT = `
  SELECT count(*)::integer AS seals,
         (SELECT count(*)::integer FROM core.audit_sealed_entry e WHERE NOT EXISTS (SELECT FROM core.audit_seal s WHERE s.id = e.seal_id)) AS lost
    FROM core.audit_seal`;

interface Broken {
  readonly seal: string;
  readonly first: string;
  readonly last: string;
  readonly unlinked: boolean;
  readonly gap: boolean;
  readonly otherRoot: boolean | null;
}

export const checkEntrySeals: LedgerCheck = {
  name: 'audit seals',
  async run({ client }) {
    const { rows: broken } = await client.query<Broken>(DIFFERENT);
    const { rows } = await client.query<{ seals: number; lost: number }>(COUNT);
    const { seals = 0, lost = 0 } = rows[0] ?? {};
    return { figures: { auditSeals: seals }, differences: [...broken.map(differenceOf), ...lostSeal(lost)] };
  },
};

function differenceOf({ seal, first, last, unlinked, gap, otherRoot }: Broken): Difference {
  const reasons = [
    ...(unlinked ? ['it does not follow the root of the seal before'] : []),
    ...(gap ? [`entries before ${first} have no seal`] : []),
    ...(otherRoot === false ? [] : ['its root or count is not that of its entries']),
  ];
  return { part: 'audit_seal', seal, reason: `${reasons.join('; ')} (entries ${first} to ${last})` };
}

function lostSeal(entries: number): Difference[] {
  return entries === 0
    ? []
    : [{ part: 'audit_seal', reason: `${entries} sealed entries belong to seals that are not there` }];
}
