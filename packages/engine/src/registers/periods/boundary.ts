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

interface BoundaryRow {
  readonly closed_through: string | null;
  readonly soft_through: string | null;
}

const ENTER = 'SELECT closed_through, soft_through FROM ledger.enter_periods()';
const READ = 'SELECT closed_through, soft_through FROM ledger.period_boundary()';

/** Comes in to post: the boundary stays as it is read here until the transaction ends. */
export function enterPeriods(session: SqlSession): Promise<Boundary> {
  return ask(session, ENTER);
}

/** The boundary as it is now; it may move at any time. */
export function readBoundary(session: SqlSession): Promise<Boundary> {
  return ask(session, READ);
}

async function ask(session: SqlSession, text: string): Promise<Boundary> {
  const { rows } = await session.prepared<BoundaryRow>(statementName(text), text, []);
  const [row] = rows;
  return { closedThrough: row?.closed_through ?? null, softThrough: row?.soft_through ?? null };
}
