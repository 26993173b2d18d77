import { Injectable } from '@nestjs/common';
import type { Localized } from '@dougong/kernel/foundation';
import type { ReconciliationDefinition } from '@dougong/kernel/metadata';
import { Database } from '../database/database.js';
import type { Subject } from '../identity/subject.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { seesAll } from './differences/difference-rights.js';
import { RUN_COLUMNS } from './runs/run-row.js';
import type { RunView } from './runs/run-row.js';

/** A reconciliation as pages show it. */
export interface ReconciliationView extends Pick<
  ReconciliationDefinition,
  'key' | 'compare' | 'cycle' | 'operation' | 'books'
> {
  readonly title: Localized;
  readonly schedule: string | null;
  readonly reasons: readonly { readonly id: string; readonly title: Localized }[];
  readonly remedies: readonly {
    readonly id: string;
    readonly title: Localized;
    readonly kind: string;
    readonly form: string;
  }[];
  readonly lastRun: RunView | null;
}

const LAST_RUNS = `
  SELECT DISTINCT ON (r.definition) ${RUN_COLUMNS} FROM reconciliation.run r
   WHERE r.definition = ANY ($1::text[]) ORDER BY r.definition, r.id DESC`;

/** The reconciliations that somebody has to do with. */
@Injectable()
export class ReconciliationViews {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
  ) {}

  async list(subject: Subject): Promise<readonly ReconciliationView[]> {
    const { reconciliations } = await this.releases.refresh();
    const own = [...reconciliations.values()]
      .map(({ definition }) => definition)
      .filter(
        (each) => seesAll(subject, each) || each.owners.some(({ role }) => subject.roles.includes(role)),
      );
    const keys = own.map(({ key }) => key);
    const { rows } = await this.database.query<RunView & Record<string, unknown>>(LAST_RUNS, [keys]);
    const lastRuns = new Map(rows.map((run) => [run.definition, run]));
    return own.map((definition) => viewOf(definition, lastRuns.get(definition.key) ?? null));
  }
}

function viewOf(definition: ReconciliationDefinition, lastRun: RunView | null): ReconciliationView {
  const {
    key,
    title,
    compare,
    cycle,
    schedule = null,
    operation,
    books,
    reasons,
    remedies = [],
  } = definition;
  return {
    ...{ key, title, compare, cycle, schedule, operation, books, reasons, lastRun },
    remedies: remedies.map(({ id, title: name, kind, form }) => ({ id, title: name, kind, form })),
  };
}
