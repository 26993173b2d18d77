import { Injectable } from '@nestjs/common';
import type { DriverShare } from '@dougong/kernel/costing';
import type { Language } from '@dougong/kernel/foundation';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { notFound } from '../http/refusal.js';
import { sentence } from '../http/sentences/index.js';
import type { Subject } from '../identity/subject.js';
import { Directory } from '../people/directory.js';
import { userNames } from '../records/user-names.js';
import { decodeCursor, isNumber, pageOf } from '../registers/page.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { CostNames } from './cost-names.js';
import { allocationOf } from './cost-worker.js';
import type {
  AllocationsWire,
  CompareWire,
  RunDetailWire,
  RunsWire,
  RunWire,
  TraceRow,
  TraceWire,
  VarianceRow,
  VariancesWire,
} from './costing.wire.js';
import { RunStore } from './run-store.js';
import type { RunHead } from './run-store.js';
import { compareRuns, unitCosts } from './run-tables.js';
import type { ComparedRun } from './run-tables.js';
import type { ResultRow } from './run-rows.js';

const LISTED_MAX = 200;

const RESULTS = `
  SELECT ord, receiver, product, part, element, item, quantity::text, amount::text, unit::text
    FROM costing.result WHERE run_id = $1 ORDER BY ord`;

const SHARES = `
  SELECT coalesce(name, '') AS name, coalesce(driver, '') AS driver, receiver, quantity::text, amount::text
    FROM costing.trace WHERE run_id = $1 AND kind IN ('share', 'charge') ORDER BY ord`;

const TRACE = `
  SELECT ord, kind, place, name, element, driver, receiver, source, row_id AS row, quantity::text, total::text, amount::text
    FROM costing.trace
   WHERE run_id = $1 AND ord > $2 AND ($3::text IS NULL OR receiver = $3) AND ($4::text IS NULL OR element = $4)
     AND ($5::text IS NULL OR name = $5) AND ($6::text IS NULL OR kind = $6) AND ($7::text IS NULL OR driver = $7)
   ORDER BY ord LIMIT $8`;

const VARIANCES = `
  SELECT receiver, product, kind, item, standard_quantity::text AS "standardQuantity",
         standard_price::text AS "standardPrice", actual_quantity::text AS "actualQuantity",
         actual_amount::text AS "actualAmount", standard::text, total::text, price::text, usage::text
    FROM costing.variance WHERE run_id = $1 ORDER BY ord`;

/** Which entries of a trace are asked for. */
export interface TraceQuery {
  readonly receiver?: string;
  readonly element?: string;
  readonly name?: string;
  readonly kind?: string;
  readonly driver?: string;
  readonly cursor?: string;
  readonly limit: number;
}

/** Cost runs as pages read them. */
@Injectable()
export class RunPages {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly directory: Directory,
    private readonly store: RunStore,
    private readonly names: CostNames,
  ) {}

  async allocations(): Promise<AllocationsWire> {
    const { allocations } = await this.releases.refresh();
    const data = [...allocations.values()].map(({ key, definition, bills, settlement }) => ({
      key,
      title: definition.title,
      elements: definition.elements.map(({ id, title }) => ({ id, title })),
      hasBills: bills !== undefined,
      settles: settlement !== undefined,
    }));
    return { data };
  }

  async list(
    allocation: string | undefined,
    from: string | undefined,
    language: Language,
  ): Promise<RunsWire> {
    const heads = await this.database.withSession((session) =>
      this.store.list(session, allocation, from, LISTED_MAX),
    );
    return { data: heads.map((head) => runWire(head, language)), users: await this.usersOf(heads) };
  }

  async one(id: string, subject: Subject, language: Language): Promise<RunDetailWire> {
    const { head, results } = await this.read(id);
    const { release, definition } = await this.allocationOf(head);
    return {
      run: runWire(head, language),
      table: unitCosts(results, definition.scale),
      results: [...results],
      refs: await this.names.read(release, subject, definition, results),
      users: await this.usersOf([head]),
    };
  }

  async compare(id: string, otherId: string): Promise<CompareWire> {
    const [one, other] = [await this.readCompared(id), await this.readCompared(otherId)];
    const { definition } = await this.allocationOf(one.head);
    return compareRuns(one, other, definition.scale);
  }

  /** From a figure to its pools and drivers, and from those to the rows that were counted. */
  async trace(id: string, query: TraceQuery): Promise<TraceWire> {
    const after = query.cursor === undefined ? '-1' : decodeCursor(query.cursor, [isNumber])[0];
    const { receiver, element, name, kind, driver, limit } = query;
    const filters = [receiver, element, name, kind, driver].map((value) => value ?? null);
    const { head, rows } = await this.database.withSession(async (session) => {
      const values = [id, after, ...filters, limit + 1];
      const { rows: found } = await session.query<TraceRow & Record<string, unknown>>(TRACE, values);
      return { head: await this.headOf(session, id), rows: found };
    });
    const { definition } = await this.allocationOf(head);
    const origins = new Map(
      definition.sources.map(({ id: source, register, form }) => [source, { register, form }]),
    );
    const read = (row: TraceRow) => ({ ...row, ...origins.get(row.source ?? '') });
    const page = pageOf(rows, limit, read, (row) => [String(row.ord)]);
    return { ...page, data: [...page.data] };
  }

  async variances(id: string, subject: Subject): Promise<VariancesWire> {
    const { head, rows } = await this.database.withSession(async (session) => {
      const { rows: found } = await session.query<VarianceRow & Record<string, unknown>>(VARIANCES, [id]);
      return { head: await this.headOf(session, id), rows: found };
    });
    const { release, definition } = await this.allocationOf(head);
    return { data: rows, refs: await this.names.read(release, subject, definition, rows) };
  }

  private read(id: string): Promise<{ readonly head: RunHead; readonly results: readonly ResultRow[] }> {
    return this.database.withSession(async (session) => {
      const head = await this.headOf(session, id);
      const { rows } = await session.query<ResultRow & Record<string, unknown>>(RESULTS, [id]);
      return { head, results: rows };
    });
  }

  private async readCompared(id: string): Promise<ComparedRun & { readonly head: RunHead }> {
    const { head, results } = await this.read(id);
    const { rows } = await this.database.query<DriverShare & Record<string, unknown>>(SHARES, [id]);
    return { head, rows: results, shares: rows };
  }

  private async headOf(session: SqlSession, id: string): Promise<RunHead> {
    const head = await this.store.head(session, id);
    if (!head) throw notFound();
    return head;
  }

  private async allocationOf(head: RunHead) {
    const release = await this.releases.load(head.release);
    return { release, definition: allocationOf(release, head.allocation).definition };
  }

  private async usersOf(heads: readonly RunHead[]): Promise<Record<string, string>> {
    const people = await this.directory.current();
    return userNames(
      people,
      heads.flatMap(({ startedBy, officialBy }) => [startedBy, officialBy]),
    );
  }
}

/** Steps of a run: what it reads is kept, then its figures are written. */
const STEPS = 2;

function runWire(head: RunHead, language: Language): RunWire {
  const { hasInputs, settlements, settled, issues, state, ...run } = head;
  const done = state === 'running' ? (hasInputs ? 1 : 0) : STEPS;
  return {
    ...run,
    state,
    progress: { done, of: STEPS, settlements, settled },
    issues: (issues ?? []).map(({ code, path, params }) => ({
      code,
      pointer: `#${path}`,
      detail: sentence(code, params ?? {}, language),
    })),
  } as RunWire;
}
