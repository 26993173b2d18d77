import { Value } from '@sinclair/typebox/value';
import type { ClientBase } from 'pg';
import { damaged } from '../backup-fault.js';
import { Catalog } from '../catalog/catalog.js';
import { copyIn } from '../copy/copy-in.js';
import { CATALOG_PART, rowsPart } from '../file/manifest.js';
import type { Manifest } from '../file/manifest.js';

const CATALOG_BYTES_MAX = 64 * 1_048_576;

/** Takes the parts of a backup as they come: the catalogue first, then the rows of one table after the other. */
export class PartsTaker {
  private known: Catalog | undefined;
  private readonly rows = new Map<string, number>();

  constructor(
    private readonly client: ClientBase,
    private readonly progress: (line: string) => void,
  ) {}

  /** The catalogue, once it has come. */
  get catalog(): Catalog {
    if (!this.known) throw damaged(CATALOG_PART, 'it is missing');
    return this.known;
  }

  async take(name: string, content: AsyncIterable<Buffer>): Promise<void> {
    if (name === CATALOG_PART) await this.takeCatalog(content);
    else await this.takeRows(name, content);
  }

  /** Makes what stands on the rows, when all have come. */
  async finish({ parts }: Manifest): Promise<void> {
    const short = parts.find(({ name, rows }) => name !== CATALOG_PART && this.rows.get(name) !== rows);
    if (short)
      throw damaged(short.name, `${short.rows} rows were written, ${this.rows.get(short.name)} came`);
    for (const statement of this.catalog.after) await this.client.query(statement);
    for (const { name, value, called } of this.catalog.sequences)
      await this.client.query('SELECT setval($1::text::regclass, $2::bigint, $3)', [name, value, called]);
  }

  private async takeCatalog(content: AsyncIterable<Buffer>): Promise<void> {
    this.known = readCatalogPart(await wholeOf(content));
    for (const statement of this.known.before) await this.client.query(statement);
  }

  private async takeRows(name: string, content: AsyncIterable<Buffer>): Promise<void> {
    const table = this.catalog.tables.find((each) => rowsPart(each.name) === name);
    if (!table) throw damaged(name, 'the catalogue does not know its table');
    this.progress(table.name);
    const statement = `COPY ${table.name} (${table.columns.join(', ')}) FROM STDIN WITH (FREEZE)`;
    this.rows.set(name, await copyIn(this.client, statement, content));
  }
}

async function wholeOf(content: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.length;
    if (bytes > CATALOG_BYTES_MAX) throw damaged(CATALOG_PART, 'it is larger than a catalogue can be');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function readCatalogPart(content: Buffer): Catalog {
  const value: unknown = JSON.parse(content.toString('utf8'));
  if (!Value.Check(Catalog, value)) throw damaged(CATALOG_PART, 'it cannot be read');
  return value;
}
