import { HASHED_COLUMNS } from '../seals.migration.js';
import type { Checked, Difference } from './difference.js';
import { TOLD_MAX } from './difference.js';
import type { LedgerCheck, LedgerQuestion } from './ledger-check.js';
import { locateMovement } from './locate-movement.js';

/** Every movement is what its hash says, and every sealed posting says what it said when it was sealed. */

const POSTINGS_AT_ONCE = 10_000;
const LOWEST = '-9223372036854775808';
const HIGHEST = '9223372036854775807';

const ENDS = `
  SELECT coalesce(min(id), 0)::text AS first, coalesce(max(id), 0)::text AS last, (SELECT coalesce(max(to_posting), 0) FROM ledger.seal)::text AS sealed
    FROM (SELECT id FROM ledger.posting UNION ALL SELECT posting_id FROM ledger.sealed_posting) p WHERE id >= $1::bigint`;

const ofRegister = (movement: string) =>
  `EXISTS (SELECT FROM ledger.register_key k WHERE k.id = ${movement}.key_id AND k.register = $3)`;

/** One pass over the movements of some postings: how many there are, and those that are not what their hash says. */
const MOVEMENTS = `
  WITH m AS MATERIALIZED (
    SELECT m.seq, m.posting_id, m.ord, m.row_hash IS NOT DISTINCT FROM ledger.movement_hash(${HASHED_COLUMNS.map((name) => `m.${name}`).join(', ')}) AS whole
      FROM ledger.movement m WHERE m.posting_id BETWEEN $1::bigint AND $2::bigint AND ($3::text IS NULL OR ${ofRegister('m')}))
  SELECT count(*)::integer AS movements,
         (SELECT coalesce(json_agg(b), '[]') FROM (
           SELECT posting_id::text AS posting, seq::text AS movement FROM m WHERE NOT whole ORDER BY m.posting_id, ord, seq LIMIT ${TOLD_MAX}) b) AS broken,
         (SELECT coalesce(json_agg(o), '[]') FROM (
           SELECT posting_id::text AS posting, seq::text AS movement FROM m
            WHERE NOT EXISTS (SELECT FROM ledger.posting p WHERE p.id = m.posting_id) ORDER BY m.posting_id, seq LIMIT ${TOLD_MAX}) o) AS orphans
    FROM m`;

/** What some postings say now beside what they were sealed with. */
const POSTINGS = `
  WITH pair AS MATERIALIZED (
    SELECT coalesce(d.posting_id, s.posting_id) AS id, d.posting_id IS NOT NULL AS here, s.posting_id IS NOT NULL AS sealed,
           s.movements AS expected, d.head_hash = s.head_hash AS head, d.vouchers_hash = s.vouchers_hash AS vouchers,
           d.movements_hash = s.movements_hash AND d.movements = s.movements AS movements
      FROM ledger.posting_digests($1::bigint, $2::bigint) d
      FULL JOIN (SELECT * FROM ledger.sealed_posting WHERE posting_id BETWEEN $1::bigint AND $2::bigint) s ON s.posting_id = d.posting_id
     WHERE $3::text IS NULL OR d.posting_id IS NULL
        OR EXISTS (SELECT FROM ledger.movement m WHERE m.posting_id = d.posting_id AND ${ofRegister('m')}))
  SELECT count(*) FILTER (WHERE here)::integer AS postings, count(*) FILTER (WHERE sealed)::integer AS sealed,
         (SELECT coalesce(json_agg(x), '[]') FROM (
           SELECT id::text AS posting, here, sealed, expected, head, movements, vouchers FROM pair
            WHERE NOT here OR (NOT sealed AND id <= $4::bigint) OR NOT (head AND movements AND vouchers) ORDER BY pair.id LIMIT ${TOLD_MAX}) x) AS different
    FROM pair`;

interface DifferentPosting {
  readonly posting: string;
  readonly here: boolean;
  readonly sealed: boolean;
  readonly expected: number | null;
  readonly head: boolean | null;
  readonly movements: boolean | null;
  readonly vouchers: boolean | null;
}

