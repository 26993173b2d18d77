import { Injectable } from '@nestjs/common';
import type { CompiledRegister } from '@dougong/kernel/registers';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { badQuery } from '../../records/query-refusal.js';
import type { SlotRow } from '../ledger-columns.js';
import { decodeCursor, isDay, pageOf, rowsOfPage } from '../page.js';
import type { Page, PageQuery } from '../page.js';
import { totalsState } from '../totals/totals-state.js';
import { groupingOf } from './figure-grouping.js';
import type { TotalsState } from './figure-months.js';
import { isTurnover } from './figure-pieces.js';
import type { FigureDays, Periodicity } from './figure-pieces.js';
import { figureOf, figureOrder, figureText } from './figure-statement.js';
import type { FigureRow, FigureShape } from './figure-statement.js';
import { keyConditions } from './key-conditions.js';
import type { KeyQuery } from './key-conditions.js';
import { rowsIn } from './statement-rows.js';

/** A reading of a register's figures. */
export interface FigureQuestion extends KeyQuery, PageQuery {
  /** The day at whose end the balance is wanted, or the days of the turnovers; ISO dates, included. */
  readonly days: FigureDays;
  readonly by?: Periodicity | undefined;
  /** Sums over all dimensions but these; each key by itself without it. */
  readonly group?: readonly string[] | undefined;
  readonly withEmpty?: boolean | undefined;
}

/** Keys that are looked at for one page before it is known how many of them have something to show. */
const KEYS_PER_ROW = 4;
const KEYS_MIN = 200;
const KEYS_MAX = 20_000;

/** The sums of some 100,000 keys stay in memory. */
const WORK_MEMORY = '64MB';

/** Figures of the past: balances at a day and turnovers, from month totals and the movements beside them. */
@Injectable()
export class LedgerFigures {
  constructor(private readonly database: Database) {}

  /** One page; keys in the order in which they were first moved, groups by their values, days within them. */
  async page(register: CompiledRegister, question: FigureQuestion): Promise<Page<FigureRow>> {
    const shape = shapeOf(register, question);
    const size = rowsOfPage(question);
    if (!register.keepsBalance && !isTurnover(shape.days)) return { data: [] };
    const rows = await this.fromOneSnapshot({ shape, question, size }, (reading) =>
      shape.grouping.byKey ? keyByKey(reading) : readPart(reading, { wide: true, rows: size + 1 }),
    );
    const order = figureOrder(shape);
    return pageOf(
      rows,
      size,
      (row) => figureOf(shape, row),
      (row) => order.map(({ text }) => text(row)),
    );
  }

  /** All of it at once, for what looks at a whole register; a page is cheaper for what people look at. */
  async all(
    register: CompiledRegister,
    question: Omit<FigureQuestion, keyof PageQuery>,
  ): Promise<readonly FigureRow[]> {
    const shape = shapeOf(register, question);
    const rows = await this.fromOneSnapshot({ shape, question, size: 0 }, (reading) =>
      readPart(reading, { wide: true }),
    );
    return rows.map((row) => figureOf(shape, row));
  }

  /** What the totals hold and what is read beside them must be of one moment. */
  private fromOneSnapshot<T>(asked: Asked, read: (reading: Reading) => Promise<T>): Promise<T> {
    if (asked.shape.days === 'now')
      return this.database.withSession((session) => read({ ...asked, session }));
    return this.database.transaction(async (session) => {
      const isolated = session.query(
        `SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL work_mem = '${WORK_MEMORY}'`,
      );
      const [totals] = await Promise.all([totalsState(session), isolated]);
      return read({ ...asked, session, totals });
    });
  }
}

interface Asked {
  readonly shape: FigureShape;
  readonly question: FigureQuestion;
  readonly size: number;
}

interface Reading extends Asked {
  readonly session: SqlSession;
  readonly totals?: TotalsState;
}

/** From a key on, or past it. */
interface KeyPlace {
  readonly id: string;
  readonly isPast: boolean;
}

interface ReadPart {
  readonly from?: KeyPlace;
  readonly upTo?: string | undefined;
  readonly wide: boolean;
  readonly rows?: number;
}

/** Looks at more and more keys until the page is full or there are none left. */
async function keyByKey(reading: Reading): Promise<readonly SlotRow[]> {
  const rows: SlotRow[] = [];
  let from = firstKey(reading);
  for (let count = Math.max(KEYS_MIN, reading.size * KEYS_PER_ROW); ; count = Math.min(count * 4, KEYS_MAX)) {
    const upTo = await keyAfter(reading, from, count);
    const missing = reading.size + 1 - rows.length;
    rows.push(...(await readPart(reading, { from, upTo, wide: false, rows: missing })));
    if (upTo === undefined || rows.length > reading.size) return rows;
    from = { id: upTo, isPast: true };
  }
}

/** The last of the next keys, or nothing when there are no more than these. */
async function keyAfter(
  { session, shape: { register }, question }: Reading,
  from: KeyPlace,
  count: number,
): Promise<string | undefined> {
  if (question.keyId !== undefined) return undefined;
  const [row] = await rowsIn(session, (p) => {
    const conditions = [...keyConditions(register, question, p), ...placeCondition(from, p)];
    return `SELECT k.id::text FROM ledger.register_key k WHERE ${conditions.join(' AND ')} ORDER BY k.id OFFSET ${p(count - 1)} LIMIT 1`;
  });
  return row === undefined ? undefined : String(row['id']);
}

function readPart(
  { session, shape, question, totals }: Reading,
  part: ReadPart,
): Promise<readonly SlotRow[]> {
  return rowsIn(session, (p) =>
    figureText({
      ...shape,
      p,
      totals,
      wide: part.wide && question.keyId === undefined,
      keys: [
        ...keyConditions(shape.register, question, p),
        ...placeCondition(part.from, p),
        ...(part.upTo === undefined ? [] : [`k.id <= ${p(part.upTo)}::bigint`]),
      ],
      withEmpty: question.withEmpty ?? false,
      cursor: part.from?.isPast ? undefined : question.cursor,
      limit: part.rows,
    }),
  );
}

const START: KeyPlace = { id: '0', isPast: false };

function firstKey({ question, shape }: Reading): KeyPlace {
  if (question.cursor === undefined) return START;
  const [id = ''] = decodeCursor(
    question.cursor,
    figureOrder(shape).map(({ fits }) => fits),
  );
  return { id, isPast: false };
}

function placeCondition(place: KeyPlace | undefined, p: (value: unknown) => string): string[] {
  return place === undefined ? [] : [`k.id ${place.isPast ? '>' : '>='} ${p(place.id)}::bigint`];
}

function shapeOf(register: CompiledRegister, { group, by = 'none', days }: FigureQuestion): FigureShape {
  if (days !== 'now') for (const [name, day] of Object.entries(days)) checkDay(day as string, name);
  return { register, grouping: groupingOf(register, group), by, days };
}

function checkDay(text: string, name: string): void {
  if (!isDay(text)) throw badQuery('bad_date', [name], { value: text.slice(0, 40) });
}
