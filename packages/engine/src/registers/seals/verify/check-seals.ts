import { sealItself } from '../seal-batch.js';
import type { Difference } from './difference.js';
import { TOLD_MAX } from './difference.js';
import type { LedgerCheck } from './ledger-check.js';

/** The seals form one chain without a gap, and each root is what its postings were sealed with. */

const FIRST_ROOT = `decode(repeat('00', 32), 'hex')`;

const BROKEN = `
  SELECT s.id::text AS seal, s.from_posting::text AS first, s.to_posting::text AS last,
         s.previous_hash <> s.root_before AS unlinked, s.from_posting <> s.end_before + 1 AS gap,
         s.root_hash IS DISTINCT FROM sha256(s.previous_hash || p.content || ${sealItself('s.format', 's.sealed_at')})
           OR s.to_posting <> p.last OR s.from_posting > p.first
           OR (s.postings, s.movements) IS DISTINCT FROM (p.postings, p.movements) AS "otherRoot"
    FROM (SELECT *, lag(root_hash, 1, ${FIRST_ROOT}) OVER w AS root_before, lag(to_posting, 1, 0::bigint) OVER w AS end_before
            FROM ledger.seal WINDOW w AS (ORDER BY id)) s
    LEFT JOIN (SELECT seal_id, count(*)::integer AS postings, sum(movements) AS movements, min(posting_id) AS first, max(posting_id) AS last,
                      string_agg(head_hash || movements_hash || vouchers_hash, '' ORDER BY posting_id) AS content
                 FROM ledger.sealed_posting GROUP BY seal_id) p ON p.seal_id = s.id`;

const DIFFERENT = `
  SELECT * FROM (${BROKEN}) b WHERE unlinked OR gap OR "otherRoot" IS DISTINCT FROM false ORDER BY seal::bigint LIMIT ${TOLD_MAX}`;

const COUNT = `
  SELECT count(*)::integer AS seals, coalesce(max(to_posting), 0)::text AS "sealedThrough",
         (SELECT count(*)::integer FROM ledger.sealed_posting p WHERE NOT EXISTS (SELECT FROM ledger.seal s WHERE s.id = p.seal_id)) AS lost
    FROM ledger.seal`;

interface Broken {
  readonly seal: string;
  readonly first: string;
  readonly last: string;
  readonly unlinked: boolean;
  readonly gap: boolean;
  readonly otherRoot: boolean | null;
}

export const checkSeals: LedgerCheck = {
  name: 'seals',
  async run({ client }) {
    const { rows: broken } = await client.query<Broken>(DIFFERENT);
    const { rows } = await client.query<{ seals: number; lost: number }>(COUNT);
    const { seals = 0, lost = 0 } = rows[0] ?? {};
    return { figures: { seals }, differences: [...broken.map(differenceOf), ...lostSeal(lost)] };
  },
};

function differenceOf({ seal, first, last, unlinked, gap, otherRoot }: Broken): Difference {
  const reasons = [
    ...(unlinked ? ['it does not follow the root of the seal before'] : []),
    ...(gap ? [`postings before ${first} have no seal`] : []),
    ...(otherRoot === false ? [] : ['its root or count is not that of its postings']),
  ];
  return { part: 'seal', seal, reason: `${reasons.join('; ')} (postings ${first} to ${last})` };
}

function lostSeal(postings: number): Difference[] {
  return postings === 0
    ? []
    : [{ part: 'seal', reason: `${postings} sealed postings belong to seals that are not there` }];
}
