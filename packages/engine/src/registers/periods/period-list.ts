import { Injectable } from '@nestjs/common';
import { dayPlus } from '@dougong/kernel/foundation';
import type { Localized } from '@dougong/kernel/foundation';
import { Database } from '../../database/database.js';
import { ALL_OPEN, boundaryOf, readBoundaries, stateOfDay } from './boundary.js';
import type { Boundaries, Boundary, DayState } from './boundary.js';

/** One closing or reopening, as it was done. */
export interface ClosingView {
  readonly kind: 'soft' | 'closed' | 'reopened';
  readonly through: string | null;
  readonly actor: string | null;
  readonly at: string;
  readonly reason: string | null;
  /** Whose books it is about; the whole without one. */
  readonly organisation: string | null;
}

export interface PeriodView {
  /** First day of the month. */
  readonly period: string;
  /** How its last day stands: a month that is closed in part is still open. */
  readonly state: DayState;
  /** Who brought it into that state, and when; nobody closed a month that was always open. */
  readonly since: ClosingView | null;
}

/** How far the books of one organisation are closed, by itself or with the whole. */
export interface OrganisationBoundary extends Boundary {
  readonly key: string;
  readonly title: Localized;
  readonly kind: string;
  readonly parent: string | null;
}

export interface Periods extends Boundary {
  readonly organisations: readonly OrganisationBoundary[];
  readonly periods: readonly PeriodView[];
  /** The latest closings, the newest first. */
  readonly closings: readonly ClosingView[];
}

interface Row extends ClosingView {
  readonly closedThrough: string | null;
  readonly softThrough: string | null;
  readonly [column: string]: unknown;
}

const CLOSINGS_MAX = 200;

const CLOSINGS = `
  SELECT kind, through, closed_through AS "closedThrough", soft_through AS "softThrough", actor, at, reason,
         organisation
    FROM ledger.closing WHERE organisation IS NULL OR organisation = $1 ORDER BY id DESC LIMIT ${CLOSINGS_MAX}`;

const MONTHS = `
  SELECT replace(right(c.relname, 7), '_', '-') || '-01' AS period
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'ledger.movement'::regclass ORDER BY 1 DESC`;

/** An organisation that was closed for good may still have books to look at. */
const ORGANISATIONS = `
  SELECT d.key, d.title, d.organisation AS kind, p.key AS parent
    FROM core.department d LEFT JOIN core.department p ON p.id = d.parent WHERE d.organisation IS NOT NULL ORDER BY d.key`;

type OrganisationRow = Omit<OrganisationBoundary, keyof Boundary> & Record<string, unknown>;

/** The months of the ledger, the latest first, and how each stands. */
@Injectable()
export class PeriodList {
  constructor(private readonly database: Database) {}

  /** @param organisation whose months; without it those of the whole. */
  async read(organisation?: string): Promise<Periods> {
    const [closings, months, marked, boundaries] = await this.database.withSession((session) =>
      Promise.all([
        session.query<Row>(CLOSINGS, [organisation ?? null]),
        session.query<{ period: string }>(MONTHS),
        session.query<OrganisationRow>(ORGANISATIONS),
        readBoundaries(session),
      ]),
    );
    const standing = standings(closings.rows);
    const { closedThrough = null, softThrough = null } = standing[0] ?? {};
    return {
      closedThrough,
      softThrough,
      organisations: marked.rows.map((row) => standingOf(row, boundaries)),
      periods: months.rows.map(({ period }) => periodView(period, standing)),
      closings: closings.rows.map(viewOf),
    };
  }
}

function standingOf({ key, title, kind, parent }: OrganisationRow, all: Boundaries): OrganisationBoundary {
  const { closedThrough, softThrough } = boundaryOf(all, key);
  return { key, title, kind, parent, closedThrough, softThrough };
}

/**
 * How the books stand after each closing: those of the whole hold for an organisation as well.
 * @param closings the newest first.
 */
function standings(closings: readonly Row[]): readonly Row[] {
  const after: Row[] = [];
  const apart = new Map<string, Boundary>();
  let whole: Boundary = ALL_OPEN;
  for (const row of closings.toReversed()) {
    if (row.organisation === null) whole = row;
    else apart.set(row.organisation, row);
    const { closedThrough, softThrough } = whole;
    const [organisation] = apart.keys();
    after.push({ ...row, ...boundaryOf({ closedThrough, softThrough, apart }, organisation) });
  }
  return after.toReversed();
}

/** @param closings the newest first. */
function periodView(period: string, closings: readonly Row[]): PeriodView {
  const states = closings.map((closing) => stateOfDay(lastDayOf(period), closing));
  const [state = 'open'] = states;
  const run = lengthOfRun(states);
  const since = closings[run - 1];
  const wasAlwaysOpen = state === 'open' && run === states.length;
  return { period, state, since: since && !wasAlwaysOpen ? viewOf(since) : null };
}

/** How many of the first are alike. */
function lengthOfRun(states: readonly DayState[]): number {
  const end = states.findIndex((state) => state !== states[0]);
  return end === -1 ? states.length : end;
}

function lastDayOf(period: string): string {
  const nextMonth = dayPlus(period, 31).slice(0, 7);
  return dayPlus(`${nextMonth}-01`, -1);
}

function viewOf({ kind, through, actor, at, reason, organisation }: Row): ClosingView {
  return { kind, through, actor, at, reason, organisation };
}
