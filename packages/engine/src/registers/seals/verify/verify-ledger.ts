import pg from 'pg';
import { compileRegister } from '@dougong/kernel/registers';
import type { RegisterDefinition } from '@dougong/kernel/metadata';
import type { AnchorDocument } from '../../../audit/anchors/anchor-document.js';
import { checkAnchors, checkKeptAnchor } from '../../../audit/chain/verify/check-anchors.js';
import { checkEntries } from '../../../audit/chain/verify/check-entries.js';
import { checkEntrySeals } from '../../../audit/chain/verify/check-entry-seals.js';
import { checkReleases } from '../../../audit/chain/verify/check-releases.js';
import { wireTypes } from '../../../database/type-parsers.js';
import { anchorOf, checkAnchor } from './anchor.js';
import type { Anchor } from './anchor.js';
import { checkBalances } from './check-balances.js';
import { checkKeys } from './check-keys.js';
import { checkLayers } from './check-layers.js';
import { checkPostings } from './check-postings.js';
import { checkSeals } from './check-seals.js';
import { checkVouchers } from './check-vouchers.js';
import type { Checked, Difference, Figures } from './difference.js';
import type { KnownRegister, LedgerCheck, LedgerQuestion } from './ledger-check.js';
import { nameDocuments } from './name-documents.js';

/** What is to be verified. */
export interface VerifyOptions {
  readonly url: string;
  /** Instant of the verification, for the anchor. */
  readonly at: string;
  readonly register?: string | undefined;
  /** Postings that were sealed before this day are not read again; the chain and the sums are. */
  readonly from?: string | undefined;
  /** A root that was exported before. */
  readonly anchor?: Anchor | undefined;
  /** A signed anchor that was kept elsewhere. */
  readonly signedAnchor?: AnchorDocument | undefined;
  readonly progress?: (line: string) => void;
}

export interface Verification {
  /** The first is the one to look at. */
  readonly differences: readonly Difference[];
  readonly figures: Figures;
  /** The last root; none before the first seal. */
  readonly anchor: Anchor | undefined;
}

/** In the order in which a fault is easiest to understand: rows first, then what follows from them. */
const CHECKS: readonly LedgerCheck[] = [
  checkPostings,
  checkSeals,
  checkKeys,
  checkVouchers,
  checkBalances,
  checkLayers,
  checkEntries,
  checkEntrySeals,
  checkReleases,
  checkAnchors,
];

const DEFINITIONS = `
  SELECT d.value AS definition FROM core.current_release c JOIN core.release r ON r.number = c.number, jsonb_array_elements(r.definitions) d
   WHERE d.value ->> 'kind' = 'register'`;

/** Seals of a day keep the time zone out: a day is one of UTC. */
const FIRST_POSTING = `
  SELECT coalesce(min(from_posting) FILTER (WHERE sealed_at >= $1::date::timestamp AT TIME ZONE 'UTC'), max(to_posting) + 1, 0)::text AS first FROM ledger.seal`;

/**
 * Verifies ledger, audit and releases as they are at one moment, while others go on working: movements against their hashes, postings,
 * entries and releases against their seals, seals against each other, and what is kept of sums against what it is the sum of.
 */
export async function verifyLedger(options: VerifyOptions): Promise<Verification> {
  const client = new pg.Client({
    connectionString: options.url,
    application_name: 'dougong verify',
    types: wireTypes,
  });
  await client.connect();
  try {
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(`SET LOCAL work_mem = '64MB'; SET LOCAL jit = off`);
    return await verifyWith(client, options);
  } finally {
    await client.end();
  }
}

/** The same in the snapshot of a transaction that stands already. */
export async function verifyWith(
  client: pg.Client,
  options: Omit<VerifyOptions, 'url'>,
): Promise<Verification> {
  const { register = null, progress = () => undefined } = options;
  const question: LedgerQuestion = {
    client,
    register,
    progress,
    registers: await registersIn(client),
    fromPosting: await firstPosting(client, options.from),
  };
  const checked: Checked[] = [];
  for (const { name, run } of CHECKS) {
    progress(name);
    checked.push(await run(question));
  }
  if (options.anchor) checked.push(await checkAnchor(client, options.anchor));
  if (options.signedAnchor) checked.push(await checkKeptAnchor(client, options.signedAnchor));
  const figures: Figures = Object.assign({}, ...checked.map((each) => each.figures));
  const differences = await nameDocuments(
    client,
    checked.flatMap((each) => each.differences),
  );
  return { differences, figures, anchor: await anchorOf(client, options.at, figures) };
}

async function registersIn(client: pg.Client): Promise<readonly KnownRegister[]> {
  const { rows } = await client.query<{ definition: RegisterDefinition }>(DEFINITIONS);
  return rows.flatMap(({ definition }) => {
    const compiled = compileRegister(definition);
    if (!compiled.ok) return [];
    const { key, keepsBalance } = compiled.value;
    return [{ key, keepsBalance, valuation: definition.valuation }];
  });
}

async function firstPosting(client: pg.Client, from: string | undefined): Promise<string> {
  if (from === undefined) return '0';
  const { rows } = await client.query<{ first: string }>(FIRST_POSTING, [from]);
  return rows[0]?.first ?? '0';
}