interface MovementName {
  readonly posting: string;
  readonly movement: string;
}

export const checkPostings: LedgerCheck = {
  name: 'postings',
  async run(question) {
    const { client, fromPosting, progress } = question;
    const { rows } = await client.query<{ first: string; last: string; sealed: string }>(ENDS, [fromPosting]);
    const { first, last, sealed } = rows[0] ?? { first: '0', last: '0', sealed: '0' };
    const found: Checked[] = [];
    for (const [from, to] of ranges(fromPosting, BigInt(first), BigInt(last))) {
      found.push(await checkRange(question, from, to, sealed));
      progress(`postings up to ${to === HIGHEST ? last : to} of ${last}`);
    }
    return found.reduce(together);
  },
};

/** The outer ones reach further than there are postings: whatever was slipped in stands in one of them. */
function* ranges(fromPosting: string, first: bigint, last: bigint): Generator<readonly [string, string]> {
  let from = fromPosting === '0' ? LOWEST : fromPosting;
  for (let at = first + BigInt(POSTINGS_AT_ONCE); at <= last; at += BigInt(POSTINGS_AT_ONCE)) {
    yield [from, String(at - 1n)];
    from = String(at);
  }
  yield [from, HIGHEST];
}

async function checkRange(
  question: LedgerQuestion,
  from: string,
  to: string,
  sealedThrough: string,
): Promise<Checked> {
  const { client, register } = question;
  const moved = await client.query<{ movements: number; broken: MovementName[]; orphans: MovementName[] }>(
    MOVEMENTS,
    [from, to, register],
  );
  const posted = await client.query<{ postings: number; sealed: number; different: DifferentPosting[] }>(
    POSTINGS,
    [from, to, register, sealedThrough],
  );
  const { movements = 0, broken = [], orphans = [] } = moved.rows[0] ?? {};
  const { postings = 0, sealed = 0, different = [] } = posted.rows[0] ?? {};
  const told = new Set(broken.map(({ posting }) => posting));
  const differences = [
    ...broken.map(
      (name) =>
        ({ part: 'movement', ...name, what: 'changed', reason: 'it is not what its hash says' }) as const,
    ),
    ...orphans.map(
      (name) => ({ part: 'movement', ...name, what: 'added', reason: 'its posting is not there' }) as const,
    ),
    ...(await Promise.all(different.map((posting) => differencesOf(question, posting, told)))).flat(),
  ];
  return { figures: { postings, sealed, movements }, differences: differences.sort(byPosting) };
}

/** @param told postings of which a movement was named already. */
async function differencesOf(
  question: LedgerQuestion,
  { posting, here, sealed, expected, head, movements, vouchers }: DifferentPosting,
  told: ReadonlySet<string>,
): Promise<readonly Difference[]> {
  if (!here)
    return [{ part: 'posting', posting, what: 'gone', reason: 'it was sealed and is not there any more' }];
  if (!sealed)
    return [
      { part: 'posting', posting, what: 'added', reason: 'it was not there when its number was sealed' },
    ];
  return [
    ...(head
      ? []
      : [
          {
            part: 'posting',
            posting,
            what: 'changed',
            reason: 'its head, or a standard cost that it set, is not as it was sealed',
          } as const,
        ]),
    ...(movements || told.has(posting)
      ? []
      : [await locateMovement(question.client, posting, expected ?? 0)]),
    ...(vouchers
      ? []
      : [
          {
            part: 'voucher',
            posting,
            what: 'changed',
            reason: 'its vouchers are not as they were sealed',
          } as const,
        ]),
  ];
}

function byPosting(one: Difference, other: Difference): number {
  const [a, b] = [BigInt(one.posting ?? 0), BigInt(other.posting ?? 0)];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function together(one: Checked, other: Checked): Checked {
  const names = Object.keys(other.figures);
  return {
    figures: Object.fromEntries(
      names.map((name) => [name, (one.figures[name] ?? 0) + (other.figures[name] ?? 0)]),
    ),
    differences: [...one.differences, ...other.differences],
  };
}
