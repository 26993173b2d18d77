import type { SqlSession } from '../../database/sql-session.js';
import { statementName } from '../../database/sql-text.js';

/** How far the ledger is closed. */
export interface Boundary {
  /** The last day on which nobody posts any more. */
  readonly closedThrough: string | null;
  /** The last day on which only those with the right for it still post; never before the other one. */
  readonly softThrough: string | null;
}

export type DayState = 'open' | 'soft' | 'closed';

/** Nothing is closed. */
export const ALL_OPEN: Boundary = { closedThrough: null, softThrough: null };

/** How a day stands to the boundary. */
export function stateOfDay(day: string, { closedThrough, softThrough }: Boundary): DayState {
  if (closedThrough !== null && day <= closedThrough) return 'closed';
  return softThrough !== null && day <= softThrough ? 'soft' : 'open';
}

/** The boundary after closing through a day, softly or for everybody. */
export function closedTo(through: string, state: 'soft' | 'closed', from: Boundary): Boundary {
  const softThrough = later(through, from.softThrough);
  return state === 'soft'
    ? { ...from, softThrough }
    : { closedThrough: later(through, from.closedThrough), softThrough };
}

/** The boundary after opening what lies behind a day; `soft` keeps it open only for those with the right. */
export function reopenedTo(through: string | null, state: 'open' | 'soft', from: Boundary): Boundary {
  const closedThrough = earlier(through, from.closedThrough);
  return state === 'soft'
    ? { ...from, closedThrough }
    : { closedThrough, softThrough: earlier(through, from.softThrough) };
}

function later(day: string, other: string | null): string {
  return other !== null && other > day ? other : day;
}

function earlier(day: string | null, other: string | null): string | null {
  if (day === null || other === null) return null;
  return day < other ? day : other;
}

/** The boundary of the whole, which holds for everybody, and what is closed for single organisations beside it. */
export interface Boundaries extends Boundary {
  readonly apart: ReadonlyMap<string, Boundary>;
}

/** How far an organisation is closed: by itself or with the whole, whichever comes later. */
export function boundaryOf({ apart, ...whole }: Boundaries, organisation: string | undefined): Boundary {
  const own = organisation === undefined ? undefined : apart.get(organisation);
  if (!own) return whole;
  return {
    closedThrough: latest(own.closedThrough, whole.closedThrough),
    softThrough: latest(own.softThrough, whole.softThrough),
  };
}

function latest(one: string | null, other: string | null): string | null {
  return one === null ? other : later(one, other);
}

interface BoundaryRow {
  readonly closed_through: string | null;
  readonly soft_through: string | null;
  readonly apart: Readonly<
    Record<string, { readonly closed: string | null; readonly soft: string | null }>
  > | null;
}

const ENTER = 'SELECT closed_through, soft_through, apart FROM ledger.enter_periods()';
const READ = `SELECT closed_through, soft_through, ledger.boundaries_apart() AS apart FROM ledger.period_boundary()`;

/** Comes in to post: the boundaries stay as they are read here until the transaction ends. */
export function enterPeriods(session: SqlSession): Promise<Boundaries> {
  return ask(session, ENTER);
}

/** The boundaries as they are now; they may move at any time. */
export function readBoundaries(session: SqlSession): Promise<Boundaries> {
  return ask(session, READ);
}

async function ask(session: SqlSession, text: string): Promise<Boundaries> {
  const { rows } = await session.prepared<BoundaryRow & Record<string, unknown>>(
    statementName(text),
    text,
    [],
  );
  const [row] = rows;
  const apart = Object.entries(row?.apart ?? {}).map(
    ([organisation, { closed, soft }]) =>
      [organisation, { closedThrough: closed, softThrough: soft }] as const,
  );
  return {
    closedThrough: row?.closed_through ?? null,
    softThrough: row?.soft_through ?? null,
    apart: new Map(apart),
  };
}
