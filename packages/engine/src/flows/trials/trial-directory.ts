import type { Clock } from '@dougong/kernel/foundation';
import type { Database } from '../../database/database.js';
import { Directory } from '../../people/directory.js';
import type { DirectorySnapshot } from '../../people/directory.js';

/** The company as it was when the trial began. */
export class TrialDirectory extends Directory {
  constructor(
    database: Database,
    clock: Clock,
    private readonly people: DirectorySnapshot,
  ) {
    super(database, clock);
  }

  override current(): Promise<DirectorySnapshot> {
    return Promise.resolve(this.people);
  }

  override refresh(): Promise<DirectorySnapshot> {
    return this.current();
  }
}
