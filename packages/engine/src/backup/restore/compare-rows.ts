import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { Catalog } from '../catalog/catalog.js';
import { copyOut } from '../copy/copy-out.js';
import { rowsPart } from '../file/manifest.js';
import type { Manifest } from '../file/manifest.js';
import { differs } from './check-likeness.js';

/**
 * Compares what every table says with what its part said. Rows lie in the order in which they came, for nobody else has written yet.
 * @throws a refusal that names the first table that differs.
 */
export async function compareRows(
  client: ClientBase,
  { tables }: Catalog,
  { parts }: Manifest,
): Promise<void> {
  for (const { name, columns } of tables) {
    const part = parts.find((each) => each.name === rowsPart(name));
    if (!part) continue;
    const hash = createHash('sha256');
    const copy = copyOut(client, `COPY ${name} (${columns.join(', ')}) TO STDOUT`);
    for await (const chunk of copy) hash.update(chunk);
    if (copy.rows !== part.rows || hash.digest('hex') !== part.sha256) throw differs(name);
  }
}
