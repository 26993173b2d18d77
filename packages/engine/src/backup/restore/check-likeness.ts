import { isDeepStrictEqual } from 'node:util';
import type { ClientBase } from 'pg';
import { Refusal } from '../../http/refusal.js';
import { BACKED_UP_SCHEMAS } from '../backed-up-schemas.js';
import { readCatalog } from '../catalog/catalog.js';
import type { Catalog } from '../catalog/catalog.js';
import type { Manifest } from '../file/manifest.js';
import { readLedgerFigures } from '../ledger-figures.js';

const VERSIONS_PER_MAJOR = 10_000;

/** Refuses a copy whose catalogue or whose books are not those of the original. */
export async function checkLikeness(
  client: ClientBase,
  original: Catalog,
  manifest: Manifest,
): Promise<void> {
  if (await isSameMajor(client, manifest))
    compareCatalogs(original, await readCatalog(client, BACKED_UP_SCHEMAS));
  const figures = await readLedgerFigures(client);
  if (isDeepStrictEqual(figures, manifest.ledger)) return;
  const { registers, vouchers } = figures;
  const at = registers.findIndex((each, index) => !isDeepStrictEqual(each, manifest.ledger.registers[index]));
  throw differs(registers[at] ? `balances of ${registers[at].register}` : `${vouchers.count} vouchers`);
}

/** Another version of the server may word the same thing in another way. */
async function isSameMajor(client: ClientBase, { origin }: Manifest): Promise<boolean> {
  const { rows } = await client.query<{ server_version_num: string }>('SHOW server_version_num');
  const here = Number.parseInt(rows[0]?.server_version_num ?? '0', 10);
  return Math.floor(here / VERSIONS_PER_MAJOR) === Math.floor(origin.postgresVersion / VERSIONS_PER_MAJOR);
}

function compareCatalogs(original: Catalog, copy: Catalog): void {
  const sections = [
    [original.before, copy.before],
    [original.after, copy.after],
    [original.tables, copy.tables],
    [original.sequences, copy.sequences],
  ] as const;
  for (const [expected, got] of sections) {
    const there = new Set(got.map((each) => JSON.stringify(each)));
    const missing = expected.find((each) => !there.has(JSON.stringify(each)));
    if (missing !== undefined) throw differs(JSON.stringify(missing));
    if (got.length !== expected.length) throw differs(`${got.length} things instead of ${expected.length}`);
  }
}

const NAME_LENGTH_MAX = 300;

/** The copy is not like the original in this. */
export function differs(name: string): Refusal {
  return new Refusal(422, 'restored_copy_differs', [], { params: { name: name.slice(0, NAME_LENGTH_MAX) } });
}
