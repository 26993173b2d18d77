import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { businessDay, issue } from '@dougong/kernel/foundation';
import { cutoffOf, monthOf } from '@dougong/kernel/reconciliation';
import type { CompiledReconciliation, Side } from '@dougong/kernel/reconciliation';
import { AuditLog } from '../../audit/audit-log.js';
import type { AuditSource } from '../../audit/audit-log.js';
import { Database } from '../../database/database.js';
import { invalid, noRight, notFound } from '../../http/refusal.js';
import type { Subject } from '../../identity/subject.js';
import { CLOCK } from '../../ports.js';
import { decodeCursor, isNumber, pageOf, rowsOfPage } from '../../registers/page.js';
import type { Page, PageQuery } from '../../registers/page.js';
import { ReleaseRegistry } from '../../releases/release-registry.js';
import { RUN_COLUMNS } from './run-row.js';
import type { RunView } from './run-row.js';
import { RunBell } from './run-bell.js';

/** Who asks, and over which way; a schedule has none. */
export interface RunActor extends Partial<AuditSource> {
  readonly actor: string;
}

/** What somebody wants to have compared. */
export interface RunWish {
  /** The last day that is compared; the one of the cycle when left out. */
  readonly cutoff?: string;
  /** Data sets for the sides that are pushed; the newest ones when left out. */
  readonly sets?: Partial<Record<Side, string>>;
}

const INSERT = `
  INSERT INTO reconciliation.run AS r (definition, release, period, cutoff, run_date, requested_at, requested_by, sets)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${RUN_COLUMNS}`;

const LIST = `
  SELECT ${RUN_COLUMNS} FROM reconciliation.run r
   WHERE r.definition = $1 AND ($2::bigint IS NULL OR r.id < $2) ORDER BY r.id DESC LIMIT $3`;

const NEWEST_SET = `
  SELECT id FROM reconciliation.data_set WHERE definition = $1 AND side = $2 AND ($3::uuid IS NULL OR id = $3)
   ORDER BY created_at DESC, id LIMIT 1`;

type Row = RunView & Record<string, unknown>;

/** Runs of reconciliations: asked for here, carried out by a worker. */
@Injectable()
export class ReconciliationRuns {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly audit: AuditLog,
    private readonly bell: RunBell,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A reconciliation of the release in force. */
  async definition(key: string): Promise<CompiledReconciliation> {
    const found = (await this.releases.refresh()).reconciliations.get(key);
    if (!found) throw notFound();
    return found;
  }

  async request(by: RunActor, key: string, wish: RunWish): Promise<RunView> {
    const release = await this.releases.refresh();
    const reconciliation = release.reconciliations.get(key);
    if (!reconciliation) throw notFound();
    const now = this.clock();
    const runDate = businessDay(now);
    const cutoff = wish.cutoff ?? cutoffOf(reconciliation.definition.cycle, runDate);
    if (cutoff > runDate) throw invalid([issue('cutoff_ahead', '/cutoff', { date: cutoff })]);
    const sets = await this.setsOf(reconciliation, wish);
    const run = await this.database.transaction(async (session) => {
      const values = [
        key,
        release.number,
        monthOf(cutoff),
        cutoff,
        runDate,
        now,
        by.actor,
        JSON.stringify(sets),
      ];
      const { rows } = await session.query<Row>(INSERT, values);
      const [made] = rows;
      if (!made) throw new Error('a run that was asked for is not there');
      const changes = [{ path: `/${key}/cutoff`, old: null, new: cutoff }];
      await this.audit.write(session, {
        ...by,
        action: 'reconciliation:run',
        outcome: 'done',
        changes,
        release: release.number,
      });
      return made;
    });
    this.bell.ring();
    return run;
  }

  async list(key: string, query: PageQuery): Promise<Page<RunView>> {
    const size = rowsOfPage(query);
    const [before] = query.cursor === undefined ? [null] : decodeCursor(query.cursor, [isNumber]);
    const { rows } = await this.database.query<Row>(LIST, [key, before, size + 1]);
    return pageOf(
      rows,
      size,
      (row) => row,
      ({ id }) => [id],
    );
  }

  async get(id: string): Promise<RunView> {
    const text = `SELECT ${RUN_COLUMNS} FROM reconciliation.run r WHERE r.id = $1`;
    const { rows } = await this.database.query<Row>(text, [id]);
    if (!rows[0]) throw notFound();
    return rows[0];
  }

  /** The sets that were pushed for the sides that want one. */
  private async setsOf(
    { definition, sides }: CompiledReconciliation,
    { sets = {} }: RunWish,
  ): Promise<RunView['sets']> {
    const found: Partial<Record<Side, string>> = {};
    for (const side of ['operation', 'books'] as const) {
      if (sides[side].source.from !== 'pushed') continue;
      const values = [definition.key, side, sets[side] ?? null];
      const { rows } = await this.database.query<{ readonly id: string }>(NEWEST_SET, values);
      if (!rows[0]) throw invalid([issue('data_set_missing', `/sets/${side}`, { side })]);
      found[side] = rows[0].id;
    }
    return found;
  }
}

/** Who may ask for runs, push data and see everything. */
export function requireReconcile({ rights }: Subject): void {
  if (!rights.reconcile) throw noRight({ right: 'reconcile' });
}
