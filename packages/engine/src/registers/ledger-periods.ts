import { Injectable } from '@nestjs/common';
import { dayPlus, issue } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import { periodOf } from '@dougong/kernel/registers';
import type { SqlSession } from '../database/sql-session.js';
import { statementName } from '../database/sql-text.js';
import { boundaryOf, enterPeriods, stateOfDay } from './periods/boundary.js';
import type { Boundaries, Boundary } from './periods/boundary.js';

const RANGE = `
  SELECT min(right(c.relname, 7)) AS first, max(right(c.relname, 7)) AS last
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'ledger.movement'::regclass`;

interface Range {
  readonly first: string;
  readonly last: string;
}

/** What speaks against posting on a day in the books of some organisations; of none where documents belong to none. */
export type DayFaults = (day: string, organisations?: readonly string[]) => readonly Issue[];

/** The periods as they stay until the transaction ends. */
export interface EnteredPeriods {
  readonly faults: DayFaults;
  /** The last day that takes costs only, from those who may post there at all; none where nothing is closed softly. */
  readonly costOnlyThrough: string | null;
  /** The same in the books of some organisations. */
  readonly costOnlyIn: (organisations: readonly string[]) => string | null;
}

const THE_WHOLE = [undefined];

/** Which days can be posted on. */
@Injectable()
export class LedgerPeriods {
  private range: Range = { first: '', last: '' };

  /**
   * Comes in to post: until the transaction ends nobody closes a period. Sends its statements at once, so that what the caller
   * sends beside it travels along; asks for the months that the ledger has only about days that it does not know.
   * @param inSoftClosed whether the subject posts where periods are closed softly.
   */
  async enter(session: SqlSession, days: Iterable<string>, inSoftClosed: boolean): Promise<EnteredPeriods> {
    const isKnown = [...days].every((day) => this.covers(periodOf(day)));
    const [boundary, range] = await Promise.all([
      this.boundary(session),
      isKnown ? this.range : readRange(session),
    ]);
    this.range = range;
    const faults: DayFaults = (day, organisations = []) =>
      (organisations.length === 0 ? THE_WHOLE : organisations)
        .flatMap((each) => this.faults(day, boundaryOf(boundary, each), inSoftClosed))
        .slice(0, 1);
    const costOnlyIn = (organisations: readonly string[]) => {
      const days = organisations.flatMap((each) => boundaryOf(boundary, each).softThrough ?? []);
      return days.toSorted().at(-1) ?? null;
    };
    return { faults, costOnlyThrough: boundary.softThrough, costOnlyIn };
  }

  protected boundary(session: SqlSession): Promise<Boundaries> {
    return enterPeriods(session);
  }

  private faults(day: string, boundary: Boundary, inSoftClosed: boolean): readonly Issue[] {
    if (!this.covers(periodOf(day))) return [notOpen(day, this.range.first.slice(0, 7), this.lastMonth)];
    const state = stateOfDay(day, boundary);
    if (state === 'open' || (state === 'soft' && inSoftClosed)) return [];
    const { closedThrough, softThrough } = boundary;
    return [notOpen(day, dayPlus((inSoftClosed ? closedThrough : softThrough) ?? day, 1), this.lastMonth)];
  }

  private get lastMonth(): string {
    return this.range.last.slice(0, 7);
  }

  private covers(period: string): boolean {
    return this.range.first <= period && period <= this.range.last;
  }
}

/** Makes the months around a day. A worker calls it again and again; it does nothing when they stand. */
export async function ensurePartitions(session: Pick<SqlSession, 'query'>, today: string): Promise<void> {
  await session.query('SELECT ledger.ensure_partitions($1::date)', [today]);
}

function notOpen(date: string, first: string, last: string): Issue {
  return issue('period_not_open', '', { date, first, last });
}

async function readRange(session: SqlSession): Promise<Range> {
  const { rows } = await session.prepared<{ first: string | null; last: string | null }>(
    statementName(RANGE),
    RANGE,
    [],
  );
  const asPeriod = (text: string | null | undefined) => (text ? `${text.replace('_', '-')}-01` : '');
  return { first: asPeriod(rows[0]?.first), last: asPeriod(rows[0]?.last) };
}
