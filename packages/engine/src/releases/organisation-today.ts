import { Injectable } from '@nestjs/common';
import type { PeopleToday } from '@dougong/kernel/commands';
import type { Localized } from '@dougong/kernel/foundation';
import { Database } from '../database/database.js';
import { Directory } from '../people/directory.js';

const DEPARTMENTS = 'SELECT key AS id, title FROM core.department WHERE active ORDER BY key';

/** The organisation as the check of flows asks for it: who would be found for a step if it opened now. */
@Injectable()
export class OrganisationToday {
  constructor(
    private readonly database: Database,
    private readonly directory: Directory,
  ) {}

  async read(): Promise<PeopleToday> {
    const [people, { rows }] = await Promise.all([
      this.directory.refresh(),
      this.database.query<{ readonly id: string; readonly title: Localized }>(DEPARTMENTS),
    ]);
    return { people, departments: rows };
  }
}
