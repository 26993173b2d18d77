import { Injectable } from '@nestjs/common';
import { usesOf } from '@dougong/kernel/commands';
import type { CompiledRelease, PartUse, UsedPart } from '@dougong/kernel/commands';
import { Database } from '../../database/database.js';
import { identifier } from '../../database/sql-text.js';
import { Refusal } from '../../http/refusal.js';
import { recordTables } from '../../records/record-table.js';
import { DefinitionBundles } from '../definition-bundles.js';
import { ReleaseRegistry } from '../release-registry.js';
import { dataTable } from '../tables/table-objects.js';
import { LiveUses } from './live-uses.js';
import type { LiveUse } from './live-uses.js';

/** Everything that stands in the way of removing a part, or would be lost to sight with it. */
export interface PartUses {
  readonly uses: readonly PartUse[];
  readonly running: readonly LiveUse[];
  /** Records that have a value there; for a form, its records. Absent for what keeps no data. */
  readonly records?: { readonly count: number; readonly isCapped: boolean };
}

const COUNT_MAX = 10_000;

/** Looks for the uses of definitions and fields, drafts included. */
@Injectable()
export class PartUsesReader {
  constructor(
    private readonly database: Database,
    private readonly bundles: DefinitionBundles,
    private readonly releases: ReleaseRegistry,
    private readonly live: LiveUses,
  ) {}

  /** @throws Refusal 404 when there is no such definition, or no such field in it. */
  async of(part: UsedPart): Promise<PartUses> {
    const [{ definitions }, release] = await Promise.all([
      this.bundles.read('drafts'),
      this.releases.refresh(),
    ]);
    const definition = definitions.find(({ kind, key }) => kind === part.kind && key === part.key);
    if (!definition) throw new Refusal(404, 'not_found');
    const uses = usesOf(definitions, part);
    const records = part.kind === 'form' ? await this.count(release, part) : undefined;
    return { uses, running: await this.live.of(part), ...(records ? { records } : {}) };
  }

  private async count(release: CompiledRelease, { key, field }: UsedPart): Promise<PartUses['records']> {
    const model = release.models.get(key);
    const place = model && placeOf(recordTables(model), field);
    if (!place) return { count: 0, isCapped: false };
    const where = place.column === undefined ? '' : ` WHERE ${identifier(place.column)} IS NOT NULL`;
    const { rows } = await this.database.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM (SELECT FROM ${dataTable(place.table)}${where} LIMIT $1) x`,
      [COUNT_MAX + 1],
    );
    const count = rows[0]?.count ?? 0;
    return { count: Math.min(count, COUNT_MAX), isCapped: count > COUNT_MAX };
  }
}

/** Where the values of a field lie, as far as it is published. */
function placeOf(
  { header, lines }: ReturnType<typeof recordTables>,
  field: string | undefined,
): { readonly table: string; readonly column?: string } | undefined {
  if (field === undefined) return { table: header.bareName };
  const [first = '', column] = field.split('.');
  const table = lines.find((each) => each.field === first);
  if (table && column === undefined) return { table: table.bareName };
  const [holder, name] = table ? [table, column ?? ''] : [header, first];
  return holder.columns.some((each) => each.name === name)
    ? { table: holder.bareName, column: name }
    : undefined;
}
