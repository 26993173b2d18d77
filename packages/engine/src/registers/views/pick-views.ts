import { Inject, Injectable } from '@nestjs/common';
import { businessDay, dayPlus, Decimal, fixedText } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import { countedResource, pickLots } from '@dougong/kernel/registers';
import type {
  CompiledRegister,
  CompiledResource,
  Lot,
  PickOrder,
  PickRequest,
} from '@dougong/kernel/registers';
import type { Subject } from '../../identity/subject.js';
import { CLOCK } from '../../ports.js';
import { dayParameter, textParameter, wordParameter } from '../../records/query-text.js';
import type { RawQuery } from '../../records/query-text.js';
import type { References } from '../../records/reference-labels.js';
import { RegisterViews } from '../register-views.js';
import { dateParameter, datedDimension } from './dated-dimension.js';
import { LotReader } from './lot-reader.js';
import type { LotRow } from './lot-reader.js';
import { badParameter, daysParameter, keysIn } from './view-parameters.js';

export const PICK_ORDERS: readonly PickOrder[] = ['first_expired', 'first_in'];

/** What to take of a balance. */
export interface PickFigure {
  readonly keyId: string;
  readonly key: Readonly<Record<string, string | null>>;
  readonly quantity: string;
  readonly held: string;
  readonly lastDay?: string;
  readonly received?: string;
}

interface Suggestion {
  readonly data: readonly PickFigure[];
  readonly wanted: string;
  readonly short: string;
}

export type PickAnswer = Suggestion & { readonly refs: References };

/** Which lots go first, as pages ask before anything is posted: the same order by which postings pick. */
@Injectable()
export class PickViews {
  constructor(
    private readonly registers: RegisterViews,
    private readonly reader: LotReader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  suggest(subject: Subject, key: string, query: RawQuery): Promise<PickAnswer> {
    return this.registers.page(subject, key, async (register, { release }) => {
      const { dimension, model, dates } = datedDimension(register, query, { release, subject });
      const request = this.request(query);
      const lastDay = dateParameter(query, 'lastDay', dates);
      if (request.order === 'first_expired' && lastDay === undefined) throw badParameter('lastDay', dates);
      const resource = countedOf(register);
      const asked = { lastDay, received: dateParameter(query, 'received', dates) };
      const rows = await this.reader.lots(register, {
        ...keysIn(query),
        ...{ dimension, model, resource },
        dates: Object.fromEntries(Object.entries(asked).filter(([, field]) => field !== undefined)),
      });
      return suggestion(rows, dimension.id, request, resource);
    });
  }

  private request(query: RawQuery): PickRequest {
    const through = dayParameter(query, 'goodThrough') ?? businessDay(this.clock());
    const [days = 0] = daysParameter(query, 'minimumDays', [0]);
    return {
      quantity: quantityParameter(query),
      goodThrough: dayPlus(through, days),
      order: wordParameter(query, 'order', PICK_ORDERS) ?? 'first_expired',
    };
  }
}

/** Takes what is there where that is not enough, and says what is missing. */
function suggestion(
  rows: readonly LotRow[],
  dimension: string,
  request: PickRequest,
  { scale }: CompiledResource,
): Suggestion {
  const lots = rows.map((row) => lotOf(row, dimension));
  const picked = pickLots(lots, request);
  const short = picked.ok ? new Decimal(0) : new Decimal(String(picked.error[0]?.params?.['short']));
  const there = picked.ok ? picked : pickLots(lots, { ...request, quantity: request.quantity.minus(short) });
  const byKey = new Map(rows.map((row) => [row.keyId, row]));
  return {
    data: (there.ok ? there.value : []).flatMap(({ lot, quantity }) => {
      const row = byKey.get(lot);
      return row ? [figureOf(row, fixedText(quantity, scale), scale)] : [];
    }),
    wanted: fixedText(request.quantity, scale),
    short: fixedText(short, scale),
  };
}

function lotOf({ keyId, key, code, held, lastDay, received }: LotRow, dimension: string): Lot {
  return {
    lot: keyId,
    code: code ?? key[dimension] ?? '',
    quantity: new Decimal(held),
    ...(lastDay !== null && { expiry: lastDay }),
    received: received ?? '',
  };
}

function figureOf(
  { keyId, key, held, lastDay, received }: LotRow,
  quantity: string,
  scale: number,
): PickFigure {
  return {
    ...{ keyId, key, quantity },
    held: fixedText(new Decimal(held), scale),
    ...(lastDay !== null && { lastDay }),
    ...(received !== null && { received }),
  };
}

function countedOf(register: CompiledRegister): CompiledResource {
  const resource = register.resources.find(({ id }) => id === countedResource(register));
  if (!resource) throw new Error(`register ${register.key} counts nothing`);
  return resource;
}

function quantityParameter(query: RawQuery): Decimal {
  const text = textParameter(query, 'quantity') ?? '';
  if (!/^\d{1,20}(\.\d{1,12})?$/.test(text)) throw badParameter('quantity', ['12.5']);
  return new Decimal(text);
}
