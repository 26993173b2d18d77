import { Injectable } from '@nestjs/common';
import { issue } from '@dougong/kernel/foundation';
import { Database } from '../../database/database.js';
import { invalid } from '../../http/refusal.js';
import { ReleaseRegistry } from '../../releases/release-registry.js';

/** The releases that instances can go on by. */
@Injectable()
export class MigrationTargets {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
  ) {}

  /** The release that is meant: the one in force where none is named. */
  async releaseOf(to: number | undefined): Promise<number> {
    if (to === undefined) return (await this.releases.refresh()).number;
    const { rowCount } = await this.database.query('SELECT FROM core.release WHERE number = $1', [to]);
    if (rowCount === 0) throw invalid([issue('unknown_release', '/to', { release: to })]);
    return to;
  }
}
