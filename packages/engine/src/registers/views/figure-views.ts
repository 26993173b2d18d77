import { Injectable } from '@nestjs/common';
import type { CompiledRegister } from '@dougong/kernel/registers';
import type { Subject } from '../../identity/subject.js';
import { dayParameter, textParameter, wordParameter } from '../../records/query-text.js';
import type { RawQuery } from '../../records/query-text.js';
import { LedgerReader } from '../ledger-reader.js';
import { RegisterViews } from '../register-views.js';
import type { LedgerPageView } from '../register-views.js';
import { PERIODICITIES } from './figure-pieces.js';
import type { Periodicity } from './figure-pieces.js';
import type { FigureRow } from './figure-statement.js';
import type { KeyQuery } from './key-conditions.js';
import { lastDayOfMonth } from './iso-days.js';
import { LedgerFigures } from './ledger-figures.js';
import { movementsAddress } from './movements-address.js';
import { keysIn, namesParameter, pageQuery, requiredDays } from './view-parameters.js';

type ByName = Readonly<Record<string, string>>;

/** What a figure stands for, and where its movements are. */
export interface FigureHead {
  /** Left out when it is a sum over several keys. */
  readonly keyId?: string;
  readonly key: Readonly<Record<string, string | null>>;
  readonly movements: string;
}

export interface BalanceFigure extends FigureHead {
  readonly resources: ByName;
}

export interface TurnoverFigure extends FigureHead {
  readonly day?: string;
  /** `YYYY-MM`. */
  readonly month?: string;
  readonly document?: FigureRow['document'];
  /** Absent in a register that keeps no balance. */
  readonly opening?: ByName;
  readonly in: ByName;
  readonly out: ByName;
  readonly closing?: ByName;
}

/** Balances and turnovers as pages read them. */
@Injectable()
export class FigureViews {
  constructor(
    private readonly registers: RegisterViews,
    private readonly reader: LedgerReader,
    private readonly figures: LedgerFigures,
  ) {}

  balances(subject: Subject, key: string, query: RawQuery): Promise<LedgerPageView<BalanceFigure>> {
    return this.registers.page(subject, key, async (register) => {
      const at = dayParameter(query, 'at');
      const group = namesParameter(query, 'group');
      const keys = keysIn(query);
      const asked = { ...pageQuery(query), ...keys, withEmpty: textParameter(query, 'empty') === 'true' };
      const page =
        at === undefined && group === undefined
          ? await this.reader.balances(register, asked)
          : balancesOf(
              await this.figures.page(register, { ...asked, group, days: at === undefined ? 'now' : { at } }),
            );
      const data = page.data.map((row) => ({
        ...row,
        movements: movementsAddress(register, keysOf(row, keys), { to: at }),
      }));
      return { ...page, data };
    });
  }

  turnovers(subject: Subject, key: string, query: RawQuery): Promise<LedgerPageView<TurnoverFigure>> {
    return this.registers.page(subject, key, async (register) => {
      const days = requiredDays(query);
      const by = wordParameter(query, 'by', PERIODICITIES) ?? 'none';
      const keys = keysIn(query);
      const group = namesParameter(query, 'group');
      const page = await this.figures.page(register, { ...pageQuery(query), ...keys, days, by, group });
      return { ...page, data: page.data.map((row) => turnoverOf(register, row, { keys, days, by })) };
    });
  }
}

function balancesOf({ data, ...page }: Awaited<ReturnType<LedgerFigures['page']>>) {
  return { ...page, data: data.map(({ closing, ...row }) => ({ ...row, resources: closing })) };
}

/** The keys behind a row: its own, or those that were asked for and have what it is grouped by. */
export function keysOf(
  row: { readonly keyId?: string; readonly key: KeyQuery['filter'] },
  asked: KeyQuery,
): KeyQuery {
  if (row.keyId !== undefined) return { keyId: row.keyId };
  return { keyId: asked.keyId, filter: { ...asked.filter, ...row.key } };
}

interface TurnoverSpan {
  readonly keys: KeyQuery;
  readonly days: { readonly from: string; readonly to: string };
  readonly by: Periodicity;
}

function turnoverOf(
  register: CompiledRegister,
  { moved, closing, day, ...row }: FigureRow,
  { keys, days, by }: TurnoverSpan,
): TurnoverFigure {
  const { opening = {}, in: came = {}, out = {} } = moved ?? {};
  return {
    ...row,
    ...(day === undefined ? {} : by === 'month' ? { month: day.slice(0, 7) } : { day }),
    in: came,
    out,
    ...(register.keepsBalance ? { opening, closing } : {}),
    movements: movementsAddress(register, keysOf(row, keys), {
      ...daysOf(day, by, days),
      recordId: row.document?.recordId,
    }),
  };
}

/** The days of a row: all that were asked for, its own, or those of its month that were asked for. */
function daysOf(day: string | undefined, by: Periodicity, days: TurnoverSpan['days']): TurnoverSpan['days'] {
  if (day === undefined) return days;
  return by === 'month' ? daysOfMonth(day, days) : { from: day, to: day };
}

function daysOfMonth(first: string, { from, to }: TurnoverSpan['days']): TurnoverSpan['days'] {
  const last = lastDayOfMonth(first);
  return { from: first < from ? from : first, to: last > to ? to : last };
}
