import type { Difference } from '../../../registers/seals/verify/difference.js';
import { TOLD_MAX } from '../../../registers/seals/verify/difference.js';
import type { LedgerCheck } from '../../../registers/seals/verify/ledger-check.js';
import { FIRST_ROOT } from '../seal-entries.js';

/** Every sealed release says what it said when it was sealed, and their links are one chain. */

const PAIRS = `
  SELECT coalesce(r.number, s.number) AS release, r.number IS NOT NULL AS here, s.number IS NOT NULL AS sealed,
         core.release_digest(r.number) = s.hash AS same, s.previous_hash = s.root_before AS linked,
         s.root_hash = sha256(s.previous_hash || s.hash) AS "ownRoot", (SELECT max(number) FROM core.sealed_release) AS through
    FROM core.release r
    FULL JOIN (SELECT *, lag(root_hash, 1, ${FIRST_ROOT}) OVER (ORDER BY number) AS root_before FROM core.sealed_release) s ON s.number = r.number`;

const DIFFERENT = `
  SELECT * FROM (${PAIRS}) p WHERE NOT here OR (NOT sealed AND release <= through) OR NOT (same AND linked AND "ownRoot") ORDER BY release LIMIT ${TOLD_MAX}`;

const COUNT = `
  SELECT (SELECT count(*)::integer FROM core.release) AS releases, (SELECT count(*)::integer FROM core.sealed_release) AS "sealedReleases"`;

interface Different {
  readonly release: number;
  readonly here: boolean;
  readonly sealed: boolean;
  readonly same: boolean | null;
  readonly linked: boolean | null;
}

export const checkReleases: LedgerCheck = {
  name: 'releases',
  async run({ client }) {
    const { rows: different } = await client.query<Different>(DIFFERENT);
    const { rows } = await client.query<{ releases: number; sealedReleases: number }>(COUNT);
    return { figures: { ...rows[0] }, differences: different.map(differenceOf) };
  },
};

function differenceOf(found: Different): Difference {
  const { release, here, sealed } = found;
  const what = here ? (sealed ? 'changed' : 'added') : 'gone';
  return { part: 'release', release, what, reason: reasonOf(found) };
}

function reasonOf({ here, sealed, same, linked }: Different): string {
  if (!here) return 'it is not there any more';
  if (!sealed) return 'it was not there when those after it were sealed';
  if (same !== true) return 'its definitions do not say what they said when it was sealed';
  return linked === true
    ? 'its link in the chain is not what it was made of'
    : 'it does not follow the release before';
}
